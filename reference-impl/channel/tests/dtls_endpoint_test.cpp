#include "plumbline/channel/dtls_endpoint.hpp"

#include "dtls_endpoints.hpp"

#include <algorithm>
#include <string>

namespace plumbline::channel {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(DtlsEndpointTest, EachSuiteForCertificatesWorks) {
  for (const Suite suite : default_suites()) {
    use_certificates({suite});
    begin();
    expect_works();
    EXPECT_EQ(client->suite(), suite);
    EXPECT_EQ(server->peer_chain().at(0).uris().at(0), kClientId);
    EXPECT_EQ(client->peer_chain().at(0).dns_names().at(0), kServerId);
  }
}

TEST_F(DtlsEndpointTest, EachSuiteForKeysWorks) {
  for (const Suite suite : psk_suites()) {
    use_key({suite});
    begin();
    expect_works();
    EXPECT_EQ(server->suite(), suite);
    EXPECT_EQ(server->peer_identity(), kIdentity);
    EXPECT_THAT(server->peer_chain(), IsEmpty());
  }
}

TEST_F(DtlsEndpointTest, AClientMayStayUnknownWhereTheServerHasThat) {
  use_certificates(default_suites(), false);
  begin();
  expect_works();
  EXPECT_THAT(server->peer_chain(), IsEmpty());
  server_options.authenticates_clients = true;
  begin();
  EXPECT_EQ(shake_hands().error().code, Errc::authentication_failed);
}

TEST_F(DtlsEndpointTest, ACookieIsAskedForAndIsTheAddressees) {
  server_peer.address = "one";
  begin();
  expect_works();
  EXPECT_EQ(flights[1].at(13), 3) << "HelloVerifyRequest";
  const Bytes hello = flights[2];
  DtlsEndpoint fresh{make_dtls_context(server_options).value(), server_peer};
  EXPECT_TRUE(fresh.listening());
  EXPECT_EQ(fresh.advance(hello, clock.now()).value().at(13), 3) << "a cookie of another server";
  EXPECT_TRUE(fresh.listening());
}

TEST_F(DtlsEndpointTest, AnotherKeyIsNotAuthenticated) {
  use_key({Suite::psk_aes_128_ccm_8});
  server_key[0] ^= 1U;
  begin();
  const auto result = shake_hands();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::authentication_failed);
  EXPECT_FALSE(server->finished());
  EXPECT_FALSE(client->finished());
}

TEST_F(DtlsEndpointTest, AnUnknownIdentityIsRefusedWithAnAlert) {
  use_key({Suite::psk_aes_128_ccm_8});
  psk.identity = "Kpsa-18";
  begin();
  EXPECT_EQ(shake_hands().error().code, Errc::key_not_found);
  EXPECT_TRUE(server->failed());
  const auto told = client->advance(server->last_words(), clock.now());
  EXPECT_EQ(told.error().code, Errc::unreachable);
  EXPECT_THAT(told.error().detail, HasSubstr("unknown psk identity"));
}

TEST_F(DtlsEndpointTest, ThePeerCheckDecides) {
  client_peer = pki.expecting(server_identity, testing::kNow + 11 * testing::kDay);
  begin();
  EXPECT_EQ(shake_hands().error().code, Errc::expired);
  client_peer = testing::Pki{}.expecting(server_identity);
  begin();
  EXPECT_EQ(shake_hands().error().code, Errc::authentication_failed);
  EXPECT_TRUE(client->failed());
}

TEST_F(DtlsEndpointTest, BothNameTheSameProtocol) {
  client_peer.protocol = server_peer.protocol = "one";
  begin();
  expect_works();
  client_peer.protocol = "two";
  begin();
  EXPECT_THAT(shake_hands().error().detail, HasSubstr("no application protocol"));
  client_peer.protocol = "";
  begin();
  EXPECT_EQ(shake_hands().error().code, Errc::authentication_failed);
  client_peer.protocol = "one";
  server_peer.protocol = "";
  begin();
  EXPECT_EQ(shake_hands().error().code, Errc::authentication_failed);
}

TEST_F(DtlsEndpointTest, AReplayedRecordIsRefused) {
  ASSERT_TRUE(shake_hands());
  const Bytes record = client->protect(as_bytes("once")).value();
  EXPECT_TRUE(server->unprotect(record));
  EXPECT_EQ(server->unprotect(record).error().code, Errc::authentication_failed);
  EXPECT_TRUE(send("again"));
}

