// Both ends on loopback, plain: operations, bodies, separate responses.

#include "loopback.hpp"
#include "options.hpp"
#include "primitives.hpp"

#include <array>
#include <set>
#include <thread>

namespace plumbline::adapters::coap::testing {
namespace {

class Coap : public Loopback {};

/// A body of that many octets as JSON text.
Json body_of(std::size_t size) {
  return Json{{"m2m:sgn", std::string(size, 'x')}};
}

TEST_F(Coap, EachOperationGoesThereAndBack) {
  std::vector<Operation> seen;
  pair({.handler = [&](const IncomingRequest& incoming, const Replier& replier) {
    seen.push_back(incoming.primitive.operation);
    replier(respond(incoming.primitive, Status::ok));
  }});
  std::vector<Operation> asked;
  for (int number = 1; number <= 5; ++number) {
    auto request = notification("r" + std::to_string(number));
    request.operation = static_cast<Operation>(number);
    if (request.operation == Operation::create) {
      request.resource_type = 4;
    }
    asked.push_back(request.operation);
    const auto response = exchange(request);
    ASSERT_TRUE(response) << to_string(response.error());
    EXPECT_EQ(response.value().status, Status::ok);
    EXPECT_EQ(response.value().request_id, request.request_id);
  }
  EXPECT_EQ(seen, asked);
}

// So many that two of them would have one port if the system were free to give it twice.
TEST_F(Coap, EveryListenerHasAPortOfItsOwn) {
  constexpr std::size_t kMany = 400;
  std::vector<std::unique_ptr<harness::Listener>> listeners;
  std::set<std::uint16_t> ports;
  for (std::size_t count = 0; count < kMany; ++count) {
    ListenOptions options;
    options.binding = "coap";
    auto started = transport->listen(std::move(options));
    ASSERT_TRUE(started) << to_string(started.error());
    ports.insert(started.value()->address().port);
    listeners.push_back(std::move(started).value());
  }
  EXPECT_EQ(ports.size(), kMany);
}

struct ManyListeners {
  std::unique_ptr<harness::Transport> transport =
      loop::make_transport({[](auto loop) { return make_coap_binding(std::move(loop)); }});
  std::vector<std::unique_ptr<harness::Listener>> listeners;

  void open(std::size_t count) {
    while (listeners.size() < count) {
      ListenOptions options;
      options.binding = "coap";
      auto started = transport->listen(std::move(options));
      ASSERT_TRUE(started) << to_string(started.error());
      listeners.push_back(std::move(started).value());
    }
  }
};

// Each thread has a transport of its own, but libcoap keeps some texts for the whole process.
TEST(CoapThreads, ListenersNameTheirOwnPorts) {
  constexpr std::size_t kEach = 50;
  constexpr int kRounds = 10;
  for (int round = 0; round < kRounds; ++round) {
    std::array<ManyListeners, 2> rooms;
    {
      std::vector<std::jthread> threads;
      for (auto& room : rooms) {
        threads.emplace_back([&room] { room.open(kEach); });
      }
    }
    std::set<std::uint16_t> ports;
    for (const auto& room : rooms) {
      for (const auto& listener : room.listeners) {
        ports.insert(listener->address().port);
      }
    }
    EXPECT_EQ(ports.size(), rooms.size() * kEach);
  }
}

TEST_F(Coap, EachSerializationGoesThereAndBack) {
  expect_each_serialization();
}

TEST_F(Coap, AMebibyteGoesThereAndBack) {
  pair();
  const auto content = body_of(std::size_t{1} << 20U);
  const auto response = exchange(notification("r1", content));
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().content, content);
}

TEST_F(Coap, AResponseThatComesLaterIsSeparate) {
  std::optional<Replier> kept;
  pair({.handler = [&](const IncomingRequest& incoming, Replier replier) {
    kept = std::move(replier);
    transport->after(20ms, [&, primitive = incoming.primitive] {
      (*kept)(respond_with(primitive, Status::ok, body_of(5000)));
    });
  }});
  const auto response = exchange(notification("r1"));
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().content, body_of(5000));
  EXPECT_EQ(parse_datagram(server_tap.of(TapKind::response).at(0).octets).value().type, Type::con);
  EXPECT_TRUE(exchange(notification("r2"), 1ms).has_error());
}

/// A request or response with every parameter that the numbering has.
template <typename Primitive>
void fill_all(Primitive& primitive, bool in_request, OptionNumbers numbers) {
  primitive.from = "Cae";
  for (const auto& rule : option_rules()) {
    if (rule_of_parameter(rule.parameter, in_request) == &rule && !has_member(rule.parameter) &&
        number_of(rule, numbers) != 0) {
      primitive.parameters.emplace(rule.parameter,
                                   rule.type == onem2m::ValueType::text     ? "text"
                                   : rule.type == onem2m::ValueType::number ? "7"
                                                                            : "20260101T000000");
    }
  }
}

