#include "plumbline/harness/redactor.hpp"

#include "plumbline/crypto/random.hpp"

#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

Bytes secret_octets() {
  Bytes secret;
  for (std::uint8_t i = 0; i < 32; ++i) {
    secret.push_back(static_cast<std::uint8_t>(i * 7 + 200));
  }
  return secret;
}

Redactor with_secret() {
  Redactor redactor{new_run_key()};
  redactor.add(secret_octets(), "kv");
  return redactor;
}

class EveryForm : public testing::TestWithParam<std::string> {};

TEST_P(EveryForm, IsReplacedByATokenOfTheSameLength) {
  const std::string text = "before \"" + GetParam() + "\" after";

  const std::string redacted = with_secret().redact(text);

  EXPECT_EQ(redacted.size(), text.size());
  EXPECT_EQ(redacted.find(GetParam()), std::string::npos);
  EXPECT_EQ(redacted.substr(0, 8), "before \"");
  EXPECT_EQ(redacted.substr(redacted.size() - 7), "\" after");
  EXPECT_NE(redacted.find("withheld."), std::string::npos) << redacted;
}

INSTANTIATE_TEST_SUITE_P(Text,
                         EveryForm,
                         testing::Values(std::string{as_text(secret_octets())},
                                         to_hex(secret_octets()),
                                         to_upper_hex(secret_octets()),
                                         to_base64(secret_octets()),
                                         to_base64url(secret_octets())));

TEST(Redactor, FindsBase64AtEveryAlignmentAndOneLevelDown) {
  const Redactor redactor = with_secret();
  for (std::size_t before = 0; before < 6; ++before) {
    Bytes octets(before, 'x');
    const Bytes secret = secret_octets();
    octets.insert(octets.end(), secret.begin(), secret.end());
    octets.insert(octets.end(), {'y', 'z'});
    const std::string inner = to_base64(secret).substr(4, 36);
    EXPECT_NE(redactor.redact(to_base64(octets)), to_base64(octets)) << before;
    EXPECT_NE(redactor.redact(to_base64url(octets)), to_base64url(octets)) << before;
    const std::string wrapped = to_base64(as_bytes("{\"kv\":\"" + to_hex(secret) + "\"}"));
    EXPECT_EQ(redactor.redact(wrapped).find(wrapped), std::string::npos);
  }
}

TEST(Redactor, LearnsSecretsFromTheirPlace) {
  Redactor redactor{new_run_key()};
  const Json answer{{"pc", {{"sec:skr", {{"kv", to_base64(secret_octets())}, {"suid", 34}}}}}};

  redactor.add_by_structure(answer);

  EXPECT_EQ(redactor.redactions().size(), 1U);
  EXPECT_EQ(redactor.redact(to_hex(secret_octets())).find(to_hex(secret_octets())),
            std::string::npos);
  EXPECT_EQ(redactor.redact(answer)["pc"]["sec:skr"]["suid"], 34);
}

TEST(Redactor, GivesEqualSecretsEqualTokensAndOthersOthers) {
  const auto run_key = new_run_key();
  Redactor first{run_key};
  Redactor second{run_key};
  Redactor other_run{new_run_key()};
  for (Redactor* redactor : {&first, &second, &other_run}) {
    redactor->add(secret_octets(), "kv");
  }
  const std::string text = to_base64(secret_octets());

  EXPECT_EQ(first.redact(text), second.redact(text));
  EXPECT_NE(first.redact(text), other_run.redact(text));
}

TEST(Redactor, LeavesEverythingElseAlone) {
  const std::string text = "POST /-/ HTTP/1.1\r\nX-M2M-RI: plb-0011223344556677-deadbeef\r\n\r\n{}";
  EXPECT_EQ(with_secret().redact(text), text);
}

}  // namespace
}  // namespace plumbline::harness
