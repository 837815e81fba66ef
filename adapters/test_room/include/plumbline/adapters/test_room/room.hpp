/// @file
/// A transport on which a test waits for events, and a tap that keeps what passes.

#pragma once

#include "plumbline/adapters/loop/binding.hpp"
#include "plumbline/harness/tap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::adapters::test_room {

using harness::Bounds;
using harness::ConnectOptions;
using harness::IncomingRequest;
using harness::ListenOptions;
using harness::milliseconds;
using harness::RawThen;
using harness::Replier;
using harness::TapKind;
using harness::TapMessage;
using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Serialization;
using onem2m::Status;
using namespace std::chrono_literals;

/// Longer than any step of a test that passes.
inline constexpr milliseconds kPatience{20000};

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

inline RequestPrimitive notification(std::string request_id,
                                     Json content = {{"m2m:sgn", 1}},
                                     std::string from = "Cae") {
  RequestPrimitive request;
  request.operation = Operation::notify;
  request.to = "/cse-a/cse";
  request.from = std::move(from);
  request.request_id = std::move(request_id);
  request.content = std::move(content);
  return request;
}

/// A CREATE of a contentInstance.
inline RequestPrimitive create_request() {
  RequestPrimitive request;
  request.operation = Operation::create;
  request.to = "/cse-a/cse/cnt";
  request.from = "Cae";
  request.request_id = "r1";
  request.resource_type = 4;
  request.content = Json{{"m2m:cin", {{"con", "21.5"}}}};
  request.query = {{"rcn", "1"}};
  return request;
}

/// Gives back what it was sent, as soon as it is asked.
inline void echo(const IncomingRequest& incoming, const Replier& replier) {
  auto content = incoming.primitive.content.value_or(Json{});
  replier(respond_with(incoming.primitive, Status::ok, std::move(content)));
}

class Room : public ::testing::Test {
 protected:
  explicit Room(std::unique_ptr<harness::Transport> with) : transport(std::move(with)) {}

  bool wait_until(const std::function<bool()>& done, milliseconds at_most = kPatience) {
    return transport->run_until(done, at_most);
  }

  /// nullptr, and a failure of the test, when it cannot be had.
  std::unique_ptr<harness::Listener> open_listener(ListenOptions options) {
    auto made = transport->listen(std::move(options));
    EXPECT_TRUE(made) << (made ? "" : to_string(made.error()));
    return made ? std::move(made).value() : nullptr;
  }

  /// Likewise.
  std::unique_ptr<harness::Client> open_client(ConnectOptions options) {
    auto made = transport->connect(std::move(options));
    EXPECT_TRUE(made) << (made ? "" : to_string(made.error()));
    return made ? std::move(made).value() : nullptr;
  }

  Result<ResponsePrimitive> exchange_with(harness::Client& client,
                                          const RequestPrimitive& request,
                                          milliseconds deadline) {
    return await<ResponsePrimitive>(
        deadline, [&](auto done) { client.exchange(request, deadline, std::move(done)); });
  }

  /// What those octets bring about.
  Result<Bytes> send_to(harness::Client& client,
                        ByteView octets,
                        RawThen then,
                        milliseconds deadline) {
    return await<Bytes>(deadline, [&](auto done) {
      client.exchange_octets({octets.begin(), octets.end()}, then, deadline, std::move(done));
    });
  }

  std::unique_ptr<harness::Transport> transport;

 private:
  template <typename T>
  Result<T> await(milliseconds deadline,
                  const std::function<void(std::function<void(Result<T>)>)>& start) {
    std::optional<Result<T>> result;
    start([&](Result<T> got) { result = std::move(got); });
    EXPECT_FALSE(result) << "called back from within the call";
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }, deadline + kPatience));
    return result.value_or(fail(Errc::timed_out, "no callback"));
  }
};

}  // namespace plumbline::adapters::test_room
