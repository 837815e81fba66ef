// What S1 carries, and what a target learns of its source.

#include "world.hpp"

#include <gtest/gtest.h>

#include <set>

namespace plumbline::esf {
namespace {

using testing::for_target;
using testing::kFirst;
using testing::kGroup;
using testing::kSecond;
using testing::kSource;
using testing::kText;
using testing::open_at;
using testing::sealing;
using testing::target_end_point;

std::string text_of(const Bytes& octets) {
  return std::string{as_text(octets)};
}

// ESF-05, ESF-06, ESF-29: each payload class with each key establishment class.
TEST(EsfExchange, EveryOptionArrives) {
  for (const char* const ke : {"TTP",
                               "PSK",
                               "A128KW",
                               "A192KW",
                               "A256KW",
                               "RSA-OAEP-256",
                               "ECDH-ES+A128KW",
                               "ECDH-ES+A192KW",
                               "ECDH-ES+A256KW",
                               "ECDH-ES"}) {
    for (const char* const ps : {"HS256", "A128GCM", "A192GCM", "A256GCM", "A256GCM:ES256"}) {
      const auto envelope = sealing(ps, {for_target(ke)}).sealed();
      ASSERT_TRUE(envelope) << ke << ' ' << ps << ' ' << envelope.error().detail;
      const auto opened = open_at(target_end_point(), envelope.value());
      ASSERT_TRUE(opened) << ke << ' ' << ps << ' ' << opened.error().detail;
      const VerifiedData& data = opened.value().data;
      const bool encrypts = opened.value().payload.enc.has_value();
      EXPECT_EQ(text_of(encrypts ? data.plaintext : data.associated_data), kText);
      EXPECT_TRUE((encrypts ? data.associated_data : data.plaintext).empty());
      EXPECT_EQ(opened.value().source_id, kSource);
      EXPECT_EQ(opened.value().target, kFirst);
    }
  }
}

TEST(EsfExchange, ASignatureAloneTakesNoKeyEstablishment) {
  const Envelope envelope = sealing("ES256", {}).sealed().value();
  EXPECT_TRUE(envelope.body.at("ke").empty());
  const Opened opened = open_at(target_end_point(), envelope).value();
  EXPECT_EQ(text_of(opened.data.associated_data), kText);
  EXPECT_EQ(opened.source, SourceAssurance::non_repudiable);
}

TEST(EsfExchange, AssociatedDataGoesWithEncryption) {
  for (const char* const ps : {"A256GCM", "A256GCM:ES256"}) {
    auto made = sealing(ps, {for_target("PSK")});
    made.associated_data = "unit: C";
    const Opened opened = open_at(target_end_point(), made.sealed().value()).value();
    EXPECT_EQ(text_of(opened.data.plaintext), kText);
    EXPECT_EQ(text_of(opened.data.associated_data), "unit: C");
  }
}

// ESF-07, ESF-30: each target finds its set, by its own identifier or one of its groups.
TEST(EsfExchange, SeveralTargetsEachFindTheirSet) {
  const Envelope envelope = sealing("A256GCM",
                                    {for_target("A256KW"),
                                     for_target("RSA-OAEP-256", kSecond),
                                     for_target("ECDH-ES+A128KW", kGroup)})
                                .sealed()
                                .value();
  auto member = target_end_point(kGroup);
  member.ids = {"//sp.example/cse-b/Cmember", kGroup};
  for (const auto& [target, set] : {std::pair{target_end_point(kFirst), kFirst},
                                    std::pair{target_end_point(kSecond), kSecond},
                                    std::pair{member, kGroup}}) {
    const Opened opened = open_at(target, envelope).value();
    EXPECT_EQ(text_of(opened.data.plaintext), kText);
    EXPECT_EQ(opened.target, set);
  }
  EXPECT_EQ(open_at(target_end_point("//sp.example/cse-b/Cother"), envelope).error().code,
            Errc::key_not_found);
}

// ESF-25, ESF-28: what a target may say of the source.
TEST(EsfExchange, TheSourceIsAsSureAsItsKeyIs) {
  const auto source_with =
      [](const std::string& ps, const std::string& ke, std::size_t targets = 1) {
        auto target = target_end_point();
        for (HeldKey& key : target.keys) {
          key.targets = targets;
        }
        return open_at(target, sealing(ps, {for_target(ke)}).sealed().value()).value().source;
      };
  EXPECT_EQ(source_with("HS256", "PSK"), SourceAssurance::authenticated);
  EXPECT_EQ(source_with("A256GCM", "TTP"), SourceAssurance::authenticated);
  EXPECT_EQ(source_with("HS256", "PSK", 2), SourceAssurance::unauthenticated);
  EXPECT_EQ(source_with("A256GCM", "A256KW"), SourceAssurance::unauthenticated);
  EXPECT_EQ(source_with("A256GCM", "ECDH-ES"), SourceAssurance::unauthenticated);
  EXPECT_EQ(source_with("A256GCM", "A256KW:ES256"), SourceAssurance::authenticated);
  EXPECT_EQ(source_with("HS256", "ECDH-ES:ES256"), SourceAssurance::authenticated);
  EXPECT_EQ(source_with("A256GCM", "A256KW:ES256", 2), SourceAssurance::unauthenticated);
  EXPECT_EQ(source_with("A256GCM:ES256", "PSK", 2), SourceAssurance::non_repudiable);
  EXPECT_EQ(source_with("A256GCM:ES256", "A256KW"), SourceAssurance::non_repudiable);
}

TEST(EsfExchange, ASignedKeyForSeveralTargetsAuthenticatesNobody) {
  const Envelope envelope =
      sealing("A256GCM", {for_target("A256KW:ES256"), for_target("A256KW:ES256", kSecond)})
          .sealed()
          .value();
  EXPECT_EQ(open_at(target_end_point(), envelope).value().source, SourceAssurance::unauthenticated);
}

TEST(EsfExchange, AKeyOfUnknownSourceAuthenticatesNobody) {
  auto target = target_end_point();
  for (HeldKey& key : target.keys) {
    key.source.clear();
  }
  const Envelope envelope = sealing("HS256", {for_target("PSK")}).sealed().value();
  EXPECT_EQ(open_at(target, envelope).value().source, SourceAssurance::unauthenticated);
}

// ESF-26: the certificate comes in the envelope or from a Facilitator.
TEST(EsfExchange, TheCertificateMayComeFromAFacilitator) {
  auto made = sealing("ES256", {});
  auto target = target_end_point();
  target.certificates = {{.id = made.signer->id, .chain = made.signer->chain}};
  made.signer->chain.clear();
  const Envelope envelope = made.sealed().value();
  EXPECT_EQ(open_at(target, envelope).value().source, SourceAssurance::non_repudiable);
  EXPECT_EQ(open_at(target_end_point(), envelope).error().code, Errc::key_not_found);
}

// ESF-02: keys differ by envelope, session type, class and source.
TEST(EsfExchange, KeysDiffer) {
  std::set<std::string> keys;
  auto made = sealing("A256GCM", {for_target("PSK")});
  auto random = testing::make_random();
  const auto add = [&] {
    keys.insert(to_hex(establish(made.request(), {}, random).value().payload_key.expose()));
  };
  add();
  add();
  made.target_data_class = TargetDataClass::content;
  add();
  made.source_id = "//sp.example/cse-a/Cother";
  add();
  EXPECT_EQ(keys.size(), 4);
}

TEST(EsfExchange, ThePayloadKeyIsTheDerivedOne) {
  const auto made = sealing("A256GCM", {for_target("PSK")});
  FixedInputs fixed;
  fixed.salt = Bytes(16, 0x5A);
  auto random = testing::make_random();
  const SourceKeys keys = establish(made.request(), fixed, random).value();
  const auto expected = keys::derive_esf_key({.key = made.targets.front().key.secret()->expose(),
                                              .session_type = SessionType::s1,
                                              .target_data_class = 3,
                                              .source_id = kSource,
                                              .salt = *fixed.salt})
                            .value();
  EXPECT_TRUE(keys.payload_key == expected);
}

// ESF-20: payload security takes established keys, and nothing else.
TEST(EsfExchange, KeyEstablishmentMayRunElsewhere) {
  const auto made = sealing("A256GCM", {for_target("A256KW")});
  auto random = testing::make_random();
  SourceKeys keys = establish(made.request(), {}, random).value();
  keys.parameters.payload =
      protect_payload({.set = made.payload,
                       .data = {.plaintext = as_bytes(kText), .associated_data = {}},
                       .keys = keys},
                      {},
                      random)
          .value();
  const TargetPolicy policy;
  const TargetKeys recovered =
      recover(keys.context, made.payload, keys.parameters, target_end_point(), policy).value();
  EXPECT_TRUE(recovered.payload_key == keys.payload_key);
  const VerifiedData data = verify_payload({.context = keys.context,
                                            .set = made.payload,
                                            .body = keys.parameters,
                                            .keys = recovered},
                                           policy)
                                .value();
  EXPECT_EQ(text_of(data.plaintext), kText);
}

TEST(EsfExchange, AnEnvelopeSurvivesItsText) {
  const Envelope envelope = sealing("A256GCM:ES256", {for_target("ECDH-ES")}).sealed().value();
  const auto parsed = parse_envelope(to_json(envelope).dump(2)).value();
  EXPECT_TRUE(open_at(target_end_point(), parsed));
}

TEST(EsfExchange, AThousandTargets) {
  std::vector<KeyTarget> targets;
  for (int i = 0; i < 999; ++i) {
    targets.push_back(for_target("A128KW", "//sp.example/C" + std::to_string(i)));
  }
  targets.push_back(for_target("A128KW"));
  const Envelope envelope = sealing("A256GCM", targets).sealed().value();
  const auto parsed = parse_envelope(json_text(to_json(envelope))).value();
  EXPECT_EQ(open_at(target_end_point(), parsed).value().target, kFirst);
  targets.resize(1025, targets.front());
  EXPECT_EQ(sealing("A256GCM", targets).sealed().error().code, Errc::too_large);
}

}  // namespace
}  // namespace plumbline::esf
