/// @file
/// A process that is killed at any point loses nothing that it had acknowledged.

#include "store_fixture.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <random>
#include <string>

namespace plumbline::adapters::store::testing {

namespace {

constexpr int kRounds = 25;
constexpr std::uint32_t kMostAcknowledged = 12;
constexpr std::uint32_t kMostSpins = 100'000;

std::string id_of(int round, std::uint32_t number) {
  return "r" + std::to_string(round) + "-" + std::to_string(number);
}

/// Writes for ever; acknowledges each change that the store reported done with one octet.
[[noreturn]] void write_until_killed(SqliteCredentialStore& store, int round, int acknowledge) {
  for (std::uint32_t number = 0;; ++number) {
    const bool done = store.put(record_of(id_of(round, number))).has_value();
    const char octet = done ? '+' : '-';
    if (::write(acknowledge, &octet, 1) != 1) {
      ::_exit(1);
    }
  }
}

/// Kills the child once it acknowledged `least` changes and the parent did `spins` steps more,
/// wherever in the next change it then is. Returns how many it acknowledged in all.
std::uint32_t kill_after(pid_t child, int acknowledged, std::uint32_t least, std::uint32_t spins) {
  std::uint32_t count = 0;
  char octet = 0;
  while (count < least && ::read(acknowledged, &octet, 1) == 1) {
    EXPECT_EQ(octet, '+');
    ++count;
  }
  for (std::uint32_t step = 0; step < spins; ++step) {
    static_cast<void>(::getppid());
  }
  ::kill(child, SIGKILL);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  while (::read(acknowledged, &octet, 1) == 1) {
    ++count;
  }
  return count;
}

TEST_F(StoreTest, SurvivesAKillAtAnyPoint) {
  std::minstd_rand dice{20240131};
  std::size_t expected = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::array<int, 2> pipe_ends{};
    ASSERT_EQ(::pipe(pipe_ends.data()), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipe_ends[0]);
      write_until_killed(*opened(), round, pipe_ends[1]);
    }
    ::close(pipe_ends[1]);
    const std::uint32_t least = static_cast<std::uint32_t>(dice()) % kMostAcknowledged;
    const std::uint32_t spins = static_cast<std::uint32_t>(dice()) % kMostSpins;
    const std::uint32_t acknowledged = kill_after(child, pipe_ends[0], least, spins);
    ::close(pipe_ends[0]);

    const auto store = opened();
    for (std::uint32_t number = 0; number < acknowledged; ++number) {
      const auto record = store->get(id_of(round, number));
      ASSERT_TRUE(record) << record.error().detail;
      EXPECT_EQ(as_text(record.value().key.expose()), kRecordKey);
    }
    // The change that was under way happened wholly or not at all.
    const auto next = store->get(id_of(round, acknowledged));
    EXPECT_TRUE(next.has_value() || next.error().code == Errc::not_found);
    expected += acknowledged + (next ? 1U : 0U);
    const auto counts = store->count("").value();
    EXPECT_EQ(counts.kept, expected);
    EXPECT_EQ(counts.issued, expected);
  }
  EXPECT_GT(expected, 0U);
}

}  // namespace

}  // namespace plumbline::adapters::store::testing
