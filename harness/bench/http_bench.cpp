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
  measure(state, setting());
}

void http_exchange_tapped(benchmark::State& state) {
  ForgetfulTap tap;
  measure(state, setting(), &tap);
}

void http_beast_echo(benchmark::State& state) {
  const auto pair = make_beast_echo(connections_of(state), content_of(state));
  measure(state, *pair);
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