TEST_F(DtlsEndpointTest, RecordsMayBeReorderedAndLost) {
  ASSERT_TRUE(shake_hands());
  const Bytes first = client->protect(as_bytes("first")).value();
  static_cast<void>(client->protect(as_bytes("lost")).value());
  EXPECT_TRUE(send("third"));
  EXPECT_EQ(as_text(server->unprotect(first).value()), "first");
  for (int i = 0; i < 64; ++i) {
    EXPECT_TRUE(send("window"));
  }
  EXPECT_EQ(server->unprotect(first).error().code, Errc::authentication_failed);
}

TEST_F(DtlsEndpointTest, AChangedRecordIsDroppedWithoutHarm) {
  for (const Suite suite : default_suites()) {
    use_certificates({suite});
    begin();
    ASSERT_TRUE(shake_hands());
    const Bytes record = client->protect(as_bytes("payload")).value();
    for (std::size_t at = 0; at < record.size(); ++at) {
      Bytes changed = record;
      changed[at] ^= 1U;
      const auto refused = server->unprotect(changed);
      ASSERT_FALSE(refused) << at;
      ASSERT_FALSE(server->failed()) << at << to_string(refused.error());
    }
    EXPECT_FALSE(server->unprotect(ByteView{record}.first(record.size() - 1)));
    EXPECT_EQ(as_text(server->unprotect(record).value()), "payload");
  }
}

TEST_F(DtlsEndpointTest, NothingTravelsBeforeTheEndOfTheHandshake) {
  EXPECT_EQ(client->protect(as_bytes("early")).error().code, Errc::not_permitted);
  EXPECT_EQ(client->close().error().code, Errc::not_permitted);
  EXPECT_EQ(client->export_keying_material("EXPORTER-test", 32).error().code, Errc::not_permitted);
  EXPECT_EQ(client->largest_payload(), 0U);
  const Bytes data{23, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 65};
  EXPECT_EQ(server->unprotect(data).error().code, Errc::not_permitted);
  EXPECT_EQ(server->advance(data, clock.now()).error().code, Errc::not_permitted);
  expect_works();
  EXPECT_EQ(server->unprotect(data).error().code, Errc::authentication_failed);
}

TEST_F(DtlsEndpointTest, AfterCloseNotifyNothingIsTaken) {
  ASSERT_TRUE(shake_hands());
  const Bytes late = client->protect(as_bytes("late")).value();
  const Bytes goodbye = client->close().value();
  EXPECT_TRUE(client->closed());
  EXPECT_EQ(client->protect(as_bytes("more")).error().code, Errc::not_permitted);
  Bytes changed = goodbye;
  changed.back() ^= 1U;
  EXPECT_EQ(server->advance(changed, clock.now()).error().code, Errc::authentication_failed);
  EXPECT_FALSE(server->closed());
  EXPECT_THAT(server->advance(goodbye, clock.now()).value(), Not(IsEmpty()));
  EXPECT_TRUE(server->closed());
  EXPECT_EQ(server->unprotect(late).error().code, Errc::not_permitted);
  EXPECT_EQ(server->protect(as_bytes("reply")).error().code, Errc::not_permitted);
  EXPECT_EQ(server->advance(goodbye, clock.now()).error().code, Errc::conflict);
}

TEST_F(DtlsEndpointTest, ReplayedFlightsLeaveASessionAsItIs) {
  ASSERT_TRUE(shake_hands());
  for (const std::size_t number : {0U, 2U, 4U}) {
    static_cast<void>(server->advance(flights[number], clock.now()));
    EXPECT_TRUE(server->finished());
  }
  EXPECT_TRUE(send("still here"));
  DtlsEndpoint fresh{make_dtls_context(server_options).value(), server_peer};
  static_cast<void>(fresh.advance(flights[0], clock.now()));
  static_cast<void>(fresh.advance(flights[2], clock.now()));
  static_cast<void>(fresh.advance(flights[4], clock.now()));
  EXPECT_FALSE(fresh.finished());
}

TEST_F(DtlsEndpointTest, ALostFlightIsSentAgainWhenItsTimeHasCome) {
  for (std::size_t lost = 1; lost <= 5; ++lost) {
    begin();
    Bytes flight;
    std::size_t sent = 0;
    bool dropped = false;
    for (std::size_t number = 0; !client->finished(); ++number) {
      ASSERT_LT(number, 20U);
      auto& end = number % 2 == 0 ? client : server;
      auto next = number == 0 || !flight.empty() ? end->advance(flight, clock.now())
                                                 : Result<Bytes>{Bytes{}};
      ASSERT_TRUE(next) << to_string(next.error());
      flight = std::move(next).value();
      if (++sent == lost && !dropped) {
        dropped = true;
        flight.clear();
      }
      if (flight.empty() && end->timeout()) {
        EXPECT_THAT(end->retransmit(*end->timeout() - milliseconds{1}).value(), IsEmpty());
        clock.advance(seconds{1});
        flight = end->retransmit(clock.now()).value();
        EXPECT_THAT(flight, Not(IsEmpty()));
      }
    }
    EXPECT_TRUE(server->finished()) << lost;
    EXPECT_FALSE(client->timeout()) << lost;
    EXPECT_TRUE(send("after a loss")) << lost;
  }
}

