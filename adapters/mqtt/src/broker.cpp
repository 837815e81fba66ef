#include "plumbline/adapters/mqtt/broker.hpp"

#include "plumbline/adapters/process/child_process.hpp"

#include "broker_files.hpp"
#include "loopback_socket.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

using process::ChildProcess;
using process::Descriptor;
using SteadyClock = std::chrono::steady_clock;

/// A port that was free a moment ago may be taken now.
constexpr int kAttempts = 5;
constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::milliseconds kPause{5};

/// Different ports: each is held until all are known.
Result<BrokerPorts> free_ports(const BrokerOptions& options) {
  const std::array<Descriptor, 3> sockets{new_socket(), new_socket(), new_socket()};
  std::array<std::uint16_t, 3> found{};
  std::ranges::transform(sockets, found.begin(), bind_to_free_port);
  if (std::ranges::find(found, 0) != found.end()) {
    return fail(Errc::io, "no free port on loopback");
  }
  return BrokerPorts{.plain = options.plain ? found[0] : std::uint16_t{0},
                     .psk = options.keys.empty() ? std::uint16_t{0} : found[1],
                     .certificate = options.certificate ? found[2] : std::uint16_t{0}};
}

harness::Address address_at(std::string scheme, std::string host, std::uint16_t port) {
  return {.scheme = std::move(scheme), .host = std::move(host), .port = port, .path = {}};
}

}  // namespace

struct Broker::State {
  PrivateFolder folder;
  BrokerPorts ports;
  std::unique_ptr<ChildProcess> process;

  [[nodiscard]] Result<void> launch();
  [[nodiscard]] std::string log() const;
  [[nodiscard]] bool is_ready() const;
  [[nodiscard]] Error refusal(std::string_view why) const;
};

std::string Broker::State::log() const {
  std::ifstream file{folder.file(kBrokerLog)};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// It takes connections before it has read its certificates, and says when it has.
bool Broker::State::is_ready() const {
  return log().find(" running\n") != std::string::npos &&
         std::ranges::all_of(std::array{ports.plain, ports.psk, ports.certificate},
                             [](auto port) { return port == 0 || takes_connections(port); });
}

Error Broker::State::refusal(std::string_view why) const {
  return fail(Errc::io, "mosquitto " + std::string{why} + ": " + log());
}

/// setpriv makes the system end the broker with its parent, however that ends.
Result<void> Broker::State::launch() {
  std::error_code ignored;
  std::filesystem::remove(folder.file(kBrokerLog), ignored);  // of the one before
  PLUMBLINE_TRY(process,
                ChildProcess::start({"setpriv",
                                     "--pdeathsig",
                                     "KILL",
                                     "env",
                                     "OPENSSL_CONF=" + folder.file(kBrokerOpenSsl).string(),
                                     "/usr/sbin/mosquitto",
                                     "-c",
                                     folder.file(kBrokerConfiguration).string()},
                                    ""));
  const auto until = SteadyClock::now() + kPatience;
  std::string output;
  while (SteadyClock::now() < until) {
    if (process->read(ChildProcess::Stream::log, output, 4096) == ChildProcess::Read::ended) {
      return refusal("ended: " + output);
    }
    if (is_ready()) {
      return success();
    }
    process->wait(false, kPause);
  }
  return refusal("takes no connections: " + output);
}

Broker::Broker(std::unique_ptr<State> state) : state_(std::move(state)) {}

Broker::~Broker() = default;

Result<std::unique_ptr<Broker>> Broker::start(const BrokerOptions& options) {
  Error last;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    PLUMBLINE_TRY(auto folder, PrivateFolder::make());
    PLUMBLINE_TRY(const auto ports, free_ports(options));
    PLUMBLINE_TRY(write_broker_files(folder, options, ports));
    auto state = std::make_unique<State>(std::move(folder), ports);
    const auto launched = state->launch();
    if (launched) {
      return std::unique_ptr<Broker>{new Broker{std::move(state)}};
    }
    last = launched.error();
  }
  return last;
}

harness::Address Broker::plain() const {
  return address_at("mqtt", "127.0.0.1", state_->ports.plain);
}

harness::Address Broker::psk() const {
  return address_at("mqtts", "127.0.0.1", state_->ports.psk);
}

harness::Address Broker::certificate() const {
  return address_at("mqtts", "localhost", state_->ports.certificate);
}

void Broker::kill() {
  state_->process.reset();
}

Result<void> Broker::restart() {
  return state_->launch();
}

}  // namespace plumbline::adapters::mqtt
