// ESD-13, TR-0012 clause 7.1.1.4.2.3: an intermediary that reads a signed document and writes it
// anew changes octets; what keeps the canonical form still verifies, what changes it does not.

#include "support.hpp"

#include <gmock/gmock.h>

#include <utility>

namespace plumbline::xmlsec {
namespace {

using testing::replaced;

class Reserialized : public ::testing::TestWithParam<SignatureForm> {
 protected:
  Reserialized() {
    SignRequest request{.input = as_bytes(testing::kDocument), .form = GetParam(), .key = &key_};
    if (GetParam() == SignatureForm::detached) {
      request.ids = {"pc"};
    }
    document_ = sign(request).value();
    content_ = verify(document_, {&key_, 1}).value().content;
  }

  void expect_same(const std::string& document) const {
    ASSERT_NE(document, document_);
    const auto verified = verify(document, {&key_, 1});
    ASSERT_TRUE(verified) << to_string(verified.error()) << "\n" << document;
    EXPECT_EQ(as_text(verified.value().content), as_text(content_));
  }

  void expect_broken(const std::string& document) const {
    ASSERT_NE(document, document_);
    EXPECT_EQ(testing::refusal(verify(document, {&key_, 1})), "authentication_failed") << document;
  }

  Key key_ = testing::secret_key(32);
  std::string document_;
  Bytes content_;
};

INSTANTIATE_TEST_SUITE_P(Xml,
                         Reserialized,
                         ::testing::Values(SignatureForm::enveloping,
                                           SignatureForm::enveloped,
                                           SignatureForm::detached));

TEST_P(Reserialized, SameCanonicalFormVerifies) {
  expect_same("<?xml version='1.0' encoding='UTF-8'?>\n" + document_ + "\n");
  expect_same(replaced(document_, R"(b="2" a="1")", R"(a="1"   b='2')"));
  expect_same(replaced(document_, R"(Id="pc")", "\n  Id = \"pc\"\n"));
  expect_same(replaced(document_, "</con>", "</con  >"));
  expect_same(replaced(document_, "sensor &amp; more", "sens&#111;r &#x26; <![CDATA[more]]>"));
  expect_same(replaced(document_, "<!-- note -->", ""));
  expect_same(replaced(document_, "<con>", "<con><!-- another -->"));
  // Exclusive: declarations that are not used may go, come, and move.
  expect_same(replaced(document_, R"( xmlns:u="urn:unused")", ""));
  expect_same(replaced(document_, "<pc ", R"(<pc xmlns:v="urn:v" )"));
  expect_same(replaced(document_,
                       R"(<ds:DigestMethod )",
                       R"(<ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" )"));
  const std::string method = testing::between(document_, "<ds:DigestMethod ", "/>");
  expect_same(replaced(document_,
                       "<ds:DigestMethod " + method + "/>",
                       "<ds:DigestMethod " + method + "></ds:DigestMethod>"));
  expect_same(replaced(document_, "<ds:SignatureValue>", "<ds:SignatureValue>\n "));
}

TEST_P(Reserialized, AnotherCanonicalFormDoesNot) {
  expect_broken(replaced(document_, "<con>", "<con> "));
  expect_broken(replaced(document_, "sensor", "Sensor"));
  expect_broken(replaced(document_, R"(a="1")", R"(a="01")"));
  expect_broken(replaced(document_, R"(a="1")", R"(a="1" c="")"));
  expect_broken(replaced(document_, "<con>", "<x/><con>"));
  expect_broken(replaced(document_, "<con>", "<?p i?><con>"));
  expect_broken(replaced(document_, "<ds:Reference ", "\n<ds:Reference "));
  expect_broken(
      replaced(replaced(document_, "<con>", R"(<x:con xmlns:x="urn:x">)"), "</con>", "</x:con>"));
}

TEST_P(Reserialized, EveryOctetCounts) {
  for (std::size_t i = 0; i < document_.size(); ++i) {
    std::string changed = document_;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto verified = verify(changed, {&key_, 1});
    // What is not signed (prefixes and comments here and there) may change, the content never.
    if (verified) {
      EXPECT_EQ(as_text(verified.value().content), as_text(content_)) << i << ": " << changed;
    }
  }
}

TEST_P(Reserialized, EveryCharacterOfTheValuesCounts) {
  for (const std::string_view element : {"SignatureValue", "DigestValue"}) {
    const std::string begin = "<ds:" + std::string{element} + ">";
    const std::size_t from = document_.find(begin) + begin.size();
    const std::size_t size = testing::between(document_, begin, "<").size();
    for (std::size_t i = from; i < from + size; ++i) {
      std::string changed = document_;
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      EXPECT_FALSE(verify(changed, {&key_, 1})) << changed;
      EXPECT_FALSE(
          verify(replaced(document_, document_.substr(i, from + size - i), ""), {&key_, 1}));
    }
  }
}

// C14N 1.0 has no form for these, so neither can be signed.
TEST(Canonicalization, RelativeNamespaceHasNone) {
  const Key key = testing::secret_key(32);
  EXPECT_EQ(testing::refusal(sign({.input = as_bytes(R"(<a xmlns="b"/>)"), .key = &key})),
            "malformed");
}

}  // namespace
}  // namespace plumbline::xmlsec
