// What no peer of good faith sends, plain and over DTLS: each message ends in the standard's answer
// or in a clear error, and the next exchange is not disturbed.

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/test_room/secured.hpp"

#include "loopback.hpp"

#include <boost/asio/ip/udp.hpp>

namespace plumbline::adapters::coap::testing {
namespace {

namespace asio = boost::asio;
using ::testing::HasSubstr;

class BadInput : public Secured<Loopback> {
 protected:
  /// A server and a client of it.
  void open(bool secured, ListenOptions options = {}) {
    if (secured) {
      use_psk();
      start(std::move(options));
    } else {
      pair(std::move(options));
    }
  }

  void expect_undisturbed() {
    const auto response = exchange(notification("after"));
    ASSERT_TRUE(response) << to_string(response.error());
    EXPECT_EQ(response.value().request_id, "after");
  }
};

Json big(std::size_t size) {
  return Json{{"m2m:sgn", std::string(size, 'x')}};
}

Datagram post(std::uint16_t message_id, std::string_view request_id = "r1") {
  Datagram datagram{.message_id = message_id, .token = {1, 2}};
  datagram.message =
      encode_request(notification(std::string{request_id}), "", OptionNumbers::r3).value();
  return datagram;
}

TEST_F(BadInput, ADuplicateIsAnsweredAgainAndServedOnce) {
  int served = 0;
  pair({.handler = [&](const IncomingRequest& incoming, const Replier& replier) {
    ++served;
    echo(incoming, replier);
  }});
  // One socket, as a retransmission comes from where the original came.
  asio::io_context context;
  asio::ip::udp::socket socket{context, asio::ip::udp::v4()};
  const asio::ip::udp::endpoint server{asio::ip::make_address("127.0.0.1"),
                                       listener->address().port};
  const auto octets = to_octets(post(7)).value();
  std::vector<Bytes> answers;
  for (int i = 0; i < 2; ++i) {
    socket.send_to(asio::buffer(octets), server);
    EXPECT_TRUE(wait_until([&] { return socket.available() > 0; }));
    Bytes answer(socket.available());
    socket.receive(asio::buffer(answer));
    answers.push_back(answer);
  }
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(served, 1);
}

// --- malformed requests --------------------------------------------------------------------------

struct Malformed {
  const char* name;
  std::function<void(Datagram&)> damage;
  unsigned code;
  const char* named;
};

class Malformations : public BadInput,
                      public ::testing::WithParamInterface<std::tuple<Malformed, bool>> {};

TEST_P(Malformations, AreAnsweredAndDoNotDisturb) {
  const auto& [malformed, secured] = GetParam();
  open(secured);
  auto datagram = post(9);
  malformed.damage(datagram);
  const auto answer = send_raw(to_octets(datagram).value());
  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_EQ(dotted_text(answer.value().message.code), dotted_text(code_of(malformed.code)));
  EXPECT_EQ(answer.value().token, datagram.token);
  EXPECT_EQ(answer.value().message_id, datagram.message_id);
  EXPECT_THAT(std::string{as_text(answer.value().message.payload)}, HasSubstr(malformed.named));
  expect_undisturbed();
}

auto with_option(std::uint16_t number, std::uint32_t value) {
  return [=](Datagram& datagram) { add_uint_option(datagram.message, number, value); };
}

const std::vector<Malformed> kMalformed{
    Malformed{"UnknownCritical", with_option(65003, 1), 402, "65003"},
    Malformed{"UnknownCriticalBelow256", with_option(9, 1), 402, "option 9"},
    Malformed{"LibrarysOwnMarker", with_option(65001, 1), 402, "65001"},
    Malformed{"TwiceFrom", with_option(279, 'C'), 402, "oneM2M-FR"},
    Malformed{"ContentFormat",
              [](Datagram& datagram) {
                std::erase_if(datagram.message.options, [](const Option& option) {
                  return option.number == option::kContentFormat;
                });
                add_uint_option(datagram.message, option::kContentFormat, 47);
              },
              415,
              "Content-Format 47"},
    Malformed{"Method", [](Datagram& datagram) { datagram.message.code = 5; }, 405, "0.05"},
    Malformed{"BlockGap", with_option(option::kBlock1, 0x18), 408, "Block1"},
    Malformed{"BlockSize", with_option(option::kBlock1, 0x0F), 400, "Block1"},
    Malformed{"PartOfNoResponse", with_option(option::kBlock2, 0x10), 408, "Block2"}};

std::string name_of_case(const std::string& name, bool secured) {
  return name + (secured ? "OverDtls" : "");
}

INSTANTIATE_TEST_SUITE_P(BadInput,
                         Malformations,
                         ::testing::Combine(::testing::ValuesIn(kMalformed), ::testing::Bool()),
                         [](const auto& entry) {
                           return name_of_case(std::get<0>(entry.param).name,
                                               std::get<1>(entry.param));
                         });

// --- octets that are no message ------------------------------------------------------------------

struct NoMessage {
  const char* name;
  const char* hex;
};

class NoMessages : public BadInput,
                   public ::testing::WithParamInterface<std::tuple<NoMessage, bool>> {};

// RFC 7252 clause 4.2: rejected, by a reset or by silence.
TEST_P(NoMessages, AreRejectedAndDoNotDisturb) {
  const auto& [octets, secured] = GetParam();
  open(secured);
  const auto given = from_hex(octets.hex).value();
  if (secured) {
    EXPECT_TRUE(send_to(*client, given, RawThen::reset, kPatience));
  } else {
    const auto answer = send_raw(given, 200ms);
    EXPECT_TRUE(answer ? answer.value().type == Type::rst : answer.error().code == Errc::timed_out)
        << (answer ? "" : to_string(answer.error()));
  }
  expect_undisturbed();
  EXPECT_EQ(server_tap.of(TapKind::request).size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(
    BadInput,
    NoMessages,
    ::testing::Combine(::testing::Values(NoMessage{"TokenOfNine", "49010001000000000000000000"},
                                         NoMessage{"TokenCut", "480100010000"},
                                         NoMessage{"HeaderCut", "40"},
                                         NoMessage{"AnotherVersion", "c0010001"},
                                         NoMessage{"ReservedNibble", "40010001f0"},
                                         NoMessage{"OptionCut", "40010001b7636365"},
                                         NoMessage{"MarkerWithoutPayload", "40010001b161ff"},
                                         NoMessage{"EmptyWithMore", "4000000101"}),
                       ::testing::Bool()),
    [](const auto& entry) {
      return name_of_case(std::get<0>(entry.param).name, std::get<1>(entry.param));
    });

TEST_F(BadInput, ABodyOverTheBoundIsRefused) {
  ListenOptions options;
  options.bounds.body_octets = 3000;
  pair(std::move(options));
  const auto response = exchange(notification("r1", big(5000)));
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().detail, HasSubstr("4.13"));
  EXPECT_TRUE(exchange(notification("r2", big(2000))));
}

// --- malformed responses -------------------------------------------------------------------------

struct BadResponse {
  const char* name;
  std::function<void(Message&)> damage;
  const char* named;
};

class BadResponses : public BadInput, public ::testing::WithParamInterface<BadResponse> {};

TEST_P(BadResponses, AreNamedAndDoNotDisturb) {
  bool damaged = false;
  pair({.handler = [&](const IncomingRequest& incoming, const Replier& replier) {
    const auto response = respond_with(incoming.primitive, Status::ok, Json{{"m2m:sgn", 1}});
    if (std::exchange(damaged, true)) {
      replier(response);
      return;
    }
    auto message = encode_response(response, Operation::notify, OptionNumbers::r3).value();
    GetParam().damage(message);
    replier(harness::RawReply{.octets = to_octets({.message = message}).value(),
                              .then = harness::RawReply::Then::keep_open});
  }});
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::malformed);
  EXPECT_THAT(response.error().detail, HasSubstr(GetParam().named));
  expect_undisturbed();
}

void drop(Message& message, std::uint16_t number) {
  std::erase_if(message.options, [=](const Option& option) { return option.number == number; });
}

INSTANTIATE_TEST_SUITE_P(
    BadInput,
    BadResponses,
    ::testing::Values(
        BadResponse{"UnknownCritical",
                    [](Message& message) { add_uint_option(message, 65003, 1); },
                    "65003"},
        BadResponse{"NoStatus", [](Message& message) { drop(message, 307); }, "oneM2M-RSC"},
        BadResponse{"ContentFormat",
                    [](Message& message) {
                      drop(message, option::kContentFormat);
                      add_uint_option(message, option::kContentFormat, 47);
                    },
                    "Content-Format 47"},
        BadResponse{"NoJson", [](Message& message) { message.payload = {'{'}; }, "content"},
        BadResponse{"BlockGap",
                    [](Message& message) { add_uint_option(message, option::kBlock2, 0x1E); },
                    "Block2"}),
    [](const auto& entry) { return entry.param.name; });

// RFC 7252 clause 5.3.2: a response is matched by its token.
TEST_F(BadInput, AResponseWithAnotherTokenIsNone) {
  asio::io_context context;
  asio::ip::udp::socket server{context, {asio::ip::make_address("127.0.0.1"), 0}};
  connect_to(
      {.scheme = "coap", .host = "127.0.0.1", .port = server.local_endpoint().port(), .path = {}});
  std::optional<Result<ResponsePrimitive>> result;
  client->exchange(notification("r1"), kPatience, [&](auto got) { result = std::move(got); });
  transport->after(1ms, [] {});  // nothing else wakes the loop when a foreign socket has something
  ASSERT_TRUE(wait_until([&] { return server.available() > 0; }));
  Bytes octets(server.available());
  asio::ip::udp::endpoint from;
  server.receive_from(asio::buffer(octets), from);
  const auto request = parse_datagram(octets).value();
  auto answer = request;
  answer.type = Type::non;
  answer.message =
      encode_response(respond(notification("r1"), Status::ok), Operation::notify, OptionNumbers::r3)
          .value();
  answer.token.back() ^= 1U;
  server.send_to(asio::buffer(to_octets(answer).value()), from);
  EXPECT_FALSE(wait_until([&] { return result.has_value(); }, 100ms));
  answer.token = request.token;
  ++answer.message_id;
  server.send_to(asio::buffer(to_octets(answer).value()), from);
  ASSERT_TRUE(wait_until([&] { return result.has_value(); }));
  EXPECT_TRUE(*result) << to_string(result->error());
}

// --- the wrong layer -----------------------------------------------------------------------------

TEST_F(BadInput, PlainTextToASecurePortGetsNoAnswer) {
  open(true);
  const auto secure = std::move(client);
  auto address = listener->address();
  address.scheme = "coap";
  connect_to(address);
  const auto response = exchange(notification("r1"), 100ms);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::timed_out);
  EXPECT_TRUE(server_tap.of(TapKind::request).empty());
  EXPECT_TRUE(exchange_with(*secure, notification("r2"), kPatience));
}

/// A handshake record that is cut, one of an unknown type, an alert and application data out of
/// nowhere (RFC 6347 clause 4.1.2.7: dropped).
TEST_F(BadInput, RecordsThatAreNoneDoNotDisturbASecurePort) {
  open(true);
  const auto secure = std::move(client);
  auto address = listener->address();
  address.scheme = "coap";
  connect_to(address);
  for (const auto* const hex : {"16fefd0000000000000000",
                                "16fefd000000000000000000400100",
                                "63fefd0000000000000000000100",
                                "15fefd000000000000000000020228",
                                "17fefd0001000000000001000400010203",
                                "00"}) {
    const auto answer = send_raw(from_hex(hex).value(), 50ms);
    EXPECT_FALSE(answer) << hex;
    EXPECT_TRUE(exchange_with(*secure, notification(hex), kPatience)) << hex;
  }
}

TEST_F(BadInput, DtlsToAPlainPortEndsWithItsHandshake) {
  const auto address = listen({});
  use_psk();
  ConnectOptions options;
  options.address = address;
  options.address.scheme = "coaps";
  options.tls = client_options;
  options.bounds.handshake = 200ms;
  connect(options);
  const auto response = exchange(notification("r1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::unreachable);
  EXPECT_THAT(response.error().detail, HasSubstr("handshake refused"));
  connect_to(address);
  expect_undisturbed();
}

// --- octets of one's own over DTLS ---------------------------------------------------------------

TEST_F(BadInput, OctetsOverDtlsHaveAnAssociationThatTheTapSees) {
  open(true);
  const auto answer = send_raw(to_octets(post(7)).value());
  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_EQ(answer.value().message.code, code_of(204));
  EXPECT_EQ(server_side.peer, kIdentity);
  const auto sent = client_tap.of(TapKind::request).at(0);
  EXPECT_EQ(sent.association.peer, server_side.peer);
  EXPECT_EQ(sent.association.cipher, server_side.cipher);
  EXPECT_EQ(sent.octets, to_octets(post(7)).value());
  EXPECT_EQ(client_tap.of(TapKind::response).size(), 1U);
}

TEST_F(BadInput, OctetsOverDtlsWithAnUnknownIdentityAreRefused) {
  use_psk();
  client_options.credential = harness::PskCredential{.identity = "10-other", .key = key_of(1)};
  start();
  const auto answer = send_raw(to_octets(post(7)).value());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::unreachable);
  EXPECT_THAT(answer.error().detail, HasSubstr("handshake refused"));
  EXPECT_TRUE(server_tap.of(TapKind::request).empty());
}

TEST_F(BadInput, OctetsOverDtlsToNobodyEndAtTheDeadlineOfTheHandshake) {
  use_psk();
  start({}, 200ms);
  listener.reset();
  const auto answer = send_raw(to_octets(post(7)).value());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::unreachable);
}

}  // namespace
}  // namespace plumbline::adapters::coap::testing
