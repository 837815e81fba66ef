/// @file
/// A transport with the MQTT binding at a broker of its own, for tests.

#pragma once

#include "plumbline/adapters/mqtt/binding.hpp"
#include "plumbline/adapters/mqtt/broker.hpp"
#include "plumbline/adapters/test_room/room.hpp"

namespace plumbline::adapters::mqtt::testing {

using namespace test_room;

/// Long enough for what should not come, were it to come.
inline constexpr milliseconds kSilence{300};

inline RequestPrimitive request_of(std::string request_id, Json content = {{"m2m:sgn", 1}}) {
  return notification(std::move(request_id), std::move(content), "/cse-a/Cae");
}

class AtBroker : public Room {
 protected:
  AtBroker() : Room(loop::make_transport({mqtt_binding()})) {}

  void start_broker(const BrokerOptions& options = {}) {
    auto started = Broker::start(options);
    ASSERT_TRUE(started) << to_string(started.error());
    broker = std::move(started).value();
  }

  void use(MqttOptions options) { transport = loop::make_transport({mqtt_binding(options)}); }

  /// A CSE that counts, and gives back what it gets.
  [[nodiscard]] ListenOptions cse(const std::string& id = "/cse-a") {
    ListenOptions options;
    options.binding = "mqtt";
    options.entity_id = id;
    options.host = "127.0.0.1";
    options.port = broker->plain().port;
    options.tap = &notes;
    options.handler = [this](IncomingRequest incoming, const Replier& replier) {
      served.push_back(incoming);
      echo(incoming, replier);
    };
    return options;
  }

  void listen(ListenOptions options) { listeners.push_back(open_listener(std::move(options))); }

  [[nodiscard]] ConnectOptions ae(const std::string& id = "/cse-a/Cae",
                                  const std::string& peer = "/cse-a") {
    ConnectOptions options;
    options.address = broker->plain();
    options.entity_id = id;
    options.peer_id = peer;
    options.tap = &notes;
    return options;
  }

  std::unique_ptr<harness::Client> connect(ConnectOptions options) {
    return open_client(std::move(options));
  }

  bool wait_for_note(const std::string& text) {
    return wait_until([&] { return notes.events().find(text) != std::string::npos; });
  }

  Result<ResponsePrimitive> exchange(harness::Client& client,
                                     const RequestPrimitive& request,
                                     milliseconds deadline = kPatience) {
    return exchange_with(client, request, deadline);
  }

  Result<std::string> publish(harness::Client& client,
                              std::string_view text,
                              milliseconds deadline = kPatience) {
    PLUMBLINE_TRY(const auto got,
                  send_to(client, as_bytes(text), RawThen::await_response, deadline));
    return std::string{as_text(got)};
  }

  std::unique_ptr<Broker> broker;
  Recorder notes;
  std::vector<IncomingRequest> served;
  std::vector<std::unique_ptr<harness::Listener>> listeners;
};

}  // namespace plumbline::adapters::mqtt::testing
