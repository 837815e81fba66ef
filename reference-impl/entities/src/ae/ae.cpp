#include "plumbline/entities/ae/ae.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "establish_procedure.hpp"
#include "fetch_procedure.hpp"
#include "host_procedure.hpp"
#include "memory.hpp"
#include "message_procedure.hpp"
#include "protected_procedure.hpp"
#include "register_procedure.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::entities {

namespace {

using Started = std::unique_ptr<AeProcedure>;

constexpr std::int64_t kMaxSeconds = 1'000'000'000;

/// A command that needs no exchange.
class Immediate final : public AeProcedure {
 public:
  explicit Immediate(AeFinished finished) : finished_(std::move(finished)) {}

  [[nodiscard]] AeAction advance(AeEvent /*event*/) override { return std::move(finished_); }

 private:
  AeFinished finished_;
};

Started finished(Json output) {
  return std::make_unique<Immediate>(
      AeFinished{.status = onem2m::Status::ok, .output = std::move(output)});
}

Started bad_request(const Error& error) {
  return std::make_unique<Immediate>(
      AeFinished{.status = onem2m::Status::bad_request, .output = {{"m2m:dbg", to_string(error)}}});
}

Result<void> no_members(const Json& argument) {
  JsonReader reader{argument, "arg"};
  return reader.finish();
}

Json status_of(const AeMemory& memory) {
  Json credentials = Json::array();
  for (const ae::CachedCredential* const credential : memory.credentials.all()) {
    Json entry = {{"id", credential->id},
                  {"use", data_at_rest::name_of(credential->use)},
                  {"level", data_at_rest::name_of(credential->level)}};
    if (credential->expiry) {
      entry["expires"] = onem2m::to_timestamp(*credential->expiry);
    }
    credentials.push_back(std::move(entry));
  }
  return {{"outcome", "status"},
          {"configured", memory.configuration.has_value()},
          {"now", onem2m::to_timestamp(memory.clock.now())},
          {"credentials", std::move(credentials)}};
}

Result<Json> advance_clock(AeMemory& memory, const Json& argument) {
  JsonReader reader{argument, "arg"};
  const std::int64_t seconds = reader.integer("seconds", 0, kMaxSeconds);
  PLUMBLINE_TRY(reader.finish());
  memory.clock.advance(std::chrono::seconds{seconds});
  return Json{{"outcome", "advanced"}, {"now", onem2m::to_timestamp(memory.clock.now())}};
}

/// Commands that talk to peers.
Result<Started> start_exchanges(std::string_view command,
                                const Json& argument,
                                AePolicy& policy,
                                AeMemory& memory) {
  constexpr std::array<std::string_view, 5> kCommands{
      "e2e.host", "e2e.fetch", "e2e.register", "e2e.request", "e2e.establish"};
  if (std::ranges::find(kCommands, command) == kCommands.end()) {
    return fail(Errc::unsupported, "unknown command");
  }
  if (!memory.configuration) {
    return fail(Errc::not_found, "e2e.configure comes first");
  }
  if (command == "e2e.host") {
    PLUMBLINE_TRY(ae::HostCommand host, ae::parse_host_command(argument));
    return std::make_unique<ae::HostProcedure>(policy, memory, std::move(host));
  }
  if (command == "e2e.fetch") {
    PLUMBLINE_TRY(ae::FetchCommand fetch, ae::parse_fetch_command(argument));
    return std::make_unique<ae::FetchProcedure>(policy, memory, std::move(fetch));
  }
  if (command == "e2e.request") {
    PLUMBLINE_TRY(ae::ProtectedCommand request, ae::parse_protected_command(argument));
    if (request.message) {
      return std::make_unique<ae::MessageProcedure>(policy, memory, std::move(request));
    }
    return std::make_unique<ae::ProtectedProcedure>(policy, memory, std::move(request));
  }
  if (command == "e2e.establish") {
    PLUMBLINE_TRY(ae::EstablishCommand establish, ae::parse_establish_command(argument));
    return std::make_unique<ae::EstablishProcedure>(policy, memory, std::move(establish));
  }
  PLUMBLINE_TRY(ae::RegisterCommand registration, ae::parse_register_command(argument));
  return std::make_unique<ae::RegisterProcedure>(policy, memory, std::move(registration));
}

}  // namespace

Ae::Ae(Ports ports, std::unique_ptr<AePolicy> policy)
    : policy_(policy ? std::move(policy) : std::make_unique<AePolicy>()),
      memory_(std::make_unique<AeMemory>(ports, 0)) {}

Ae::~Ae() = default;

std::unique_ptr<AeProcedure> Ae::start(std::string_view command, const Json& argument) {
  if (command == "e2e.configure") {
    auto configuration = parse_ae_configuration(argument);
    if (!configuration) {
      return bad_request(configuration.error());
    }
    memory_ = std::make_unique<AeMemory>(memory_->ports, memory_->generation + 1);
    memory_->configuration = std::move(configuration).value();
    return finished({{"outcome", "configured"}});
  }
  if (command == "e2e.advance") {
    auto advanced = advance_clock(*memory_, argument);
    return advanced ? finished(std::move(advanced).value()) : bad_request(advanced.error());
  }
  if (command == "e2e.reset" || command == "e2e.status") {
    if (const auto none = no_members(argument); none.has_error()) {
      return bad_request(none.error());
    }
    if (command == "e2e.status") {
      return finished(status_of(*memory_));
    }
    memory_ = std::make_unique<AeMemory>(memory_->ports, memory_->generation + 1);
    return finished({{"outcome", "reset"}});
  }
  auto started = start_exchanges(command, argument, *policy_, *memory_);
  return started ? std::move(started).value() : bad_request(started.error());
}

const AeConfiguration* Ae::configuration() const noexcept {
  return memory_->configuration ? &*memory_->configuration : nullptr;
}

unsigned Ae::generation() const noexcept {
  return memory_->generation;
}

}  // namespace plumbline::entities
