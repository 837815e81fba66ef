/// @file
/// Exchanges of a binding over loopback, measured: client and server are in this process and on one
/// thread; every connection has one exchange under way. One iteration is one exchange.

#pragma once

#include "plumbline/adapters/loop/binding.hpp"
#include "plumbline/harness/tap.hpp"

#include "require.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::bench {

inline constexpr std::chrono::seconds kDeadline{30};

/// A contentInstance, as a sensor sends it, with `octets` of content.
inline Json content_of(std::size_t octets) {
  return {{"m2m:cin", {{"cnf", "text/plain:0"}, {"con", std::string(octets, 'x')}}}};
}

/// How long exchanges took, from the request to the response.
class Latencies {
 public:
  using Clock = std::chrono::steady_clock;

  void add(Clock::time_point asked) { taken_.push_back(Clock::now() - asked); }

  void forget() { taken_.clear(); }

  /// Microseconds that 99 in 100 do not exceed.
  [[nodiscard]] double p99() {
    const auto rank = taken_.begin() + static_cast<std::ptrdiff_t>(taken_.size() * 99 / 100);
    std::ranges::nth_element(taken_, rank);
    return std::chrono::duration<double, std::micro>{*rank}.count();
  }

 private:
  std::vector<Clock::duration> taken_;
};

/// Takes every record, as a campaign does, but keeps none.
class ForgetfulTap final : public harness::Tap {
 public:
  void record(harness::TapMessage message) override { benchmark::DoNotOptimize(message); }
};

/// Our transport in both roles.
class Exchanges {
 public:
  Exchanges(const std::string& binding,
            const adapters::loop::BindingFactory& factory,
            std::size_t connections,
            const Json& content,
            harness::Tap* tap)
      : transport_(adapters::loop::make_transport({factory})) {
    request_.operation = onem2m::Operation::create;
    request_.to = "/cse-a/cse";
    request_.from = "Cae";
    request_.request_id = "r1";
    request_.resource_type = 4;
    request_.content = content;
    listener_ = transport_->listen({.binding = binding, .handler = echo, .tap = tap}).value();
    for (std::size_t i = 0; i < connections; ++i) {
      clients_.push_back(
          transport_->connect({.address = listener_->address(), .tap = tap}).value());
      ask(*clients_.back());
    }
  }

  void complete_one() {
    const std::size_t before = completed_;
    require(transport_->run_until([&] { return completed_ != before; }, kDeadline), "exchange");
  }

  [[nodiscard]] Latencies& latencies() noexcept { return latencies_; }

 private:
  static void echo(const harness::IncomingRequest& incoming, const harness::Replier& reply) {
    const auto& primitive = incoming.primitive;
    reply(respond_with(primitive, onem2m::Status::ok, primitive.content.value()));
  }

  void ask(harness::Client& client) {
    const auto asked = Latencies::Clock::now();
    client.exchange(request_, kDeadline, [this, &client, asked](const auto& response) {
      latencies_.add(asked);
      require(response.value().content == request_.content, "exchange");
      ++completed_;
      ask(client);
    });
  }

  std::unique_ptr<harness::Transport> transport_;
  onem2m::RequestPrimitive request_;
  Latencies latencies_;
  std::size_t completed_ = 0;
  std::unique_ptr<harness::Listener> listener_;
  std::vector<std::unique_ptr<harness::Client>> clients_;
};

inline std::size_t connections_of(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}

inline Json content_of(const benchmark::State& state) {
  return content_of(static_cast<std::size_t>(state.range(1)));
}

/// `pair` has complete_one() and latencies().
void complete(benchmark::State& state, auto& pair) {
  for (std::size_t i = 0; i < connections_of(state); ++i) {
    pair.complete_one();  // connects, too
  }
  pair.latencies().forget();
  for (auto _ : state) {
    pair.complete_one();
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["p99_us"] = pair.latencies().p99();
}

inline void connections_and_sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"connections", "octets"});
  benchmark->ArgsProduct({{1, 64}, {8, 4096}});
}

}  // namespace plumbline::bench