TEST_F(DtlsEndpointTest, WaitsLongerEachTimeAndThenGivesUp) {
  ASSERT_TRUE(client->advance({}, clock.now()));
  milliseconds expected = seconds{1};
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(*client->timeout() - clock.now(), expected);
    clock.advance(expected);
    EXPECT_THAT(client->retransmit(clock.now()).value(), Not(IsEmpty()));
    expected = std::min(2 * expected, milliseconds{seconds{60}});
  }
  clock.advance(seconds{60});
  EXPECT_EQ(client->retransmit(clock.now()).error().code, Errc::timed_out);
  EXPECT_TRUE(client->failed());
  EXPECT_FALSE(client->timeout());
}

TEST_F(DtlsEndpointTest, NoRecordIsLargerThanTheMtu) {
  client_options.mtu = server_options.mtu = 300;
  begin();
  expect_works();
  for (const Bytes& flight : flights) {
    if (!flight.empty()) {
      const auto records = read_records(flight).value();
      EXPECT_TRUE(std::ranges::all_of(
          records, [](const DtlsRecord& record) { return record.octets.size() <= 300; }));
    }
  }
  const Bytes full(client->largest_payload(), 1);
  const Bytes record = client->protect(full).value();
  EXPECT_LE(record.size(), 300U);
  EXPECT_EQ(server->unprotect(record).value(), full);
  EXPECT_EQ(client->protect(Bytes(full.size() + 1)).error().code, Errc::invalid_length);
}

TEST_F(DtlsEndpointTest, FragmentsMayComeInAnyOrderAndTwice) {
  client_options.mtu = server_options.mtu = 300;
  // Of the server: a ChangeCipherSpec that comes too early is lost.
  change = [](Bytes& flight, std::size_t number) {
    if (number == 4) {
      auto records = read_records(flight).value();
      std::ranges::reverse(records);
      Bytes shuffled;
      for (const auto& record : records) {
        for (int i = 0; i < 2; ++i) {
          shuffled.insert(shuffled.end(), record.octets.begin(), record.octets.end());
        }
      }
      flight = shuffled;
    }
  };
  begin();
  expect_works();
}

TEST_F(DtlsEndpointTest, AChangedFlightMakesNoSession) {
  for (const std::size_t number : {4U, 5U, 6U}) {
    change = [number](Bytes& flight, std::size_t current) {
      if (current == number) {
        flight.back() ^= 1U;
      }
    };
    begin();
    static_cast<void>(shake_hands());
    EXPECT_FALSE(number < 6 && server->finished()) << number;
    EXPECT_FALSE(client->finished()) << number;
  }
}

TEST_F(DtlsEndpointTest, AContextNeedsWhatItsSuitesNeed) {
  const auto refused = [](const DtlsOptions& options) {
    return make_dtls_context(options).error().code;
  };
  EXPECT_EQ(refused({.role = Role::client, .suites = psk_suites()}), Errc::invalid_value);
  EXPECT_EQ(refused({.role = Role::server}), Errc::invalid_value);
  EXPECT_EQ(refused({.role = Role::server, .suites = {}}), Errc::invalid_value);
  EXPECT_EQ(refused({.role = Role::client,
                     .psk = &psk,
                     .suites = {Suite::psk_aes_128_ccm_8, Suite::ecdhe_ecdsa_aes_128_ccm_8}}),
            Errc::invalid_value);
  for (const std::size_t mtu : {kSmallestMtu - 1, kLargestMtu + 1}) {
    EXPECT_EQ(refused({.role = Role::client, .mtu = mtu}), Errc::invalid_value);
  }
  psk.identity = std::string(129, 'a');
  EXPECT_EQ(refused({.role = Role::client, .psk = &psk, .suites = psk_suites()}),
            Errc::invalid_value);
  psk.identity = "a";
  psk.key = crypto::SecretBytes{};
  EXPECT_EQ(refused({.role = Role::client, .psk = &psk, .suites = psk_suites()}),
            Errc::invalid_value);
}

TEST_F(DtlsEndpointTest, InputIsBounded) {
  EXPECT_EQ(server->advance(Bytes(65537), clock.now()).error().code, Errc::too_large);
  EXPECT_EQ(server->advance(Bytes{22, 254}, clock.now()).error().code, Errc::malformed);
  const Bytes finished{22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 20};
  EXPECT_EQ(server->advance(finished, clock.now()).error().code, Errc::malformed);
  expect_works();
}

}  // namespace
}  // namespace plumbline::channel
