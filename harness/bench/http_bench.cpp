// The HTTP binding over loopback beside a bare Beast echo that parses and writes the same JSON.
// Client and server are in this process and on one thread; every connection is kept alive and has
// one exchange under way. One iteration is one exchange.

#include "plumbline/adapters/http/binding.hpp"
#include "plumbline/harness/tap.hpp"

#include "beast_echo.hpp"
#include "require.hpp"

#include <benchmark/benchmark.h>

#include <vector>

namespace plumbline::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kDeadline = 30s;

/// A contentInstance, as a sensor sends it, with `octets` of content.
Json content_of(std::size_t octets) {
  return {{"m2m:cin", {{"cnf", "text/plain:0"}, {"con", std::string(octets, 'x')}}}};
}

/// Takes every record, as a campaign does, but keeps none.
class ForgetfulTap final : public harness::Tap {
 public:
  void record(harness::TapMessage message) override { benchmark::DoNotOptimize(message); }
};

/// Our transport in both roles.
class Exchanges {
 public:
  Exchanges(std::size_t connections, const Json& content, harness::Tap* tap) {
    request_.operation = onem2m::Operation::create;
    request_.to = "/cse-a/cse";
    request_.from = "Cae";
    request_.request_id = "r1";
    request_.resource_type = 4;
    request_.content = content;
    listener_ = transport_->listen({.handler = echo, .tap = tap}).value();
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

 private:
  static void echo(const harness::IncomingRequest& incoming, const harness::Replier& reply) {
    const auto& primitive = incoming.primitive;
    reply(respond_with(primitive, onem2m::Status::ok, primitive.content.value()));
  }

  void ask(harness::Client& client) {
    client.exchange(request_, kDeadline, [this, &client](const auto& response) {
      require(response.value().content == request_.content, "exchange");
      ++completed_;
      ask(client);
    });
  }

  std::unique_ptr<harness::Transport> transport_ =
      adapters::loop::make_transport({adapters::http::make_http_binding});
  onem2m::RequestPrimitive request_;
  std::size_t completed_ = 0;
  std::unique_ptr<harness::Listener> listener_;
  std::vector<std::unique_ptr<harness::Client>> clients_;
};

std::size_t connections_of(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}

Json content_of(const benchmark::State& state) {
  return content_of(static_cast<std::size_t>(state.range(1)));
}

void complete(benchmark::State& state, auto& pair) {
  for (std::size_t i = 0; i < connections_of(state); ++i) {
    pair.complete_one();  // connects, too
  }
  for (auto _ : state) {
    pair.complete_one();
  }
  state.SetItemsProcessed(state.iterations());
}

void http_exchange(benchmark::State& state) {
  Exchanges pair{connections_of(state), content_of(state), nullptr};
  complete(state, pair);
}

void http_exchange_tapped(benchmark::State& state) {
  ForgetfulTap tap;
  Exchanges pair{connections_of(state), content_of(state), &tap};
  complete(state, pair);
}

void http_beast_echo(benchmark::State& state) {
  BeastEcho pair{connections_of(state), content_of(state)};
  complete(state, pair);
}

void connections_and_sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"connections", "octets"});
  benchmark->ArgsProduct({{1, 64}, {8, 4096}});
}

BENCHMARK(http_exchange)->Apply(connections_and_sizes);
BENCHMARK(http_exchange_tapped)->Apply(connections_and_sizes);
BENCHMARK(http_beast_echo)->Apply(connections_and_sizes);

}  // namespace
}  // namespace plumbline::bench
