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

void coap_exchange(benchmark::State& state) {
  Exchanges pair{"coap", make_binding, connections_of(state), content_of(state), nullptr};
  complete(state, pair);
}

void coap_exchange_tapped(benchmark::State& state) {
  ForgetfulTap tap;
  Exchanges pair{"coap", make_binding, connections_of(state), content_of(state), &tap};
  complete(state, pair);
}

void coap_libcoap_echo(benchmark::State& state) {
  LibcoapEcho pair{connections_of(state), content_of(state)};
  complete(state, pair);
}

BENCHMARK(coap_exchange)->Apply(connections_and_sizes);
BENCHMARK(coap_exchange_tapped)->Apply(connections_and_sizes);
BENCHMARK(coap_libcoap_echo)->Apply(connections_and_sizes);

}  // namespace
}  // namespace plumbline::bench
