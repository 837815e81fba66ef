#include "campaign_setup.hpp"

#include "plumbline/adapters/process/child_process.hpp"
#include "plumbline/harness/redactor.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <utility>

namespace plumbline::app {
namespace {

constexpr milliseconds kResetDeadline{60'000};

// An AE has one configuration, a CSE one registration of each neighbour, one unfinished handshake
// with each originator and one window for the numbers of its messages; at the broker of a CSE an
// originator has one session; the same test over two bindings may register the same originator.
std::set<std::string> state_used_by(const harness::PlannedCase& planned) {
  const harness::Role role = planned.purpose->role;
  std::set<std::string> out{planned.purpose->id};
  if (role == harness::Role::ae_src || role == harness::Role::ae_cli) {
    out.insert("AE");
  }
  if (role == harness::Role::tcse) {
    out.insert("registrations of neighbours");
  }
  const auto& options = planned.purpose->options;
  const auto uses = [&](std::string_view option) {
    return std::ranges::find(options, option) != options.end();
  };
  if (role == harness::Role::hcse && (uses("escertke") || uses("esf-sm"))) {
    out.insert("handshakes of originators");
  }
  if (uses("message-auth")) {
    out.insert("numbers of originators");
  }
  if (planned.binding == "mqtt") {
    out.insert("broker");
  }
  return out;
}

std::vector<std::string> claimed_serializations(const harness::SutDescription& sut) {
  std::vector<std::string> out;
  for (const std::string& serialization : harness::all_serializations()) {
    const auto option = harness::option_for(serialization);
    if (!option || sut.options.contains(*option)) {
      out.push_back(serialization);
    }
  }
  return out;
}

}  // namespace

CampaignSetup::CampaignSetup(std::optional<harness::SutDescription> sut,
                             std::string seed,
                             const SetupOptions& options,
                             const Tools& tools)
    : sut_(std::move(sut)),
      bindings_(options.bindings.begin(), options.bindings.end()),
      serializations_(options.serializations),
      reference_world_(harness::make_world(SystemClock{}.now())) {
  if (sut_) {
    slots_.sut = sut_->endpoints;
  }
  const double scale = options.timeout_scale * (sut_ ? sut_->timeout_scale : 1.0);
  context_.emplace(harness::CampaignContext{
      .world = sut_ ? sut_->world : reference_world_,
      .workshop = tools.workshop,
      .slots = slots_,
      .seed = std::move(seed),
      .run_key = harness::new_run_key(),
      .timeout_scale = scale,
      .again =
          options.sut_file.empty() ? "plumbline run" : "plumbline run --sut " + options.sut_file,
      .shared_state = {},
      .control_world = &reference_world_});
  if (sut_) {
    context_->shared_state = state_used_by;
  }
}

Result<std::unique_ptr<CampaignSetup>> CampaignSetup::make(const SetupOptions& options,
                                                           const Tools& tools) {
  PLUMBLINE_TRY(std::string seed, seed_of(options.seed));
  std::optional<harness::SutDescription> sut;
  if (!options.sut_file.empty()) {
    PLUMBLINE_TRY(sut, harness::load_sut(options.sut_file, SystemClock{}.now()));
  }
  return std::unique_ptr<CampaignSetup>{
      new CampaignSetup{std::move(sut), std::move(seed), options, tools}};
}

harness::Selection CampaignSetup::selection() const {
  harness::Selection out;
  if (!bindings_.empty()) {
    out.bindings = bindings_;
  } else if (sut_) {
    out.bindings = {"http", "coap", "mqtt"};
  }
  if (sut_) {
    for (const auto& [role, endpoint] : sut_->endpoints) {
      out.roles[role] = harness::bindings_of(role, endpoint);
    }
    out.options = sut_->options;
  }
  if (!serializations_.empty()) {
    out.serializations = serializations_;
  } else if (sut_) {
    out.serializations = claimed_serializations(*sut_);
  }
  return out;
}

harness::SutInfo CampaignSetup::info() const {
  return sut_
             ? sut_->info
             : harness::SutInfo{
                   .name = "embedded reference", .version = {}, .vendor = "Plumbline", .roles = {}};
}

Result<std::regex> filter_of(const std::string& text) {
  try {
    return std::regex{text};
  } catch (const std::regex_error& error) {
    return fail(Errc::invalid_value, "--filter: " + std::string{error.what()});
  }
}

Result<std::string> seed_of(const std::string& text) {
  const auto seed = from_hex(text);
  if (!text.empty() && (!seed || seed.value().size() != 8)) {
    return fail(Errc::invalid_value, "--seed '" + text + "' is not 16 hex digits");
  }
  return text.empty() ? harness::new_seed() : text;
}

Result<harness::Codec> codec_of(const std::string& program, const Tools& tools) {
  if (program.empty()) {
    return tools.workshop.codec();
  }
  harness::SutEndpoint endpoint;
  endpoint.codec_command = {"/bin/sh", "-c", program};
  return tools.workshop.codec_at(endpoint);
}

Result<void> reset_sut(const harness::SutDescription* sut) {
  if (sut == nullptr || sut->reset_command.empty()) {
    return success();
  }
  const std::string name = "the reset command " + sut->reset_command.front();
  const auto status = adapters::process::run_to_end(sut->reset_command, kResetDeadline);
  if (!status) {
    return fail(status.error().code, name + ": " + status.error().detail);
  }
  if (status.value() != 0) {
    return fail(Errc::io, fmt::format("{} ended with status {}", name, status.value()));
  }
  return success();
}

int complain(const Error& error, int exit_code) {
  fmt::print(stderr, "plumbline: {}\n", error.detail);
  return exit_code;
}

}  // namespace plumbline::app
