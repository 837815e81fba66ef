// The MQTT binding at a mosquitto on loopback beside a pair of bare Paho clients there that parse
// and write the same JSON. Broker and Paho's threads work beside this one: time is that of a clock.

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
  Exchanges pair{setting(), connections_of(state), content_of(state)};
  complete(state, pair);
}

void mqtt_exchange_tapped(benchmark::State& state) {
  ForgetfulTap tap;
  Exchanges pair{setting(), connections_of(state), content_of(state), &tap};
  complete(state, pair);
}

void mqtt_paho_pair(benchmark::State& state) {
  PahoPair pair{broker(), connections_of(state), content_of(state)};
  complete(state, pair);
}

void memory_mqtt(benchmark::State& state) {
  weigh(state, setting());
}

BENCHMARK(mqtt_exchange)->Apply(connections_and_sizes)->UseRealTime();
BENCHMARK(mqtt_exchange_tapped)->Apply(connections_and_sizes)->UseRealTime();
BENCHMARK(mqtt_paho_pair)->Apply(connections_and_sizes)->UseRealTime();
BENCHMARK(memory_mqtt)->Apply(a_million);

}  // namespace
}  // namespace plumbline::bench
