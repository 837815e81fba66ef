#include "plumbline/esf/selection.hpp"

#include <gtest/gtest.h>

namespace plumbline::esf {
namespace {

AlgorithmSets sets(std::initializer_list<const char*> ke, std::initializer_list<const char*> ps) {
  AlgorithmSets made;
  for (const char* const name : ke) {
    made.ke.push_back(ke_alg_set_named(name).value());
  }
  for (const char* const name : ps) {
    made.ps.push_back(ps_alg_set_named(name).value());
  }
  return made;
}

TargetProfile target(AlgorithmSets supported) {
  auto credentials = supported.ke;
  return {.id = "t", .supported = std::move(supported), .credentials = std::move(credentials)};
}

std::string chosen(const SourceProfile& source,
                   const std::vector<TargetProfile>& targets,
                   const Demand& demand = {}) {
  const auto choice = choose_algorithm_sets(source, targets, demand);
  if (!choice) {
    return std::string{name_of(choice.error().code)};
  }
  std::string text = name_of(choice.value().ps);
  for (const KeAlgSet& set : choice.value().ke) {
    text += " " + name_of(set);
  }
  return text;
}

// ESF-21: the source's order decides among what all support.
TEST(EsfSelection, FollowsTheSourcesOrder) {
  const SourceProfile source{.supported = sets({"ECDH-ES", "A256KW"}, {"A256GCM", "A128GCM"}),
                             .signatures = {}};
  const auto weak = target(sets({"A256KW"}, {"A128GCM"}));
  const auto able = target(sets({"A256KW", "ECDH-ES"}, {"A128GCM", "A256GCM"}));
  EXPECT_EQ(chosen(source, {able}), "A256GCM ECDH-ES");
  EXPECT_EQ(chosen(source, {weak}), "A128GCM A256KW");
  // Key agreement is for one target only.
  EXPECT_EQ(chosen(source, {able, able}), "A256GCM A256KW A256KW");
  EXPECT_EQ(chosen(source, {weak, able}), "A128GCM A256KW A256KW");
}

TEST(EsfSelection, TakesCredentialsIntoAccount) {
  const SourceProfile source{.supported = sets({"PSK", "A256KW", "RSA-OAEP-256"}, {"A256GCM"}),
                             .signatures = {}};
  auto without_psk = target(sets({"PSK", "A256KW", "RSA-OAEP-256"}, {"A256GCM"}));
  without_psk.credentials = {ke_alg_set_named("RSA-OAEP-256").value()};
  const auto with_all = target(sets({"PSK", "A256KW", "RSA-OAEP-256"}, {"A256GCM"}));
  EXPECT_EQ(chosen(source, {with_all}), "A256GCM PSK");
  EXPECT_EQ(chosen(source, {with_all, with_all}), "A256GCM PSK");
  EXPECT_EQ(chosen(source, {without_psk}), "A256GCM RSA-OAEP-256");
  EXPECT_EQ(chosen(source, {with_all, without_psk}), "A256GCM A256KW RSA-OAEP-256");
}

TEST(EsfSelection, KeepsTheDemandedLevelAndClass) {
  const SourceProfile source{.supported = sets({"RSA-OAEP-256", "A256KW"},
                                               {"A128GCM", "A256GCM", "A256GCM:ES256", "ES256"}),
                             .signatures = {jose::JwsAlg::es256}};
  const auto able = target(source.supported);
  EXPECT_EQ(chosen(source, {able}), "A128GCM RSA-OAEP-256");
  EXPECT_EQ(chosen(source, {able}, {.payload = {}, .strength = 128}), "A128GCM A256KW");
  EXPECT_EQ(chosen(source, {able}, {.payload = {}, .strength = 192}), "A256GCM A256KW");
  EXPECT_EQ(chosen(source, {able}, {.payload = PayloadSecurity::signature, .strength = 128}),
            "ES256");
  EXPECT_EQ(chosen(source, {able}, {.payload = PayloadSecurity::aead_signature, .strength = 0}),
            "A256GCM:ES256 RSA-OAEP-256");
  EXPECT_EQ(chosen(source, {able}, {.payload = PayloadSecurity::mic, .strength = 0}), "not_found");
  EXPECT_EQ(chosen(source, {able}, {.payload = PayloadSecurity::signature, .strength = 192}),
            "not_found");
}

TEST(EsfSelection, SignsOnlyWithAKeyForIt) {
  SourceProfile source{.supported = sets({"A256KW:ES256", "A256KW"}, {"ES256", "A256GCM"}),
                       .signatures = {}};
  const auto able = target(source.supported);
  EXPECT_EQ(chosen(source, {able}), "A256GCM A256KW");
  source.signatures = {jose::JwsAlg::es256};
  EXPECT_EQ(chosen(source, {able}), "ES256");
  source.supported.ps.erase(source.supported.ps.begin());
  EXPECT_EQ(chosen(source, {able}), "A256GCM A256KW:ES256");
  EXPECT_EQ(chosen(source, {able, able}), "A256GCM A256KW:ES256 A256KW:ES256");
  // All key sets are signed, or none.
  EXPECT_EQ(chosen(source, {able, target(sets({"A256KW"}, {"A256GCM"}))}), "A256GCM A256KW A256KW");
}

// A payload set with a secret key forces key establishment.
TEST(EsfSelection, WithoutACommonSetThereIsNoEnvelope) {
  const SourceProfile source{.supported = sets({"A256KW"}, {"A256GCM"}), .signatures = {}};
  EXPECT_EQ(chosen(source, {target(sets({"A128KW"}, {"A256GCM"}))}), "not_found");
  EXPECT_EQ(chosen(source, {target(sets({"A256KW"}, {"A128GCM"}))}), "not_found");
  EXPECT_EQ(chosen(source, {}), "invalid_value");
}

}  // namespace
}  // namespace plumbline::esf
