/// @file
/// A transport with the MQTT binding at a broker of its own, for tests.

#pragma once

#include "plumbline/adapters/mqtt/binding.hpp"
#include "plumbline/adapters/mqtt/broker.hpp"
#include "plumbline/harness/tap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::adapters::mqtt::testing {

using harness::ConnectOptions;
using harness::IncomingRequest;
using harness::ListenOptions;
using harness::milliseconds;
using harness::Replier;
using harness::TapKind;
using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;
using namespace std::chrono_literals;

/// Longer than any step of a test that passes.
inline constexpr milliseconds kPatience{20000};
/// Long enough for what should not come, were it to come.
inline constexpr milliseconds kSilence{300};

class Notes final : public harness::Tap {
 public:
  void record(harness::TapMessage message) override { messages.push_back(std::move(message)); }

  [[nodiscard]] std::string events() const {
    std::string text;
    for (const auto& message : messages) {
      text += message.kind == TapKind::event ? message.text + '\n' : "";
    }
    return text;
  }

  std::vector<harness::TapMessage> messages;
};

inline RequestPrimitive request_of(std::string request_id, Json content = {{"m2m:sgn", 1}}) {
  RequestPrimitive request;
  request.operation = Operation::notify;
  request.to = "/cse-a/cse";
  request.from = "/cse-a/Cae";
  request.request_id = std::move(request_id);
  request.content = std::move(content);
  return request;
}

class AtBroker : public ::testing::Test {
 protected:
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
      auto content = incoming.primitive.content.value_or(Json{});
      replier(respond_with(incoming.primitive, Status::ok, std::move(content)));
    };
    return options;
  }

  void listen(ListenOptions options) {
    auto made = transport->listen(std::move(options));
    ASSERT_TRUE(made) << to_string(made.error());
    listeners.push_back(std::move(made).value());
  }

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
    auto made = transport->connect(std::move(options));
    EXPECT_TRUE(made) << (made ? "" : to_string(made.error()));
    return made ? std::move(made).value() : nullptr;
  }

  bool wait_until(const std::function<bool()>& done, milliseconds at_most = kPatience) {
    return transport->run_until(done, at_most);
  }

  bool wait_for_note(const std::string& text) {
    return wait_until([&] { return notes.events().find(text) != std::string::npos; });
  }

  Result<ResponsePrimitive> exchange(harness::Client& client,
                                     const RequestPrimitive& request,
                                     milliseconds deadline = kPatience) {
    std::optional<Result<ResponsePrimitive>> result;
    client.exchange(request, deadline, [&](auto got) { result = std::move(got); });
    EXPECT_FALSE(result) << "called back from within the call";
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }, deadline + kPatience));
    return result.value_or(fail(Errc::timed_out, "no callback"));
  }

  Result<std::string> publish(harness::Client& client,
                              std::string_view text,
                              milliseconds deadline = kPatience) {
    std::optional<Result<Bytes>> result;
    const auto octets = as_bytes(text);
    client.exchange_octets(
        {octets.begin(), octets.end()}, harness::RawThen::await_response, deadline, [&](auto got) {
          result = std::move(got);
        });
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }, deadline + kPatience));
    if (!result || !*result) {
      return result ? result->error() : fail(Errc::timed_out, "no callback");
    }
    return std::string{as_text(result->value())};
  }

  std::unique_ptr<Broker> broker;
  Notes notes;
  std::vector<IncomingRequest> served;
  std::unique_ptr<harness::Transport> transport = loop::make_transport({mqtt_binding()});
  std::vector<std::unique_ptr<harness::Listener>> listeners;
};

}  // namespace plumbline::adapters::mqtt::testing
