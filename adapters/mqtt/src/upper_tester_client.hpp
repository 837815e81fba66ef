/// @file
/// The role of a tester: publishes commands to an entity's upper tester and gets the answers.

#pragma once

#include "plumbline/adapters/loop/loop.hpp"
#include "plumbline/adapters/mqtt/upper_tester_topic.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/harness/transport.hpp"

#include "role_tap.hpp"
#include "station.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace plumbline::adapters::mqtt {

class UpperTesterClient final : public Role,
                                public std::enable_shared_from_this<UpperTesterClient> {
 public:
  UpperTesterClient(std::shared_ptr<loop::Loop> loop,
                    std::shared_ptr<Station> station,
                    harness::ConnectOptions options);

  /// As harness::Client. Errc::invalid_value for an end whose id no topic can hold. A command that
  /// the broker forgets is not sent again: it runs into its deadline.
  void command(const harness::UpperTesterCommand& command,
               harness::milliseconds deadline,
               harness::UpperTesterCallback done);
  void disconnect();
  /// Ends every command; no callback is called from then on.
  void shut_down();

  [[nodiscard]] bool take(const Arrival& arrival) override;
  [[nodiscard]] bool drop(const Arrival& arrival) override;

  void session_lost() override {}

  void unreachable(const Error& error) override;

  [[nodiscard]] bool receives_requests() const noexcept override { return false; }

  [[nodiscard]] bool waits() const noexcept override { return !pending_.empty(); }

  void note(const std::string& event) override;

 private:
  /// A command without its answer.
  struct Pending {
    std::uint64_t publication = 0;
    std::uint64_t exchange = 0;
    harness::UpperTesterCallback done;
    std::unique_ptr<loop::Timer> deadline;
  };

  using Place = std::map<std::string, Pending>::iterator;

  struct Topics {
    std::string command;
    std::string answer;
  };

  [[nodiscard]] Result<Topics> topics_of_next();
  [[nodiscard]] Result<void> join();
  void expire(const std::string& topic);
  [[nodiscard]] harness::UpperTesterCallback remove(const Place& place);
  void refuse(harness::UpperTesterCallback done, Error error);
  void refuse_all(const Error& error);

  std::shared_ptr<loop::Loop> loop_;
  std::shared_ptr<Station> station_;
  harness::ConnectOptions options_;
  RoleTap tap_;
  crypto::SystemRandom random_;
  std::map<std::string, Pending> pending_;  ///< by topic of the answer
  bool joined_ = false;
  bool dead_ = false;  ///< no callback is called any more
};

}  // namespace plumbline::adapters::mqtt
