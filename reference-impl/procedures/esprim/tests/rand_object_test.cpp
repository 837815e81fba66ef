#include "plumbline/esprim/rand_object.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/keys/esprim_session.hpp"

#include "known_answer.hpp"

#include <gmock/gmock.h>

namespace plumbline::esprim {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

Result<RandObject> receivers(std::string_view json) {
  return parse_rand_object(json, Issuer::receiver, known_time());
}

Result<RandObject> originators(std::string_view json) {
  return parse_rand_object(json, Issuer::originator, known_time());
}

/// The known receiver object with one member changed; null takes it out.
std::string with(std::string_view object, const char* member, const Json& value) {
  Json json = Json::parse(object);
  json.erase(member);
  if (!value.is_null()) {
    json[member] = value;
  }
  return json_text(json);
}

TEST(RandObject, IsRead) {
  const auto receiver = receivers(kReceiverObject);
  ASSERT_TRUE(receiver) << to_string(receiver.error());
  EXPECT_EQ(receiver.value().id, "u-00112233445566778899aabbccddeeff");
  EXPECT_EQ(receiver.value().value, "r000102030405060708090a0b0c0d0e0f");
  EXPECT_EQ(receiver.value().expires, onem2m::from_timestamp("20300101T000000").value());
  EXPECT_THAT(receiver.value().key_gens, ElementsAre(KeyGenAlgorithm::hmac_sha256));
  EXPECT_THAT(receiver.value().protocols,
              ElementsAre(ProtocolAlgorithm::jwe_a128gcm, ProtocolAlgorithm::jwe_a256gcm));
  EXPECT_EQ(to_text(receiver.value()), kReceiverObject);
  const auto originator = originators(kOriginatorObject);
  ASSERT_TRUE(originator) << to_string(originator.error());
  EXPECT_EQ(to_text(originator.value()), kOriginatorObject);
}

TEST(RandObject, SessionKeyKnownAnswer) {
  const std::string receiver = session_octets(receivers(kReceiverObject).value());
  const std::string originator = session_octets(originators(kOriginatorObject).value());
  const Bytes pairwise_key = known_pairwise_key();
  const auto key = keys::derive_esprim_session({.pairwise_key = pairwise_key,
                                                .receiver = as_bytes(receiver),
                                                .originator = as_bytes(originator)});
  EXPECT_EQ(to_hex(key.value().expose()), kSessionKey);
}

TEST(RandObject, SessionOctetsAreThoseOfTheKeyDerivation) {
  for (const auto& [text, issuer] :
       {std::pair{kReceiverObject, Issuer::receiver}, {kOriginatorObject, Issuer::originator}}) {
    EXPECT_EQ(session_octets(parse_rand_object(text, issuer, known_time()).value()),
              canonical_json(Json::parse(text)));
  }
}

TEST(RandObject, KeepsWhatItDoesNotKnow) {
  const std::string text = with(with(kReceiverObject, "espa", {12, 20}), "esks", {1, 7});
  const auto object = receivers(text);
  ASSERT_TRUE(object) << to_string(object.error());
  EXPECT_EQ(Json::parse(to_text(object.value())), Json::parse(text));
  EXPECT_EQ(enc_of(object.value().protocols.at(0)), "A256GCM");
  EXPECT_EQ(enc_of(object.value().protocols.at(1)), "");
}

TEST(RandObject, KeepsAnExpiryAsItWasWritten) {
  const auto fraction = receivers(with(kReceiverObject, "esrx", "20300101T000000,5"));
  EXPECT_EQ(fraction.value().expires - receivers(kReceiverObject).value().expires,
            std::chrono::milliseconds{500});
  EXPECT_EQ(fraction.value().expiry, "20300101T000000,5");
}

TEST(RandObject, ARelativeExpiryCountsFromReception) {
  const auto object = receivers(with(kReceiverObject, "esrx", "60000"));
  EXPECT_EQ(object.value().expires, known_time() + std::chrono::minutes{1});
  EXPECT_EQ(object.value().expiry, "60000");
}

TEST(RandObject, TakesTheOlderSchemaOfOriginators) {
  const std::string older = with(with(kOriginatorObject, "esk", nullptr), "esks", {1});
  const auto object = originators(older);
  ASSERT_TRUE(object) << to_string(object.error());
  EXPECT_EQ(Json::parse(to_text(object.value())), Json::parse(older));
  EXPECT_TRUE(originators(with(older, "esks", {1, 1})).has_error());
  EXPECT_TRUE(originators(with(older, "esk", 1)).has_error());
}

TEST(RandObject, RefusesWhatIsNone) {
  for (const char* const member : {"esri", "esrv", "esrx", "esks", "espa"}) {
    EXPECT_TRUE(receivers(with(kReceiverObject, member, nullptr)).has_error()) << member;
    EXPECT_TRUE(receivers(with(kReceiverObject, member, Json::object())).has_error()) << member;
  }
  for (const char* const member : {"esri", "esrv"}) {
    for (const Json& value : {Json(""),
                              Json("0a"),
                              Json("a b"),
                              Json("a:b"),
                              Json("-a"),
                              Json(std::string(256, 'a')),
                              Json(7)}) {
      EXPECT_TRUE(receivers(with(kReceiverObject, member, value)).has_error()) << value;
    }
  }
  for (const char* const member : {"esks", "espa"}) {
    for (const Json& value : {Json::array(),
                              Json::array({"12"}),
                              Json::array({-1}),
                              Json::array({65536}),
                              Json(std::vector<int>(33, 12))}) {
      EXPECT_TRUE(receivers(with(kReceiverObject, member, value)).has_error()) << value;
    }
  }
  EXPECT_TRUE(receivers(with(kReceiverObject, "esrx", "tomorrow")).has_error());
  EXPECT_TRUE(receivers("[]").has_error());
  EXPECT_TRUE(receivers("{").has_error());
  EXPECT_TRUE(receivers(kOriginatorObject).has_error());
  EXPECT_TRUE(originators(with(kReceiverObject, "esks", {1, 2})).has_error());
}

TEST(RandObject, RefusesUnknownMembers) {
  for (const char* const member : {"more", "esk", "$comment"}) {
    EXPECT_EQ(receivers(with(kReceiverObject, member, 1)).error().code, Errc::malformed) << member;
  }
}

TEST(RandObject, ANewOneIsReadAsItWasMade) {
  crypto::SeededRandom random{as_bytes("seed"), "rand object"};
  NewRandObject wanted{.issuer = Issuer::receiver,
                       .shared = true,
                       .expires = known_time() + std::chrono::milliseconds{1500},
                       .key_gens = {KeyGenAlgorithm::hmac_sha256},
                       .protocols = {ProtocolAlgorithm::jwe_a256gcm}};
  const RandObject shared = make_rand_object(wanted, random);
  EXPECT_THAT(shared.id, MatchesRegex("s-[0-9a-f]{32}"));
  EXPECT_THAT(shared.value, MatchesRegex("r[0-9a-f]{32}"));
  EXPECT_EQ(shared.expiry, "20290101T000001");
  EXPECT_EQ(receivers(to_text(shared)).value(), shared);
  wanted.issuer = Issuer::originator;
  wanted.shared = false;
  const RandObject unshared = make_rand_object(wanted, random);
  EXPECT_THAT(unshared.id, MatchesRegex("u-[0-9a-f]{32}"));
  EXPECT_NE(unshared.value, shared.value);
  EXPECT_EQ(originators(to_text(unshared)).value(), unshared);
}

}  // namespace
}  // namespace plumbline::esprim
