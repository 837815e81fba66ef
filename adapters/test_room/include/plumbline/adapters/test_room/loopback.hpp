/// @file
/// A server on loopback and a client of it, each with a tap.

#pragma once

#include "plumbline/adapters/test_room/room.hpp"

namespace plumbline::adapters::test_room {

class Loopback : public Room {
 protected:
  Loopback(std::string binding, const loop::BindingFactory& factory)
      : Room(loop::make_transport({factory})),
        binding_(std::move(binding)) {}

  harness::Address listen(ListenOptions options) {
    if (!options.handler) {
      options.handler = echo;
    }
    options.binding = binding_;
    options.tap = &server_tap;
    listener = open_listener(std::move(options));
    return listener ? listener->address() : harness::Address{};
  }

  harness::Client& connect(ConnectOptions options) {
    options.tap = &client_tap;
    client = open_client(std::move(options));
    return *client;
  }

  harness::Client& connect_to(harness::Address address,
                              Serialization serialization = Serialization::json) {
    ConnectOptions options;
    options.address = std::move(address);
    options.serialization = serialization;
    return connect(std::move(options));
  }

  /// A server with `options` and a plain client of it.
  harness::Client& pair(ListenOptions options = {}) {
    return connect_to(listen(std::move(options)));
  }

  Result<ResponsePrimitive> exchange(const RequestPrimitive& request,
                                     milliseconds deadline = kPatience) {
    return exchange_with(*client, request, deadline);
  }

  void expect_that_a_client_may_end_within_its_callback() {
    pair();
    bool called = false;
    client->exchange(notification("r1"), kPatience, [&](const auto&) {
      client.reset();
      called = true;
    });
    EXPECT_TRUE(wait_until([&] { return called; }));
  }

  /// A content goes there and back in each serialization, and both ends show the same primitives.
  void expect_each_serialization() {
    const auto address = listen({});
    for (const auto serialization :
         {Serialization::json, Serialization::xml, Serialization::cbor}) {
      connect_to(address, serialization);
      const auto request = create_request();
      const auto response = exchange(request);
      ASSERT_TRUE(response) << to_string(response.error());
      EXPECT_EQ(response.value().content, request.content);
      for (const auto kind : {TapKind::request, TapKind::response}) {
        const auto sent = client_tap.of(kind).back();
        EXPECT_EQ(sent.primitive, server_tap.of(kind).back().primitive);
        const std::string octets{as_text(sent.octets)};
        const bool is_json = octets.find(R"({"m2m:cin")") != std::string::npos;
        const bool is_xml = octets.find("<m2m:cin") != std::string::npos;
        EXPECT_EQ(is_json, serialization == Serialization::json);
        EXPECT_EQ(is_xml, serialization == Serialization::xml);
      }
    }
  }

  Recorder server_tap;
  Recorder client_tap;
  std::unique_ptr<harness::Listener> listener;
  std::unique_ptr<harness::Client> client;

 private:
  std::string binding_;
};

}  // namespace plumbline::adapters::test_room
