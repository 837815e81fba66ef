#include "plumbline/core/bytes.hpp"

#include <gmock/gmock.h>

#include <random>

namespace plumbline {

namespace {

struct Example {
  std::string_view octets;
  std::string_view base64;
};

// RFC 4648 clause 10.
constexpr Example kExamples[] = {{"", ""},
                                 {"f", "Zg=="},
                                 {"fo", "Zm8="},
                                 {"foo", "Zm9v"},
                                 {"foob", "Zm9vYg=="},
                                 {"fooba", "Zm9vYmE="},
                                 {"foobar", "Zm9vYmFy"}};

std::string without_padding(std::string_view text) {
  return std::string{text.substr(0, text.find('='))};
}

TEST(Base64, ExamplesOfRfc4648) {
  for (const auto& [octets, text] : kExamples) {
    EXPECT_EQ(to_base64(as_bytes(octets)), text);
    EXPECT_EQ(as_text(from_base64(text).value()), octets);
    EXPECT_EQ(to_base64url(as_bytes(octets)), without_padding(text));
    EXPECT_EQ(as_text(from_base64url(without_padding(text)).value()), octets);
  }
}

TEST(Base64, ExampleOfRfc7515AppendixC) {
  const Bytes octets{3, 236, 255, 224, 193};
  EXPECT_EQ(to_base64url(octets), "A-z_4ME");
  EXPECT_EQ(from_base64url("A-z_4ME").value(), octets);
  EXPECT_EQ(to_base64(octets), "A+z/4ME=");
}

TEST(Base64, AppendKeepsWhatIsThere) {
  std::string out = "head.";
  append_base64url(out, as_bytes("foob"));
  EXPECT_EQ(out, "head.Zm9vYg");
}

TEST(Base64, RoundTripOfEveryLengthAndOctet) {
  std::mt19937 random{4648};  // NOLINT(cert-msc51-cpp): a test that can be repeated
  for (std::size_t size = 0; size < 7000; size += size < 400 ? 1 : 97) {
    Bytes octets(size);
    for (auto& octet : octets) {
      octet = static_cast<std::uint8_t>(random());
    }
    EXPECT_EQ(from_base64(to_base64(octets)).value(), octets);
    EXPECT_EQ(from_base64url(to_base64url(octets)).value(), octets);
  }
}

TEST(Base64, RefusesWrongPadding) {
  for (const std::string_view text :
       {"Zg", "Zg=", "Zm8", "Zm9v=", "Zm9v====", "====", "=", "Z===", "Zg==Zg==", "Zm=v", "Z=g="}) {
    const auto octets = from_base64(text);
    ASSERT_FALSE(octets) << text;
    EXPECT_EQ(octets.error().code, Errc::malformed) << text;
  }
}

TEST(Base64, RefusesNonZeroUnusedBits) {
  for (const std::string_view text : {"Zh==", "Zm9=", "Zm9vYh=="}) {
    EXPECT_FALSE(from_base64(text)) << text;
    EXPECT_FALSE(from_base64url(without_padding(text))) << text;
  }
}

TEST(Base64, UrlFormRefusesPaddingAndImpossibleLengths) {
  for (const std::string_view text : {"Zg==", "Zm8=", "Z", "Zm9vY"}) {
    EXPECT_FALSE(from_base64url(text)) << text;
  }
}

/// Every octet outside the alphabet is found at every place of a long text.
void expect_foreign_refused(std::string_view own, Result<Bytes> (*decode)(std::string_view)) {
  const std::string whole(148, 'A');
  for (int octet = 0; octet < 256; ++octet) {
    const char character = static_cast<char>(octet);
    const bool legal =
        std::string_view{
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            "0123456789"}
                .find(character) != std::string_view::npos ||
        own.find(character) != std::string_view::npos;
    for (std::size_t place = 0; place < whole.size() - 2; ++place) {
      std::string text = whole;
      text[place] = character;
      ASSERT_EQ(decode(text).has_value(), legal) << octet << " at " << place;
    }
  }
}

TEST(Base64, RefusesForeignCharactersEverywhere) {
  expect_foreign_refused("+/", from_base64);
  expect_foreign_refused("-_", from_base64url);
}

}  // namespace

}  // namespace plumbline
