/// @file
/// A transport with a server on loopback, for tests.

#pragma once

#include "plumbline/adapters/http/binding.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/harness/tap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::adapters::http::testing {

using harness::Bounds;
using harness::ConnectOptions;
using harness::IncomingRequest;
using harness::ListenOptions;
using harness::Replier;
using harness::TapKind;
using harness::TapMessage;
using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;
using namespace std::chrono_literals;

/// Longer than any step of a test that passes.
inline constexpr milliseconds kPatience{10000};

class Recorder final : public harness::Tap {
 public:
  void record(TapMessage message) override { messages.push_back(std::move(message)); }

  [[nodiscard]] std::vector<TapMessage> of(TapKind kind) const {
    std::vector<TapMessage> found;
    for (const auto& message : messages) {
      if (message.kind == kind) {
        found.push_back(message);
      }
    }
    return found;
  }

  [[nodiscard]] std::string events() const {
    std::string text;
    for (const auto& event : of(TapKind::event)) {
      text += event.text + '\n';
    }
    return text;
  }

  std::vector<TapMessage> messages;
};

inline RequestPrimitive notification(std::string request_id, Json content = {{"m2m:sgn", 1}}) {
  RequestPrimitive request;
  request.operation = Operation::notify;
  request.to = "/cse-a/cse";
  request.from = "Cae";
  request.request_id = std::move(request_id);
  request.content = std::move(content);
  return request;
}

/// Gives back what it was sent, as soon as it is asked.
inline void echo(const IncomingRequest& incoming, const Replier& replier) {
  auto content = incoming.primitive.content.value_or(Json{});
  replier(respond_with(incoming.primitive, Status::ok, std::move(content)));
}

class Loopback : public ::testing::Test {
 protected:
  harness::Address listen(ListenOptions options) {
    if (!options.handler) {
      options.handler = echo;
    }
    options.tap = &server_tap;
    auto made = transport->listen(std::move(options));
    EXPECT_TRUE(made) << (made ? "" : to_string(made.error()));
    listener = made ? std::move(made).value() : nullptr;
    return listener ? listener->address() : harness::Address{};
  }

  harness::Client& connect(ConnectOptions options) {
    options.tap = &client_tap;
    auto made = transport->connect(std::move(options));
    EXPECT_TRUE(made) << (made ? "" : to_string(made.error()));
    client = std::move(made).value();
    return *client;
  }

  harness::Client& connect_to(harness::Address address) {
    ConnectOptions options;
    options.address = std::move(address);
    return connect(std::move(options));
  }

  /// A server with `options` and a plain client of it.
  harness::Client& pair(ListenOptions options = {}) {
    return connect_to(listen(std::move(options)));
  }

  bool wait_until(const std::function<bool()>& done) {
    return transport->run_until(done, kPatience);
  }

  Result<ResponsePrimitive> exchange(const RequestPrimitive& request,
                                     milliseconds deadline = kPatience) {
    std::optional<Result<ResponsePrimitive>> result;
    client->exchange(request, deadline, [&](auto got) { result = std::move(got); });
    EXPECT_FALSE(result) << "called back from within the call";
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
    return result.value_or(fail(Errc::timed_out, "no callback"));
  }

  Result<std::string> send_octets(std::string_view text,
                                  harness::RawThen then = harness::RawThen::await_response,
                                  milliseconds deadline = kPatience) {
    std::optional<Result<Bytes>> result;
    const auto octets = as_bytes(text);
    client->exchange_octets(
        {octets.begin(), octets.end()}, then, deadline, [&](auto got) { result = std::move(got); });
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
    if (!result || !*result) {
      return result ? result->error() : fail(Errc::timed_out, "no callback");
    }
    return std::string{as_text(result->value())};
  }

  Recorder server_tap;
  Recorder client_tap;
  std::unique_ptr<harness::Transport> transport = loop::make_transport({make_http_binding});
  std::unique_ptr<harness::Listener> listener;
  std::unique_ptr<harness::Client> client;
};

}  // namespace plumbline::adapters::http::testing
