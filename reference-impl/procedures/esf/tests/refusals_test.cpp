// What neither end of S1 does.

#include "world.hpp"

#include <gtest/gtest.h>

namespace plumbline::esf {
namespace {

using testing::for_target;
using testing::kFirst;
using testing::kSecond;
using testing::kSource;
using testing::open_at;
using testing::sealing;
using testing::target_end_point;

Errc source_refuses(const testing::Sealing& made) {
  const auto envelope = made.sealed();
  return envelope ? Errc{0xFF} : envelope.error().code;
}

Errc target_refuses(const Envelope& envelope, const TargetEndPoint& target = target_end_point()) {
  const auto opened = open_at(target, envelope);
  if (!opened && opened.error().code == Errc::authentication_failed) {
    // Decision: which part failed is not told.
    EXPECT_EQ(opened.error().detail, "the envelope does not verify");
  }
  return opened ? Errc{0xFF} : opened.error().code;
}

/// Another first character of base64url text.
std::string flipped(std::string text) {
  text.front() = text.front() == 'A' ? 'B' : 'A';
  return text;
}

/// The payload with another protected header.
Envelope with_header(Envelope envelope, const std::string& name, const Json& value) {
  Json& encoded = envelope.body["ps"]["protected"];
  const Bytes octets = from_base64url(encoded.get<std::string>()).value();
  Json header = Json::parse(as_text(octets));
  header[name] = value;
  encoded = to_base64url(as_bytes(header.dump()));
  return envelope;
}

TEST(EsfSource, RefusesSetsThatDoNotGoTogether) {
  EXPECT_EQ(source_refuses(sealing("A256GCM", {})), Errc::invalid_value);
  EXPECT_EQ(source_refuses(sealing("HS256", {})), Errc::invalid_value);
  EXPECT_EQ(source_refuses(sealing("ES256", {for_target("PSK")})), Errc::invalid_value);
  EXPECT_EQ(source_refuses(sealing("A256GCM", {for_target("PSK"), for_target("PSK", kSecond)})),
            Errc::invalid_value);
  EXPECT_EQ(
      source_refuses(sealing("A256GCM", {for_target("ECDH-ES"), for_target("ECDH-ES", kSecond)})),
      Errc::invalid_value);
  EXPECT_EQ(source_refuses(sealing("A256GCM", {for_target("A256KW"), for_target("TTP", kSecond)})),
            Errc::invalid_value);
  EXPECT_EQ(source_refuses(
                sealing("A256GCM", {for_target("A256KW:ES256"), for_target("A256KW", kSecond)})),
            Errc::invalid_value);
  EXPECT_EQ(source_refuses(sealing("A256GCM:ES256", {for_target("A256KW:ES256")})),
            Errc::invalid_value);
}

// ESF-16, ESF-17, ESF-34: classes 1 and 2 take one target.
TEST(EsfSource, ClassesOneAndTwoTakeOneTarget) {
  auto made = sealing("A256GCM", {for_target("A256KW"), for_target("A256KW", kSecond)});
  EXPECT_TRUE(made.sealed());
  for (const auto target_data_class : {TargetDataClass::primitive, TargetDataClass::content}) {
    made.target_data_class = target_data_class;
    EXPECT_EQ(source_refuses(made), Errc::invalid_value);
  }
  made.targets.pop_back();
  EXPECT_TRUE(made.sealed());
}

TEST(EsfSource, NeverSendsPlaintextInClear) {
  for (const char* const ps : {"HS256", "ES256"}) {
    auto made = sealing(ps, {});
    if (needs_master_key(made.payload)) {
      made.targets = {for_target("PSK")};
    }
    made.plaintext = "hidden";
    EXPECT_EQ(source_refuses(made), Errc::invalid_value);
  }
}

TEST(EsfSource, RefusesMissingNamesKeysAndSigners) {
  auto made = sealing("A256GCM", {for_target("A256KW")});
  made.source_id.clear();
  EXPECT_EQ(source_refuses(made), Errc::invalid_value);
  made = sealing("A256GCM", {for_target("A256KW", "")});
  EXPECT_EQ(source_refuses(made), Errc::invalid_value);
  made = sealing("A256GCM", {for_target("PSK")});
  made.targets.front().key_id.clear();
  EXPECT_EQ(source_refuses(made), Errc::invalid_value);
  made = sealing("A256GCM", {for_target("PSK")});
  made.signer = testing::signer();
  EXPECT_EQ(source_refuses(made), Errc::invalid_value);
  made = sealing("ES256", {});
  made.signer.reset();
  EXPECT_EQ(source_refuses(made), Errc::invalid_value);
  made = sealing("A256GCM", {for_target("PSK")});
  made.targets.front().key = testing::symmetric("short", 31);
  EXPECT_EQ(source_refuses(made), Errc::invalid_length);
  made.targets.front().key = testing::key_pair(crypto::KeyKind::ec_p256);
  EXPECT_EQ(source_refuses(made), Errc::key_mismatch);
  for (const char* const ke : {"A256KW", "RSA-OAEP-256", "ECDH-ES"}) {
    made = sealing("A256GCM", {for_target(ke)});
    made.targets.front().key = testing::symmetric("another kind", 16);
    EXPECT_EQ(source_refuses(made), Errc::key_mismatch) << ke;
  }
  made = sealing("A256GCM", {for_target("ECDH-ES")});
  made.targets.front().key = testing::public_half(testing::key_pair(crypto::KeyKind::ed25519));
  EXPECT_EQ(source_refuses(made), Errc::key_mismatch);
}

// ESF-02, ESF-03: session type and class, in the envelope and in the protected header.
TEST(EsfTarget, RefusesAnotherClassOrSessionType) {
  const Envelope envelope = sealing("A256GCM", {for_target("PSK")}).sealed().value();
  EXPECT_EQ(open(envelope, TargetDataClass::content, target_end_point()).error().code,
            Errc::invalid_value);
  Envelope moved = envelope;
  moved.target_data_class = TargetDataClass::content;
  EXPECT_EQ(target_refuses(moved), Errc::invalid_value);
  EXPECT_EQ(open(moved, TargetDataClass::content, target_end_point()).error().code,
            Errc::invalid_value);
  moved = with_header(moved, "etd", 2);
  EXPECT_EQ(open(moved, TargetDataClass::content, target_end_point()).error().code,
            Errc::authentication_failed);
  moved = envelope;
  moved.session = SessionType::sm;
  EXPECT_EQ(target_refuses(moved), Errc::invalid_value);
  EXPECT_EQ(target_refuses(with_header(envelope, "est", "Sm")), Errc::invalid_value);
  EXPECT_EQ(target_refuses(with_header(envelope, "est", "S2")), Errc::unsupported);
}

// ESF-04: what the target does not accept is refused before any key is used.
TEST(EsfTarget, RefusesAlgorithmsThatItDoesNotAccept) {
  const Envelope envelope = sealing("A128GCM", {for_target("A128KW")}).sealed().value();
  auto target = target_end_point();
  std::erase(target.accepted.ps, ps_alg_set_named("A128GCM").value());
  EXPECT_EQ(target_refuses(envelope, target), Errc::algorithm_not_allowed);
  target = target_end_point();
  std::erase(target.accepted.ke, ke_alg_set_named("A128KW").value());
  EXPECT_EQ(target_refuses(envelope, target), Errc::algorithm_not_allowed);
  EXPECT_EQ(target_refuses(with_header(envelope, "epa", "A256GCM")), Errc::algorithm_not_allowed);
  EXPECT_EQ(target_refuses(with_header(envelope, "epa", "none")), Errc::algorithm_not_allowed);
  EXPECT_EQ(target_refuses(with_header(envelope, "alg", "none")), Errc::algorithm_not_allowed);
}

TEST(EsfTarget, RefusesEveryChangeOfTheEnvelope) {
  auto made = sealing("A256GCM", {for_target("A256KW:ES256")});
  made.associated_data = "unit";
  const Envelope envelope = made.sealed().value();
  ASSERT_TRUE(open_at(target_end_point(), envelope));
  for (const char* const part : {"ciphertext", "tag", "iv", "aad"}) {
    Envelope changed = envelope;
    changed.body["ps"][part] = flipped(changed.body["ps"][part]);
    EXPECT_EQ(target_refuses(changed), Errc::authentication_failed) << part;
  }
  EXPECT_EQ(target_refuses(with_header(envelope, "esl", to_base64url(Bytes(16)))),
            Errc::authentication_failed);
  EXPECT_EQ(target_refuses(with_header(envelope, "esi", "//sp.example/cse-a/Cother")),
            Errc::authentication_failed);
  EXPECT_EQ(target_refuses(with_header(envelope, "esh", "AAAA")), Errc::authentication_failed);
  EXPECT_EQ(target_refuses(with_header(envelope, "esl", "AAAA")), Errc::malformed);
  EXPECT_EQ(target_refuses(with_header(envelope, "esi", "")), Errc::malformed);
  // Proof of the integrity of the selected sets: nothing of them can be taken out or exchanged.
  Envelope changed = envelope;
  changed.body["ke"][0]["ka"] = "A256KW";
  changed.body.erase("sig");
  changed.body.erase("crt");
  EXPECT_EQ(target_refuses(changed), Errc::authentication_failed);
  changed = envelope;
  changed.body["ke"][0]["tgt"] = kSecond;
  EXPECT_EQ(target_refuses(changed), Errc::authentication_failed);
  changed = envelope;
  changed.body["sig"] =
      sealing("A256GCM", {for_target("A256KW:ES256")}).sealed().value().body["sig"];
  EXPECT_EQ(target_refuses(changed), Errc::authentication_failed);
  changed = envelope;
  changed.body.erase("sig");
  EXPECT_EQ(target_refuses(changed), Errc::invalid_value);
}

TEST(EsfTarget, RefusesChangedMicAndSignature) {
  for (const auto& made : {sealing("HS256", {for_target("PSK")}), sealing("ES256", {})}) {
    const Envelope envelope = made.sealed().value();
    for (const char* const part : {"payload", "signature"}) {
      Envelope changed = envelope;
      changed.body["ps"][part] = flipped(changed.body["ps"][part]);
      EXPECT_EQ(target_refuses(changed), Errc::authentication_failed) << part;
    }
  }
}

// ESF-08: the key of one source says nothing of another.
TEST(EsfTarget, RefusesAKeyOfAnotherSource) {
  auto made = sealing("HS256", {for_target("PSK")});
  made.source_id = "//sp.example/cse-a/Cother";
  EXPECT_EQ(target_refuses(made.sealed().value()), Errc::authentication_failed);
}

TEST(EsfTarget, RefusesOtherKeysUnderTheSameName) {
  for (const char* const ke : {"PSK", "A256KW", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW"}) {
    auto target = target_end_point();
    for (HeldKey& held : target.keys) {
      if (const auto kind = held.key.kind()) {
        held.key = jose::Jwk::from_private(crypto::PrivateKey::generate(*kind));
      } else {
        held.key = testing::symmetric("stranger", held.key.secret()->size());
      }
    }
    const Envelope envelope = sealing("A256GCM", {for_target(ke)}).sealed().value();
    EXPECT_EQ(target_refuses(envelope, target), Errc::authentication_failed) << ke;
  }
}

TEST(EsfTarget, RefusesAKeyForAnotherUse) {
  const Envelope envelope = sealing("A256GCM", {for_target("PSK")}).sealed().value();
  auto target = target_end_point();
  for (HeldKey& held : target.keys) {
    held.use = KeyEstablishment::trusted_third_party;
  }
  EXPECT_EQ(target_refuses(envelope, target), Errc::key_not_found);
}

// ESF-26: a bad certificate ends processing.
TEST(EsfTarget, RefusesBadCertificates) {
  auto made = sealing("ES256", {});
  const Envelope good = made.sealed().value();
  auto target = target_end_point();
  target.now += std::chrono::hours{48};
  EXPECT_EQ(target_refuses(good, target), Errc::expired);
  target = target_end_point();
  target.anchors.clear();
  EXPECT_EQ(target_refuses(good, target), Errc::authentication_failed);
  target = target_end_point();
  target.source_kind = crypto::IdentityKind::cse_id;
  EXPECT_EQ(target_refuses(good, target), Errc::authentication_failed);
  made.signer = testing::signer("//sp.example/cse-a/Cother");
  EXPECT_EQ(target_refuses(made.sealed().value()), Errc::authentication_failed);
  made.signer = testing::signer();
  made.signer->key = testing::signer().key;
  EXPECT_EQ(target_refuses(made.sealed().value()), Errc::authentication_failed);
  Envelope garbled = good;
  garbled.body["crt"]["x5c"][0] = "AAAA";
  EXPECT_EQ(target_refuses(garbled), Errc::authentication_failed);
}

struct IgnoresForWhomIsSigned final : TargetPolicy {
  bool is_signed_for(std::string_view /*told*/, std::string_view /*computed*/) const override {
    return true;
  }
};

// ESF-25: a target that can decrypt cannot pass the signed content on as the source's.
TEST(EsfTarget, RefusesASignatureFromAnotherEnvelope) {
  auto made = sealing("A256GCM:ES256", {for_target("A256KW")});
  auto random = testing::make_random();
  SourceKeys first = establish(made.request(), {}, random).value();
  const TargetData data{.plaintext = as_bytes(testing::kText), .associated_data = {}};
  const PayloadRequest honest{
      .set = made.payload, .data = data, .keys = first, .signer = &*made.signer};
  first.parameters.payload = protect_payload(honest, {}, random).value();
  const jose::JwkSet key{{jose::Jwk::from_secret(first.payload_key.clone())}};
  const auto opened = jose::open_jwe_object(first.parameters.payload, key).value();
  // The same key and salt, but a set for another target.
  S1Body forged = first.parameters;
  forged.key_sets.front().target = kSecond;
  Json header = opened.protected_header.json();
  header["esh"] = digest_beside_payload(forged, {});
  jose::JweSealRequest outer;
  outer.plaintext = opened.plaintext;
  outer.protected_header = jose::Header::of(header).value();
  outer.recipients.push_back({.header = {}, .key = key.keys().data()});
  outer.serialization = jose::Serialization::flattened;
  forged.payload = Json::parse(jose::seal_jwe(outer, random).value());
  Envelope envelope{.session = SessionType::s1,
                    .target_data_class = TargetDataClass::instance,
                    .body = to_json(forged)};
  auto second = target_end_point();
  second.ids = {kSecond};
  EXPECT_EQ(target_refuses(envelope, second), Errc::authentication_failed);
  // Nothing else stands in the way.
  EXPECT_TRUE(open_at(second, envelope, IgnoresForWhomIsSigned{}));
  envelope.body = to_json(first.parameters);
  EXPECT_TRUE(open_at(target_end_point(), envelope));
}

TEST(EsfTarget, RefusesBodiesThatAreNone) {
  const Envelope good = sealing("A256GCM", {for_target("ECDH-ES")}).sealed().value();
  const auto refused_with = [&](const char* pointer, const Json& value) {
    Envelope changed = good;
    changed.body[Json::json_pointer{pointer}] = value;
    return target_refuses(changed);
  };
  EXPECT_EQ(refused_with("/more", 1), Errc::malformed);
  EXPECT_EQ(refused_with("/ke", 1), Errc::malformed);
  EXPECT_EQ(refused_with("/ke/0", 1), Errc::malformed);
  EXPECT_EQ(refused_with("/ke/0/ka", "none"), Errc::algorithm_not_allowed);
  EXPECT_EQ(refused_with("/ke/0/jwe", "x"), Errc::malformed);
  EXPECT_EQ(refused_with("/ke/0/tgt", 1), Errc::malformed);
  EXPECT_EQ(refused_with("/crt", Json{{"kid", "x"}, {"x5c", Json::array()}}), Errc::malformed);
  EXPECT_EQ(refused_with("/crt", Json{{"kid", "x"}, {"x5c", Json::array({1})}}), Errc::malformed);
  EXPECT_EQ(refused_with("/ps", "x"), Errc::malformed);
  EXPECT_EQ(refused_with("/ps/protected", "x"), Errc::malformed);
  EXPECT_EQ(refused_with("/ps/aad", 1), Errc::malformed);
  Json many = Json::array();
  for (std::size_t i = 0; i <= kMaxKeySets; ++i) {
    many.push_back(good.body["ke"][0]);
  }
  EXPECT_EQ(refused_with("/ke", many), Errc::too_large);
}

}  // namespace
}  // namespace plumbline::esf
