// Signature wrapping in its classical forms, and all else that makes a verifier look at other nodes
// than a reader: what verify() returns is what was signed, or there is nothing.

#include "support.hpp"

#include <gmock/gmock.h>

#include <utility>

namespace plumbline::xmlsec {
namespace {

using testing::between;
using testing::refusal;
using testing::replaced;

constexpr std::string_view kDocument = R"(<r><a Id="a">pay 1</a><b Id="b"/></r>)";

class Wrapping : public ::testing::Test {
 protected:
  [[nodiscard]] std::string made(SignatureForm form, std::vector<std::string> ids = {}) const {
    return sign({.input = as_bytes(kDocument), .form = form, .ids = std::move(ids), .key = &key_})
        .value();
  }

  [[nodiscard]] std::string verdict(const std::string& document,
                                    const VerifyOptions& options = {}) const {
    return refusal(verify(document, {&key_, 1}, options));
  }

  Key key_ = testing::secret_key(32);
};

/// The element with both of its tags.
std::string element(const std::string& document, std::string_view name) {
  const std::string open = "<" + std::string{name};
  const std::string close = "</" + std::string{name} + ">";
  return open + between(document, open, close) + close;
}

TEST_F(Wrapping, TheTwinsVerify) {
  for (const auto& [form, ids] : {std::pair{SignatureForm::enveloping, std::vector<std::string>{}},
                                  {SignatureForm::enveloped, {}},
                                  {SignatureForm::detached, {"a"}},
                                  {SignatureForm::detached, {"b", "a"}}}) {
    EXPECT_EQ(verdict(made(form, ids), {.form = form, .ids = ids}), "");
  }
}

TEST_F(Wrapping, DuplicateId) {
  const std::string document = made(SignatureForm::detached, {"a"});
  EXPECT_EQ(verdict(replaced(document, "<a Id", R"(<a Id="a">pay 9</a><a Id)")), "malformed");
  EXPECT_EQ(verdict(replaced(document, "</r>", R"(<x><a Id="a">pay 9</a></x></r>)")), "malformed");
}

TEST_F(Wrapping, SignedElementMovedAway) {
  const std::string document = made(SignatureForm::detached, {"a"});
  const std::string original = element(document, "a");
  // Into a wrapper beside a forged one, into the signature, and around the forged one.
  EXPECT_EQ(verdict(replaced(document, original, R"(<a Id="z">pay 9</a><x>)" + original + "</x>")),
            "not_found");
  const std::string without = replaced(document, original, R"(<a Id="z">pay 9</a>)");
  EXPECT_EQ(
      verdict(replaced(
          without, "</ds:Signature>", "<ds:Object>" + original + "</ds:Object></ds:Signature>")),
      "not_found");
  EXPECT_EQ(verdict("<r><a Id=\"z\">pay 9</a>" + document + "</r>"), "malformed");
  // Another element is forged beside the signed one: only the signed one is returned.
  const auto verified =
      verify(replaced(document, original, R"(<a Id="z">pay 9</a>)" + original), {&key_, 1});
  ASSERT_TRUE(verified);
  EXPECT_EQ(as_text(verified.value().content), original);
}

TEST_F(Wrapping, EnvelopedDocumentMovedAway) {
  const std::string document = made(SignatureForm::enveloped);
  const std::string signature = element(document, "ds:Signature");
  const std::string inner = replaced(document, signature, "");
  EXPECT_EQ(verdict("<r><a>pay 9</a>" + signature + "<x>" + inner + "</x></r>"),
            "authentication_failed");
  EXPECT_EQ(verdict("<r><a>pay 9</a>" + document + "</r>"), "malformed");
  EXPECT_EQ(verdict(replaced(document, signature, signature + signature)), "malformed");
  EXPECT_EQ(verdict(replaced(document, signature, signature + "<a>pay 9</a>")),
            "authentication_failed");
  // The enveloped signature is left out as a whole: nothing may hide in it.
  EXPECT_EQ(verdict(replaced(document, "</ds:Signature>", "<a>pay 9</a></ds:Signature>")),
            "malformed");
  EXPECT_EQ(verdict(replaced(document, "</ds:Signature>", "pay 9</ds:Signature>")), "malformed");
}

TEST_F(Wrapping, EnvelopingObjects) {
  const std::string document = made(SignatureForm::enveloping);
  const std::string object = element(document, "ds:Object");
  EXPECT_EQ(verdict(replaced(document, object, "<ds:Object><r>pay 9</r></ds:Object>" + object)),
            "malformed");
  EXPECT_EQ(verdict(replaced(document, object, object + "<ds:Object><r>pay 9</r></ds:Object>")),
            "malformed");
  EXPECT_EQ(verdict(replaced(document, object, "<ds:Object>" + object + "</ds:Object>")),
            "not_found");
  EXPECT_EQ(verdict(document + "<x/>"), "malformed");
}

TEST_F(Wrapping, ReferencesAreThoseExpected) {
  const std::string document = made(SignatureForm::detached, {"a", "b"});
  EXPECT_EQ(verdict(document, {.ids = {"a"}}), "invalid_value");
  EXPECT_EQ(verdict(document, {.ids = {"b", "a"}}), "invalid_value");
  EXPECT_EQ(verdict(document, {.form = SignatureForm::enveloped}), "invalid_value");
  EXPECT_EQ(verdict(document, {.references = 1}), "too_large");
  const std::string reference =
      "<ds:Reference " + between(document, "<ds:Reference ", "</ds:Reference>") + "</ds:Reference>";
  EXPECT_EQ(verdict(replaced(document, reference, "")), "authentication_failed");
  EXPECT_EQ(verdict(replaced(document, reference, reference + reference)), "malformed");
  const std::string one = made(SignatureForm::detached, {"a"});
  EXPECT_EQ(verdict(replaced(one, element(one, "ds:Reference"), "")), "malformed");
}

TEST_F(Wrapping, ReferencesStayWithin) {
  const std::string document = made(SignatureForm::detached, {"a"});
  for (const std::string_view uri : {"file:///etc/passwd",
                                     "http://127.0.0.1/",
                                     "x.xml#a",
                                     "#xpointer(/)",
                                     "#xpointer(id('a'))",
                                     "#"}) {
    const std::string changed =
        replaced(document, "URI=\"#a\"", "URI=\"" + std::string{uri} + "\"");
    EXPECT_THAT(verdict(changed), ::testing::AnyOf("unsupported", "not_found")) << uri;
  }
  EXPECT_EQ(verdict(replaced(document, " URI=\"#a\"", "")), "malformed");
  EXPECT_EQ(verdict(replaced(document, "URI=\"#a\"", "URI=\"\"")), "algorithm_not_allowed");
}

TEST_F(Wrapping, TransformsAreTwo) {
  const std::string document = made(SignatureForm::detached, {"a"});
  const std::string transform = "<ds:Transform " + between(document, "<ds:Transform ", "/>") + "/>";
  for (const std::string_view uri : {"http://www.w3.org/TR/1999/REC-xslt-19991116",
                                     "http://www.w3.org/TR/1999/REC-xpath-19991116",
                                     "http://www.w3.org/2002/06/xmldsig-filter2",
                                     "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
                                     "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
                                     "http://www.w3.org/2000/09/xmldsig#base64"}) {
    const std::string other = "<ds:Transform Algorithm=\"" + std::string{uri} + "\"/>";
    EXPECT_EQ(verdict(replaced(document, transform, other)), "algorithm_not_allowed") << uri;
    EXPECT_EQ(verdict(replaced(document, transform, transform + other)), "malformed") << uri;
    EXPECT_EQ(verdict(replaced(document, transform, other + transform)), "algorithm_not_allowed");
  }
  EXPECT_EQ(verdict(replaced(document, transform, "")), "malformed");
  EXPECT_EQ(
      verdict(replaced(document, transform, replaced(transform, "/>", "><x/></ds:Transform>"))),
      "unsupported");
}

TEST_F(Wrapping, AlgorithmsAreOpen) {
  const std::string document = made(SignatureForm::enveloped);
  const auto with = [&document](std::string_view from, std::string_view to) {
    return replaced(document, from, to);
  };
  EXPECT_EQ(verdict(with("xmldsig-more#hmac-sha256", "xmldsig-more#hmac-md5")),
            "algorithm_not_allowed");
  EXPECT_EQ(verdict(with("2001/04/xmldsig-more#hmac-sha256", "2000/09/xmldsig#hmac-sha1")),
            "algorithm_not_allowed");
  EXPECT_EQ(verdict(with("2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1")),
            "algorithm_not_allowed");
  EXPECT_EQ(verdict(with("hmac-sha256", "hmac-sha512")), "key_mismatch");
  EXPECT_EQ(verdict(with("hmac-sha256", "rsa-sha256")), "key_mismatch");
  EXPECT_EQ(verdict(with(
                "hmac-sha256\"/>",
                "hmac-sha256\"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>")),
            "unsupported");
  const std::vector<std::string> names{"rsa-sha256"};
  EXPECT_EQ(verdict(document, {.algorithms = AlgorithmPolicy::named(names).value()}),
            "algorithm_not_allowed");
}

// A public key is no HMAC key, and the other way round: RFC 8725 clause 2.1 in XML.
TEST_F(Wrapping, KeysAreBound) {
  const auto& rsa = testing::key_pair(crypto::KeyKind::rsa);
  const Key pem =
      Key::from_secret(crypto::SecretBytes{as_bytes(rsa.public_key()->to_pem())}, {.name = "pair"});
  const SignRequest request{.input = as_bytes(kDocument), .key = &pem};
  const Key verifier = testing::public_half(rsa);
  EXPECT_EQ(refusal(verify(sign(request).value(), {&verifier, 1})), "key_mismatch");
  const Key p384 = testing::key_pair(crypto::KeyKind::ec_p384);
  EXPECT_EQ(refusal(sign({.input = as_bytes(kDocument),
                          .algorithm = SignatureMethod::ecdsa_sha256,
                          .key = &p384})),
            "key_mismatch");
  EXPECT_EQ(refusal(sign({.input = as_bytes(kDocument),
                          .algorithm = SignatureMethod::rsa_sha256,
                          .key = &verifier})),
            "key_mismatch");
  const Key for_encryption =
      Key::from_secret(testing::octets(32), {.name = "k", .use = KeyUse::encryption});
  EXPECT_EQ(refusal(verify(made(SignatureForm::enveloped), {&for_encryption, 1})), "key_mismatch");
  const Key short_key = testing::secret_key(31);
  EXPECT_EQ(refusal(sign({.input = as_bytes(kDocument), .key = &short_key})), "key_mismatch");
}

TEST_F(Wrapping, KeyInfoOnlyNamesAKey) {
  const std::string document = made(SignatureForm::enveloped);
  EXPECT_EQ(verdict(replaced(document, ">k</ds:KeyName>", ">other</ds:KeyName>")), "key_not_found");
  EXPECT_EQ(verdict(replaced(document, "<ds:KeyName>k</ds:KeyName>", "")), "");
  EXPECT_EQ(verdict(replaced(document,
                             "<ds:KeyName>k</ds:KeyName>",
                             "<ds:KeyName>k</ds:KeyName><ds:KeyName>k</ds:KeyName>")),
            "malformed");
  EXPECT_EQ(verdict(replaced(document, ">k</ds:KeyName>", ">k<!-- -->x</ds:KeyName>")),
            "malformed");
  EXPECT_EQ(
      verdict(replaced(
          document, "</ds:KeyName>", "</ds:KeyName><ds:KeyValue><ds:RSAKeyValue/></ds:KeyValue>")),
      "");
  const Key unnamed = Key::from_secret(testing::octets(32));
  EXPECT_TRUE(verify(document, {&unnamed, 1}));
  const std::vector<Key> keys{Key::from_secret(testing::octets(40)), unnamed};
  EXPECT_TRUE(verify(document, keys));
  EXPECT_EQ(refusal(verify(document, {})), "key_not_found");
}

TEST_F(Wrapping, RequestsThatMakeNoSense) {
  const auto verdict_of = [](const SignRequest& request) { return refusal(sign(request)); };
  EXPECT_EQ(
      verdict_of({.input = as_bytes(kDocument), .form = SignatureForm::detached, .key = &key_}),
      "invalid_value");
  EXPECT_EQ(verdict_of({.input = as_bytes(kDocument), .ids = {"a"}, .key = &key_}),
            "invalid_value");
  EXPECT_EQ(verdict_of({.input = as_bytes(kDocument),
                        .form = SignatureForm::enveloped,
                        .octets = true,
                        .key = &key_}),
            "invalid_value");
  EXPECT_EQ(verdict_of({.input = as_bytes(kDocument), .mime_type = "x", .key = &key_}),
            "invalid_value");
  EXPECT_EQ(verdict_of({.input = as_bytes(kDocument),
                        .form = SignatureForm::detached,
                        .ids = {"c"},
                        .key = &key_}),
            "not_found");
  EXPECT_EQ(verdict_of({.input = as_bytes("<r><a Id='a'/><b Id='a'/></r>"),
                        .form = SignatureForm::detached,
                        .ids = {"a"},
                        .key = &key_}),
            "malformed");
  const std::string once = made(SignatureForm::enveloped);
  EXPECT_EQ(verdict_of({.input = as_bytes(once), .form = SignatureForm::enveloped, .key = &key_}),
            "malformed");
  const Key named = Key::from_secret(testing::octets(32), {.name = "a\nb"});
  EXPECT_EQ(verdict_of({.input = as_bytes(kDocument), .key = &named}), "invalid_value");
  // One within the other is another thing.
  const std::string twice =
      sign({.input = as_bytes(made(SignatureForm::enveloping)), .key = &key_}).value();
  EXPECT_EQ(as_text(verify(twice, {&key_, 1}).value().content).substr(0, 14), "<ds:Signature ");
}

}  // namespace
}  // namespace plumbline::xmlsec
