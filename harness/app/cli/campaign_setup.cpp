#include "campaign_setup.hpp"

#include "plumbline/harness/redactor.hpp"

#include <fmt/core.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <utility>

namespace plumbline::app {

CampaignSetup::CampaignSetup(std::optional<harness::SutDescription> sut,
                             const SetupOptions& options,
                             const Tools& tools)
    : sut_(std::move(sut)),
      reference_world_(harness::make_world(SystemClock{}.now())) {
  if (sut_) {
    slots_.sut = sut_->endpoints;
  }
  const double scale = options.timeout_scale * (sut_ ? sut_->timeout_scale : 1.0);
  context_.emplace(harness::CampaignContext{
      .world = sut_ ? sut_->world : reference_world_,
      .workshop = tools.workshop,
      .slots = slots_,
      .seed = options.seed.empty() ? harness::new_seed() : options.seed,
      .run_key = harness::new_run_key(),
      .timeout_scale = scale,
      .again =
          options.sut_file.empty() ? "plumbline run" : "plumbline run --sut " + options.sut_file,
      .exclusive = {},
      .control_world = &reference_world_});
  if (sut_) {
    // An AE under test has one configuration at a time.
    context_->exclusive = {harness::Role::ae_src, harness::Role::ae_cli};
  }
}

Result<std::unique_ptr<CampaignSetup>> CampaignSetup::make(const SetupOptions& options,
                                                           const Tools& tools) {
  const auto seed = from_hex(options.seed);
  if (!options.seed.empty() && (!seed || seed.value().size() != 8)) {
    return fail(Errc::invalid_value, "--seed '" + options.seed + "' is not 16 hex digits");
  }
  std::optional<harness::SutDescription> sut;
  if (!options.sut_file.empty()) {
    PLUMBLINE_TRY(sut, harness::load_sut(options.sut_file, SystemClock{}.now()));
  }
  return std::unique_ptr<CampaignSetup>{new CampaignSetup{std::move(sut), options, tools}};
}

harness::Selection CampaignSetup::selection() const {
  harness::Selection out;
  if (sut_) {
    out.roles = sut_->roles;
    out.options = sut_->options;
  }
  return out;
}

harness::SutInfo CampaignSetup::info() const {
  return sut_
             ? sut_->info
             : harness::SutInfo{
                   .name = "embedded reference", .version = {}, .vendor = "Plumbline", .roles = {}};
}

namespace {

constexpr milliseconds kResetDeadline{60'000};

bool ends_in_time(pid_t child, milliseconds deadline) {
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  if (handle < 0) {
    return true;  // no such call in this kernel: the caller waits as long as it takes
  }
  pollfd ended{.fd = handle, .events = POLLIN, .revents = 0};
  const int ready = poll(&ended, 1, static_cast<int>(deadline.count()));
  close(handle);
  return ready != 0;
}

}  // namespace

Result<void> reset_sut(const harness::SutDescription* sut) {
  if (sut == nullptr || sut->reset_command.empty()) {
    return success();
  }
  std::vector<char*> arguments;
  std::vector<std::string> words = sut->reset_command;
  std::ranges::transform(
      words, std::back_inserter(arguments), [](std::string& word) { return word.data(); });
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int started =
      posix_spawnp(&child, arguments.front(), nullptr, nullptr, arguments.data(), environ);
  if (started != 0) {
    return fail(Errc::io, "cannot start the reset command " + words.front());
  }
  if (!ends_in_time(child, kResetDeadline)) {
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    return fail(Errc::timed_out,
                fmt::format("the reset command {} did not end within {} s",
                            words.front(),
                            kResetDeadline.count() / 1000));
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return fail(Errc::io,
                fmt::format("the reset command {} ended with status {}", words.front(), status));
  }
  return success();
}

int complain(const Error& error, int exit_code) {
  fmt::print(stderr, "plumbline: {}\n", error.detail);
  return exit_code;
}

}  // namespace plumbline::app
