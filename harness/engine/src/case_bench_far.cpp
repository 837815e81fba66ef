// What the tester plays behind a transit CSE.

#include "case_bench.hpp"

#include <filesystem>
#include <stdexcept>
#include <utility>

namespace plumbline::harness {
namespace {

/// The broker of a system under test.
class KnownBroker final : public RunningBroker {
 public:
  explicit KnownBroker(ServerAddress address) : address_(std::move(address)) {}

  [[nodiscard]] ServerAddress address() const override { return address_; }

 private:
  ServerAddress address_;
};

}  // namespace

// The broker that the transit CSE is a client of: its own, where it is a system under test.
const RunningBroker* CaseBench::far_broker(const std::string& binding) {
  if (binding != "mqtt") {
    return nullptr;
  }
  const SutEndpoint* const endpoint = sut(Role::tcse);
  if (endpoint == nullptr) {
    return broker();
  }
  if (!broker_) {
    broker_ = std::make_unique<KnownBroker>(endpoint->servers.at("mqtt"));
  }
  return broker_.get();
}

FarSide& CaseBench::far(Who who) {
  auto& far = far_sides_[who];
  if (far) {
    return *far;
  }
  const std::string variant = parameter("far");
  const std::string binding = variant.empty() ? options_.binding : variant;
  const std::string name{name_of(who)};
  const std::filesystem::path folder = scratch_.path() / name;
  std::filesystem::create_directories(folder);
  Tap& cse_tap = recorder_.tap({.local = name, .remote = "TCSE", .binding = binding});
  Tap& ae_tap = recorder_.tap({.local = "far AE", .remote = name, .binding = "http"});
  auto started = FarSide::start({.cse = {.role = Role::hcse,
                                         .bindings = {binding},
                                         .world = options_.world,
                                         .workshop = options_.workshop,
                                         .broker = far_broker(binding),
                                         .fault = no_fault(),
                                         .clock = clock_,
                                         .random = random_of(Role::hcse),
                                         .folder = folder.string(),
                                         .tap = &cse_tap,
                                         .neighbour = who},
                                 .ae_tap = &ae_tap},
                                *transport_);
  if (!started) {
    throw std::runtime_error{"cannot start the CSE of the " + name + ": " +
                             to_string(started.error())};
  }
  far = std::move(started.value());
  return *far;
}

}  // namespace plumbline::harness
