// Datagrams that get lost: the other end is a bare socket that lets the first one pass unanswered.
// Each case takes as long as RFC 7252 clause 4.2 waits for an acknowledgement, two to three
// seconds.

#include "plumbline/adapters/coap/codec.hpp"

#include "loopback.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

namespace plumbline::adapters::coap::testing {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

class Loss : public Loopback {
 protected:
  /// The next datagram at the socket, its sender in `from`.
  Datagram receive() {
    EXPECT_TRUE(wait_until([&] { return socket.available() > 0; }));
    Bytes octets(socket.available());
    if (!octets.empty()) {
      octets.resize(socket.receive_from(asio::buffer(octets), from));
    }
    const auto datagram = parse_datagram(octets);
    EXPECT_TRUE(datagram) << to_hex(octets);
    return datagram ? datagram.value() : Datagram{};
  }

  void send(const Datagram& datagram) {
    const auto octets = to_octets(datagram).value();
    socket.send_to(asio::buffer(octets), from);
  }

  asio::io_context context;
  udp::socket socket{context, udp::endpoint{asio::ip::make_address("127.0.0.1"), 0}};
  udp::endpoint from;
};

TEST_F(Loss, ARequestIsSentAgainAsItWas) {
  connect_to(
      {.scheme = "coap", .host = "127.0.0.1", .port = socket.local_endpoint().port(), .path = {}});
  std::optional<Result<ResponsePrimitive>> result;
  client->exchange(notification("r1"), kPatience, [&](auto got) { result = std::move(got); });
  const auto lost = receive();
  const auto request = receive();
  EXPECT_EQ(request, lost);
  EXPECT_EQ(request.type, Type::con);
  const auto asked = decode_request(request.message, OptionNumbers::r3).value();
  send({.type = Type::ack,
        .message_id = request.message_id,
        .token = request.token,
        .message = encode_response(respond(asked, Status::ok), Operation::notify, OptionNumbers::r3)
                       .value()});
  EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
  EXPECT_EQ(result->value().request_id, "r1");
}

TEST_F(Loss, ASeparateResponseIsSentAgainUntilItIsAcknowledged) {
  int served = 0;
  listen({.handler = [&](const IncomingRequest& incoming, const Replier& replier) {
    ++served;
    transport->after(1ms, [=] { echo(incoming, replier); });
  }});
  from = {asio::ip::make_address("127.0.0.1"), listener->address().port};
  Datagram request{.message_id = 7, .token = {1}};
  request.message = encode_request(notification("r1"), "", OptionNumbers::r3).value();
  send(request);
  const auto acknowledgement = receive();
  EXPECT_EQ(acknowledgement.type, Type::ack);
  EXPECT_EQ(acknowledgement.message.code, 0);
  EXPECT_EQ(acknowledgement.message_id, 7);
  const auto lost = receive();
  EXPECT_EQ(lost.type, Type::con);
  EXPECT_EQ(lost.token, request.token);
  EXPECT_EQ(receive(), lost);
  send({.type = Type::ack, .message_id = lost.message_id});
  EXPECT_EQ(served, 1);
}

}  // namespace
}  // namespace plumbline::adapters::coap::testing
