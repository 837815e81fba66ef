// The MQTT binding at a mosquitto on loopback beside a pair of bare Paho clients there that parse
// and write the same JSON. Broker and Paho's threads work beside this one: time is that of a clock,
// and that of the processor is the sum over the threads of this process.

#include "plumbline/adapters/mqtt/binding.hpp"
#include "plumbline/adapters/mqtt/broker.hpp"

#include "exchanges.hpp"
#include "paho_pair.hpp"

namespace plumbline::bench {
namespace {

harness::Address broker() {
  static const auto started = adapters::mqtt::Broker::start({}).value();
  return started->plain();
}

Setting setting() {
  return {.binding = "mqtt",
          .factory = adapters::mqtt::mqtt_binding({.fresh_sessions = true}),
          .broker = broker().port};
}

void mqtt_exchange(benchmark::State& state) {
  measure(state, setting());
}

void mqtt_exchange_tapped(benchmark::State& state) {
  ForgetfulTap tap;
  measure(state, setting(), &tap);
}

void mqtt_paho_pair(benchmark::State& state) {
  const auto pair = make_paho_pair(broker(), connections_of(state), content_of(state));
  measure(state, *pair);
}

void memory_mqtt(benchmark::State& state) {
  weigh(state, setting());
}

void by_clock(benchmark::internal::Benchmark* benchmark) {
  connections_and_sizes(benchmark);
  benchmark->MeasureProcessCPUTime()->UseRealTime();
}

BENCHMARK(mqtt_exchange)->Apply(by_clock);
BENCHMARK(mqtt_exchange_tapped)->Apply(by_clock);
BENCHMARK(mqtt_paho_pair)->Apply(by_clock);
BENCHMARK(memory_mqtt)->Apply(a_million);

}  // namespace
}  // namespace plumbline::bench
