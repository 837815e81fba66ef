/// @file
/// Exchanges of a binding over loopback, measured: client and server are in this process and on one
/// thread; every connection has one exchange under way. One iteration is one exchange.

#pragma once

#include "plumbline/adapters/loop/binding.hpp"
#include "plumbline/harness/tap.hpp"

#include "require.hpp"
#include "resident.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::bench {

inline constexpr std::chrono::seconds kDeadline{30};

/// A contentInstance, as a sensor sends it, with `octets` of content.
inline Json content_of(std::size_t octets) {
  return {{"m2m:cin", {{"cnf", "text/plain:0"}, {"con", std::string(octets, 'x')}}}};
}

/// How long the last exchanges took, from the request to the response.
class Latencies {
 public:
  using Clock = std::chrono::steady_clock;

  Latencies() { taken_.reserve(kMost); }

  void add(Clock::duration taken) {
    if (taken_.size() < kMost) {
      taken_.push_back(taken);
    } else {
      taken_[next_++ % kMost] = taken;
    }
  }

  void forget() { taken_.clear(); }

  /// Microseconds that 99 in 100 do not exceed.
  [[nodiscard]] double p99() {
    const auto rank = taken_.begin() + static_cast<std::ptrdiff_t>(taken_.size() * 99 / 100);
    std::ranges::nth_element(taken_, rank);
    return std::chrono::duration<double, std::micro>{*rank}.count();
  }

 private:
  static constexpr std::size_t kMost = std::size_t{1} << 18U;  ///< so that memory stays flat

  std::vector<Clock::duration> taken_;
  std::size_t next_ = 0;  ///< to be replaced
};

/// Clients and what answers them, on loopback.
class Pair {
 public:
  Pair() = default;
  virtual ~Pair() = default;
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  Pair(Pair&&) = delete;
  Pair& operator=(Pair&&) = delete;

  /// Returns when one more exchange is over, whosever. Throws when one has failed.
  virtual void complete_one() = 0;

  [[nodiscard]] Latencies& latencies() noexcept { return latencies_; }

 private:
  Latencies latencies_;
};

/// Takes every record, as a campaign does, but keeps none.
class ForgetfulTap final : public harness::Tap {
 public:
  void record(harness::TapMessage message) override { benchmark::DoNotOptimize(message); }
};

/// Which binding, and where its broker is.
struct Setting {
  std::string binding;
  adapters::loop::BindingFactory factory;
  std::uint16_t broker = 0;  ///< its port, on loopback
};

/// Our transport in both roles: each client is an entity with a connection of its own.
class Exchanges final : public Pair {
 public:
  Exchanges(const Setting& setting,
            std::size_t connections,
            const Json& content,
            harness::Tap* tap = nullptr)
      : transport_(adapters::loop::make_transport({setting.factory})) {
    request_.operation = onem2m::Operation::create;
    request_.to = "/cse-a/cse";
    request_.from = "Cae";
    request_.resource_type = 4;
    request_.content = content;
    listener_ = transport_
                    ->listen({.binding = setting.binding,
                              .entity_id = "/cse-a",
                              .port = setting.broker,
                              .handler = echo,
                              .tap = tap})
                    .value();
    for (std::size_t i = 0; i < connections; ++i) {
      connect("/cse-a/Cae" + std::to_string(i), tap);
    }
    for (const auto& client : clients_) {
      ask(*client);
    }
  }

  void complete_one() override {
    const std::size_t before = completed_;
    require(transport_->run_until([&] { return completed_ != before; }, kDeadline), "exchange");
  }

 private:
  static void echo(const harness::IncomingRequest& incoming, const harness::Replier& reply) {
    const auto& primitive = incoming.primitive;
    reply(respond_with(primitive, onem2m::Status::ok, primitive.content.value()));
  }

  /// A connection is made with its first exchange.
  void connect(std::string entity, harness::Tap* tap) {
    clients_.push_back(transport_
                           ->connect({.address = listener_->address(),
                                      .entity_id = std::move(entity),
                                      .peer_id = "/cse-a",
                                      .tap = tap})
                           .value());
    exchange(*clients_.back(), [] {});
    complete_one();
  }

  void ask(harness::Client& client) {
    exchange(client, [this, &client] { ask(client); });
  }

  void exchange(harness::Client& client, auto then) {
    const auto asked = Latencies::Clock::now();
    request_.request_id = "r" + std::to_string(++asked_);  // a known one is not served again
    client.exchange(request_, kDeadline, [this, then, asked](const auto& response) {
      latencies().add(Latencies::Clock::now() - asked);
      require(response.value().content == request_.content, "exchange");
      ++completed_;
      then();
    });
  }

  std::unique_ptr<harness::Transport> transport_;
  onem2m::RequestPrimitive request_;
  std::size_t asked_ = 0;
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

inline void measure(benchmark::State& state, Pair& pair) {
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

/// Ours.
inline void measure(benchmark::State& state, const Setting& setting, harness::Tap* tap = nullptr) {
  Exchanges pair{setting, connections_of(state), content_of(state), tap};
  measure(state, pair);
}

/// Ours with 64 connections, for as many exchanges as the benchmark is registered for: the memory
/// of the process after a tenth of them, half of them and all.
inline void weigh(benchmark::State& state, const Setting& setting) {
  Exchanges pair{setting, 64, content_of(8)};
  std::int64_t completed = 0;
  for (auto _ : state) {
    pair.complete_one();
    ++completed;
    if (completed == state.max_iterations / 10) {
      state.counters["mib_tenth"] = resident_mib();
    } else if (completed == state.max_iterations / 2) {
      state.counters["mib_half"] = resident_mib();
    }
  }
  state.counters["mib_all"] = resident_mib();
  state.SetItemsProcessed(state.iterations());
}

inline void a_million(benchmark::internal::Benchmark* benchmark) {
  benchmark->Iterations(1'000'000)->Repetitions(1)->UseRealTime();
}

inline void connections_and_sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"connections", "octets"});
  benchmark->ArgsProduct({{1, 64}, {8, 4096}});
}

}  // namespace plumbline::bench
