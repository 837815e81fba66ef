#include "plumbline/channel/flight.hpp"

#include "endpoints.hpp"

namespace plumbline::channel {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> names_in(ByteView octets) {
  std::vector<std::string> names;
  const auto flight = read_flight(octets);
  for (const FlightMessage& message : flight.value()) {
    names.push_back(name_of(message.type));
  }
  return names;
}

Errc refusal_of(std::string_view hex) {
  return read_flight(from_hex(hex).value()).error().code;
}

TEST_F(TlsEndpointTest, ItsFlightsAreThoseOfTheFigure) {
  ASSERT_TRUE(shake_hands());
  EXPECT_THAT(names_in(flights[0]), ElementsAre("ClientHello"));
  EXPECT_THAT(names_in(flights[1]),
              ElementsAre("ServerHello",
                          "Certificate",
                          "ServerKeyExchange",
                          "CertificateRequest",
                          "ServerHelloDone"));
  EXPECT_THAT(names_in(flights[2]),
              ElementsAre("Certificate",
                          "ClientKeyExchange",
                          "CertificateVerify",
                          "ChangeCipherSpec",
                          "encrypted handshake message"));
  EXPECT_THAT(names_in(flights[3]), ElementsAre("ChangeCipherSpec", "encrypted handshake message"));
}

TEST(Flight, MessagesShareRecordsOrAreSplitOverThem) {
  // HelloRequest and the head of ServerHelloDone in one record, its tail in the next.
  const Bytes octets = from_hex(
                           "160303000600000000"
                           "0e00"
                           "16030300020000")
                           .value();
  EXPECT_THAT(names_in(octets), ElementsAre("HelloRequest", "ServerHelloDone"));
  const auto body = read_flight(from_hex("160303000563000001aa").value()).value();
  ASSERT_EQ(body.size(), 1U);
  EXPECT_EQ(name_of(body[0].type), "message 99");
  EXPECT_EQ(body[0].body, Bytes{0xaa});
}

TEST(Flight, AlertsAndDataAreTold) {
  EXPECT_THAT(names_in(from_hex("1503010002022817030300021234").value()),
              ElementsAre("alert", "application data"));
}

TEST(Flight, RefusesWhatIsCut) {
  EXPECT_EQ(refusal_of(""), Errc::malformed);
  EXPECT_EQ(refusal_of("16030300"), Errc::malformed);
  EXPECT_EQ(refusal_of("1603030004000000"), Errc::malformed);
  EXPECT_EQ(refusal_of("16030300040e000001"), Errc::malformed);
  EXPECT_EQ(refusal_of("16030300030e0000"), Errc::malformed);
  EXPECT_EQ(refusal_of("16030300020e0014030300010116030300020000"), Errc::malformed);
}

TEST(Flight, RefusesWhatIsNoTls) {
  EXPECT_EQ(refusal_of("13030300040e000000"), Errc::malformed);
  EXPECT_EQ(refusal_of("18030300040e000000"), Errc::malformed);
  EXPECT_EQ(refusal_of("16020300040e000000"), Errc::malformed);
  EXPECT_EQ(refusal_of("1603030000"), Errc::malformed);
  EXPECT_EQ(refusal_of("1603034801" + std::string(36866, '0')), Errc::malformed);
}

TEST(Flight, IsBounded) {
  const std::string done = "16030300040e000000";
  std::string most;
  for (int i = 0; i < 32; ++i) {
    most += done;
  }
  EXPECT_EQ(read_flight(from_hex(most).value()).value().size(), 32U);
  EXPECT_EQ(refusal_of(most + done), Errc::too_large);
  EXPECT_EQ(read_flight(Bytes(kLargestFlight + 1)).error().code, Errc::too_large);
}

}  // namespace
}  // namespace plumbline::channel
