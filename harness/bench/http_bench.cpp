// The HTTP binding over loopback beside a bare Beast echo that parses and writes the same JSON.
// Every connection is kept alive.

#include "plumbline/adapters/http/binding.hpp"

#include "beast_echo.hpp"
#include "exchanges.hpp"

namespace plumbline::bench {
namespace {

Setting setting() {
  return {.binding = "http", .factory = adapters::http::make_http_binding};
}

void http_exchange(benchmark::State& state) {
  Exchanges pair{setting(), connections_of(state), content_of(state)};
  complete(state, pair);
}

void http_exchange_tapped(benchmark::State& state) {
  ForgetfulTap tap;
  Exchanges pair{setting(), connections_of(state), content_of(state), &tap};
  complete(state, pair);
}

void http_beast_echo(benchmark::State& state) {
  BeastEcho pair{connections_of(state), content_of(state)};
  complete(state, pair);
}

void memory_http(benchmark::State& state) {
  weigh(state, setting());
}

BENCHMARK(http_exchange)->Apply(connections_and_sizes);
BENCHMARK(http_exchange_tapped)->Apply(connections_and_sizes);
BENCHMARK(http_beast_echo)->Apply(connections_and_sizes);
BENCHMARK(memory_http)->Apply(a_million);

}  // namespace
}  // namespace plumbline::bench
