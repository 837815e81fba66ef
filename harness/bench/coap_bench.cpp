// The CoAP binding over loopback beside a bare client and server on libcoap that parse and write
// the same JSON. 4 KiB of content are cut into blocks.

#include "plumbline/adapters/coap/binding.hpp"

#include "exchanges.hpp"
#include "libcoap_echo.hpp"

namespace plumbline::bench {
namespace {

std::unique_ptr<adapters::loop::Binding> make_binding(std::shared_ptr<adapters::loop::Loop> loop) {
  return adapters::coap::make_coap_binding(std::move(loop));
}

Setting setting() {
  return {.binding = "coap", .factory = make_binding};
}

void coap_exchange(benchmark::State& state) {
  measure(state, setting());
}

void coap_exchange_tapped(benchmark::State& state) {
  ForgetfulTap tap;
  measure(state, setting(), &tap);
}

void coap_libcoap_echo(benchmark::State& state) {
  const auto pair = make_libcoap_echo(connections_of(state), content_of(state));
  measure(state, *pair);
}

void memory_coap(benchmark::State& state) {
  weigh(state, setting());
}

BENCHMARK(coap_exchange)->Apply(connections_and_sizes);
BENCHMARK(coap_exchange_tapped)->Apply(connections_and_sizes);
BENCHMARK(coap_libcoap_echo)->Apply(connections_and_sizes);
BENCHMARK(memory_coap)->Apply(a_million);

}  // namespace
}  // namespace plumbline::bench
