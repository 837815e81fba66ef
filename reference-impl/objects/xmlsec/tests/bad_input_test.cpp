// Whatever a peer sends: a clear error, in bounded time and memory.

#include "support.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace plumbline::xmlsec {
namespace {

using testing::refusal;

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

class BadInput : public ::testing::Test {
 protected:
  /// Of both readers, which have to agree.
  [[nodiscard]] std::string verdict(std::string_view document, const XmlLimits& limits = {}) const {
    const std::string of_verify = refusal(verify(document, {&key_, 1}, {.limits = limits}));
    EXPECT_EQ(refusal(decrypt(document, {&key_, 1}, {.limits = limits})), of_verify);
    return of_verify;
  }

  Key key_ = testing::secret_key(32);
};

TEST_F(BadInput, Garbage) {
  for (const std::string_view text : {"",
                                      " ",
                                      "x",
                                      "<",
                                      "<a>",
                                      "<a></b>",
                                      "<a/><b/>",
                                      "<a b/>",
                                      "<a b='1' b='2'/>",
                                      "<x:a/>",
                                      "<a>&undefined;</a>",
                                      "<a>&#0;</a>",
                                      "<a>\x01</a>",
                                      "{\"a\":1}",
                                      "<a/>trailing"}) {
    EXPECT_EQ(verdict(text), "malformed") << text;
  }
  EXPECT_EQ(verdict(std::string_view{"<a>\0</a>", 8}), "malformed");
  EXPECT_EQ(verdict("<a>\xFF</a>"), "malformed");
  // UTF-16, and an encoding that would hide a document type from whoever scans octets.
  EXPECT_EQ(verdict(std::string_view{"\xFF\xFE<\0a\0/\0>\0", 10}), "malformed");
  EXPECT_EQ(verdict("<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4-<a/>"),
            "malformed");
}

TEST_F(BadInput, NoDocumentTypeAndNoEntities) {
  EXPECT_EQ(verdict("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"),
            "unsupported");
  EXPECT_EQ(verdict("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>"), "unsupported");
  std::string bomb = "<!DOCTYPE l [<!ENTITY e0 'ha'>";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&e" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY e" + std::to_string(i) + " '" + before + before + "'>";
  }
  EXPECT_EQ(verdict(bomb + "]><l>&e29;</l>"), "unsupported");
}

TEST_F(BadInput, Bounds) {
  EXPECT_EQ(verdict(repeated("<a>", 65) + repeated("</a>", 65)), "too_large");
  EXPECT_EQ(verdict(repeated("<a>", 100'000)), "too_large");
  EXPECT_EQ(verdict("<a>" + repeated("<b/>", 100'000) + "</a>"), "too_large");
  std::string attributes = "<a";
  for (int i = 0; i < 65; ++i) {
    attributes += " a" + std::to_string(i) + "=''";
  }
  EXPECT_EQ(verdict(attributes + "/>"), "too_large");
  EXPECT_EQ(verdict("<a>" + std::string(1000, 'x') + "</a>", {.octets = 1000}), "too_large");
  EXPECT_EQ(verdict("<a>" + std::string((16U << 20U) + 1, 'x') + "</a>"), "too_large");
  // Just within: refused for what it is.
  EXPECT_EQ(verdict(repeated("<a>", 64) + repeated("</a>", 64)), "malformed");
  EXPECT_EQ(verdict("<a>" + repeated("<b/>", 99'998) + "</a>"), "malformed");
}

// What is encrypted is bounded as what is not.
TEST_F(BadInput, WithinAnObject) {
  auto random = testing::make_random();
  const auto opened_as_element = [this, &random](std::string_view plaintext) {
    const std::string made =
        encrypt({.input = as_bytes(plaintext), .recipients = {{KeyManagement::direct, &key_}}},
                random)
            .value();
    const std::string typed =
        testing::replaced(made,
                          "<xenc:EncryptedData ",
                          "<xenc:EncryptedData Type=\"http://www.w3.org/2001/04/xmlenc#Element\" ");
    const std::string alone = refusal(decrypt(typed, {&key_, 1}));
    EXPECT_EQ(refusal(decrypt("<x>" + typed + "</x>", {&key_, 1})), alone);
    return alone;
  };
  EXPECT_EQ(opened_as_element("<a/>"), "");
  EXPECT_EQ(opened_as_element("<a>"), "malformed");
  EXPECT_EQ(opened_as_element("<a></b>"), "malformed");
  EXPECT_EQ(opened_as_element("<a>&x;</a>"), "malformed");
  EXPECT_EQ(opened_as_element("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), "unsupported");
  EXPECT_EQ(opened_as_element(repeated("<a>", 65) + repeated("</a>", 65)), "too_large");
  EXPECT_EQ(opened_as_element("\xFF"), "malformed");
}

TEST_F(BadInput, CutAnywhere) {
  auto random = testing::make_random();
  const std::string encrypted =
      encrypt({.input = as_bytes("x"), .recipients = {{KeyManagement::direct, &key_}}}, random)
          .value();
  const std::string signed_document = sign({.input = as_bytes("<a/>"), .key = &key_}).value();
  for (const std::string& document : {encrypted, signed_document}) {
    for (std::size_t size = 0; size < document.size(); ++size) {
      EXPECT_EQ(verdict(document.substr(0, size)), "malformed") << size;
    }
  }
}

}  // namespace
}  // namespace plumbline::xmlsec
