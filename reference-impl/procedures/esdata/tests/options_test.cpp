// Every protection option of TS-0003 table 8.5.2.1-1 in every form.

#include "samples.hpp"

#include <gtest/gtest.h>

#include <tuple>

namespace plumbline::esdata {
namespace {

using testing::pair;
using testing::symmetric;

struct Option {
  std::string name;
  SealRequest request;
  std::vector<HeldCredential> held;
  std::string opened_with;
  std::vector<std::string> verified_by;
  SourceAuthentication source{};
};

Option encrypted_with(int suid, jose::JweAlg alg, std::size_t octets) {
  const Credential key = symmetric("e", suid, octets);
  return {.name = std::to_string(suid) + std::string{name_of(alg)},
          .request = testing::encryption({{.credential = key, .alg = alg}}),
          .held = {{.credential = key}},
          .opened_with = "e",
          .verified_by = {},
          .source = SourceAuthentication::symmetric};
}

Option encrypted_to(crypto::KeyKind kind, jose::JweAlg alg) {
  const auto keys = pair("c", 44, kind);
  return {.name = "44" + std::string{name_of(alg)},
          .request = testing::encryption({{.credential = keys.others, .alg = alg}}),
          .held = {{.credential = keys.own}},
          .opened_with = "c",
          .verified_by = {},
          .source = SourceAuthentication::none};
}

Option vouched_with(int suid, jose::JwsAlg alg) {
  const Credential key = symmetric("m", suid, 64);
  return {.name = std::to_string(suid) + std::string{name_of(alg)},
          .request = testing::signature({{.credential = key, .alg = alg}}),
          .held = {{.credential = key}},
          .opened_with = "",
          .verified_by = {"m"},
          .source = SourceAuthentication::symmetric};
}

Option signed_with(crypto::KeyKind kind, jose::JwsAlg alg) {
  const auto keys = pair("s", 45, kind);
  return {.name = "45" + std::string{name_of(alg)},
          .request = testing::signature({{.credential = keys.own, .alg = alg}}),
          .held = {{.credential = keys.others}},
          .opened_with = "",
          .verified_by = {"s"},
          .source = SourceAuthentication::non_repudiable};
}

/// A digital signature inside what the option encrypts.
Option nested(Option outer) {
  const Option inner = signed_with(crypto::KeyKind::ec_p256, jose::JwsAlg::es256);
  outer.name = "nested" + outer.name;
  outer.request.security_class = SecurityClass::nested;
  outer.request.signers = inner.request.signers;
  outer.held.push_back(inner.held.front());
  outer.verified_by = inner.verified_by;
  outer.source = inner.source;
  return outer;
}

std::vector<Option> encrypting() {
  using crypto::KeyKind;
  using jose::JweAlg;
  return {encrypted_with(14, JweAlg::dir, 32),
          encrypted_with(14, JweAlg::a128kw, 16),
          encrypted_with(24, JweAlg::a192kw, 24),
          encrypted_with(34, JweAlg::a256kw, 32),
          encrypted_with(34, JweAlg::a128kw, 32),  // longer than it needs
          encrypted_to(KeyKind::rsa, JweAlg::rsa_oaep_256),
          encrypted_to(KeyKind::ec_p256, JweAlg::ecdh_es_a128kw),
          encrypted_to(KeyKind::ec_p384, JweAlg::ecdh_es_a192kw),
          encrypted_to(KeyKind::ec_p521, JweAlg::ecdh_es_a256kw)};
}

std::vector<Option> every_option() {
  using crypto::KeyKind;
  using jose::JwsAlg;
  std::vector<Option> options = encrypting();
  for (Option& option : encrypting()) {
    options.push_back(nested(std::move(option)));
  }
  for (const auto& [suid, alg] :
       {std::pair{15, JwsAlg::hs256}, {25, JwsAlg::hs384}, {35, JwsAlg::hs512}}) {
    options.push_back(vouched_with(suid, alg));
  }
  options.push_back(signed_with(KeyKind::ec_p256, JwsAlg::es256));
  options.push_back(signed_with(KeyKind::ec_p384, JwsAlg::es384));
  options.push_back(signed_with(KeyKind::ec_p521, JwsAlg::es512));
  for (const JwsAlg alg : {JwsAlg::rs256, JwsAlg::rs384, JwsAlg::rs512}) {
    options.push_back(signed_with(KeyKind::rsa, alg));
  }
  return options;
}

/// XML Encryption protects no MimeType.
std::string protected_type(Form form, SecurityClass made) {
  const bool is_xml = form == Form::xml || form == Form::xml_base64;
  return is_xml && made == SecurityClass::encryption_only ? "" : "application/json";
}

class ProtectionOption : public ::testing::TestWithParam<Form> {};

TEST_P(ProtectionOption, GoesThereAndBack) {
  for (Option& option : every_option()) {
    SCOPED_TRACE(option.name);
    option.request.form = GetParam();
    const SecurityClass made = option.request.security_class;
    const Envelope envelope = testing::sealed(option.request);
    const auto opened = testing::open_with(envelope, option.held, made);
    ASSERT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ(opened.value().security_class, made);
    EXPECT_EQ(as_text(opened.value().plaintext), testing::kText);
    EXPECT_EQ(opened.value().type, protected_type(GetParam(), made));
    EXPECT_EQ(opened.value().opened_with, option.opened_with);
    EXPECT_EQ(opened.value().verified_by, option.verified_by);
    EXPECT_EQ(opened.value().source, option.source);
  }
}

INSTANTIATE_TEST_SUITE_P(Forms,
                         ProtectionOption,
                         ::testing::Values(Form::jose_compact,
                                           Form::jose_json,
                                           Form::jose_json_base64,
                                           Form::xml,
                                           Form::xml_base64));

}  // namespace
}  // namespace plumbline::esdata