class Numbers : public Coap, public ::testing::WithParamInterface<OptionNumbers> {};

// libcoap alone lets two critical options over 255 pass.
TEST_P(Numbers, EveryOptionPassesInBothDirections) {
  const auto numbers = GetParam();
  harness::Dialect dialect;
  if (numbers == OptionNumbers::r1) {
    dialect = harness::Dialect{{harness::Deviation::old_option_numbers}};
  }
  RequestPrimitive seen;
  ResponsePrimitive answer;
  ListenOptions server;
  server.dialect = dialect;
  server.handler = [&](const IncomingRequest& incoming, const Replier& replier) {
    seen = incoming.primitive;
    answer = respond(incoming.primitive, Status::ok);
    fill_all(answer, false, numbers);
    replier(answer);
  };
  ConnectOptions options;
  options.address = listen(std::move(server));
  options.dialect = dialect;
  connect(std::move(options));
  auto request = notification("r1");
  request.operation = Operation::create;
  request.resource_type = 4;
  fill_all(request, true, numbers);
  const auto response = exchange(request);
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(seen.parameters, request.parameters);
  EXPECT_GE(request.parameters.size(), 8U);
  EXPECT_EQ(response.value().parameters, answer.parameters);
  EXPECT_GE(answer.parameters.size(), 7U);
}

INSTANTIATE_TEST_SUITE_P(Coap, Numbers, ::testing::Values(OptionNumbers::r3, OptionNumbers::r1));

TEST_F(Coap, WhatNoOptionCarriesIsAnError) {
  pair();
  auto request = notification("r1");
  request.from = std::string(300, 'C');
  const auto response = exchange(request);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::invalid_value);
  EXPECT_TRUE(exchange(notification("r2")));
}

TEST_F(Coap, AServerThatDoesNotAnswerEndsAtTheDeadline) {
  pair({.handler = [](const IncomingRequest&, const Replier&) {}});
  const auto response = exchange(notification("r1"), 50ms);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::timed_out);
}

TEST_F(Coap, NobodyListening) {
  auto address = listen({});
  listener.reset();
  connect_to(address);
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::unreachable) << to_string(response.error());
}

TEST_F(Coap, ExchangesAreAnsweredInOrder) {
  pair();
  std::vector<std::string> order;
  for (const auto* const id : {"r1", "r2", "r3"}) {
    client->exchange(notification(id), kPatience, [&](auto got) {
      order.push_back(got ? got.value().request_id : to_string(got.error()));
    });
  }
  EXPECT_TRUE(wait_until([&] { return order.size() == 3; }));
  EXPECT_EQ(order, (std::vector<std::string>{"r1", "r2", "r3"}));
}

TEST_F(Coap, AClientMayEndWithinItsCallback) {
  expect_that_a_client_may_end_within_its_callback();
}

TEST_F(Coap, AListenerMayEndWithinItsHandler) {
  pair({.handler = [&](const IncomingRequest&, const Replier&) { listener.reset(); }});
  EXPECT_FALSE(exchange(notification("r1"), 200ms));
}

TEST_F(Coap, TheTapSeesTheMessagesOfBothEndsAlike) {
  pair();
  ASSERT_TRUE(exchange(notification("r1", body_of(3000))));
  for (const auto kind : {TapKind::request, TapKind::response}) {
    const auto sent = (kind == TapKind::request ? client_tap : server_tap).of(kind).at(0);
    const auto received = (kind == TapKind::request ? server_tap : client_tap).of(kind).at(0);
    EXPECT_TRUE(sent.sent);
    EXPECT_FALSE(received.sent);
    EXPECT_EQ(sent.primitive, received.primitive);
    const auto sent_message = parse_datagram(sent.octets).value().message;
    EXPECT_EQ(sent_message, parse_datagram(received.octets).value().message);
    EXPECT_GT(sent_message.payload.size(), 3000U);
  }
}

TEST_F(Coap, AnUpperTesterIsCommanded) {
  pair({.upper_tester = [](const harness::UpperTesterCommand& command, const auto& answer) {
    answer(
        {.status = Status::ok, .output = {{"did", command.command}, {"with", command.argument}}});
  }});
  std::optional<Result<harness::UpperTesterAnswer>> result;
  client->command({.command = "e2e.status", .argument = {{"a", 1}}}, kPatience, [&](auto got) {
    result = std::move(got);
  });
  EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
  ASSERT_TRUE(*result) << to_string(result->error());
  EXPECT_EQ(result->value().output, (Json{{"did", "e2e.status"}, {"with", {{"a", 1}}}}));
}

}  // namespace
}  // namespace plumbline::adapters::coap::testing
