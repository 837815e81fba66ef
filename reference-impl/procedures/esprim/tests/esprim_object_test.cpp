#include "plumbline/esprim/esprim_object.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/crypto/random.hpp"

#include "known_answer.hpp"

#include <gmock/gmock.h>

namespace plumbline::esprim {
namespace {

class EsprimObject : public ::testing::Test {
 protected:
  [[nodiscard]] static ObjectHeader response_header() {
    return {.enc = "A256GCM",
            .key_id = std::string{kKeyId},
            .content_type = "vnd.onem2m-prsp+json",
            .originator_rand_id = "u-ffeeddccbbaa99887766554433221100",
            .receiver_rand_id = "u-00112233445566778899aabbccddeeff"};
  }

  [[nodiscard]] static ObjectHeader request_header() {
    ObjectHeader header = response_header();
    header.content_type = "vnd.onem2m-preq+json";
    header.originator_object =
        parse_rand_object(kOriginatorObject, Issuer::originator, known_time()).value();
    return header;
  }

  [[nodiscard]] Result<Bytes> open(std::string_view jwe, Direction direction) const {
    PLUMBLINE_TRY(const ReadObject object, read_object(jwe, direction, known_time()));
    return open_object({.jwe = jwe, .header = object.header, .session_key = session_key_});
  }

  /// The request object with another protected header.
  static std::string with_header(const Json& header) {
    const std::string rest{kRequestObject.substr(kRequestObject.find('.'))};
    return to_base64url(as_bytes(json_text(header))) + rest;
  }

  static Json header_json() {
    return Json::parse(
        as_text(from_base64url(kRequestObject.substr(0, kRequestObject.find('.'))).value()));
  }

  static void expect_unreadable(std::string_view jwe) {
    EXPECT_TRUE(read_object(jwe, Direction::request, known_time()).has_error()) << jwe;
  }

  const Bytes session_key_ = from_hex(kSessionKey).value();
};

TEST_F(EsprimObject, KnownRequest) {
  CountingRandom iv{0x00};
  const ObjectHeader header = request_header();
  EXPECT_EQ(
      seal_object(
          {.header = header, .session_key = session_key_, .plaintext = as_bytes(kInnerRequest)}, iv)
          .value(),
      kRequestObject);
  const auto read = read_object(kRequestObject, Direction::request, known_time());
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read.value().header, header);
  EXPECT_EQ(to_hex(read.value().iv), "000102030405060708090a0b");
  EXPECT_EQ(as_text(open(kRequestObject, Direction::request).value()), kInnerRequest);
}

TEST_F(EsprimObject, KnownResponse) {
  CountingRandom iv{0x10};
  EXPECT_EQ(seal_object({.header = response_header(),
                         .session_key = session_key_,
                         .plaintext = as_bytes(kInnerResponse)},
                        iv)
                .value(),
            kResponseObject);
  EXPECT_EQ(as_text(open(kResponseObject, Direction::response).value()), kInnerResponse);
}

TEST_F(EsprimObject, EachEncTakesItsShareOfTheSessionKey) {
  crypto::SeededRandom random{as_bytes("seed"), "esprim object"};
  for (const char* const enc : {"A128GCM", "A192GCM", "A256GCM"}) {
    ObjectHeader header = request_header();
    header.enc = enc;
    const auto jwe = seal_object(
        {.header = header, .session_key = session_key_, .plaintext = as_bytes("x")}, random);
    ASSERT_TRUE(jwe) << to_string(jwe.error());
    EXPECT_EQ(as_text(open(jwe.value(), Direction::request).value()), "x");
    Bytes cut = session_key_;
    cut.resize(15);
    EXPECT_EQ(
        seal_object({.header = header, .session_key = cut, .plaintext = {}}, random).error().code,
        Errc::invalid_length);
  }
}

TEST_F(EsprimObject, TakesNoOtherAlgorithm) {
  CountingRandom iv{0};
  for (const auto& [alg, enc] : {std::pair{"dir", "A256CBC-HS512"},
                                 {"dir", "none"},
                                 {"A256KW", "A256GCM"},
                                 {"none", "A256GCM"}}) {
    ObjectHeader header = request_header();
    header.alg = alg;
    header.enc = enc;
    EXPECT_EQ(seal_object({.header = header, .session_key = session_key_, .plaintext = {}}, iv)
                  .error()
                  .code,
              Errc::algorithm_not_allowed);
    Json json = header_json();
    json["alg"] = alg;
    json["enc"] = enc;
    EXPECT_EQ(open(with_header(json), Direction::request).error().code,
              Errc::algorithm_not_allowed);
  }
  Json json = header_json();
  json["zip"] = "DEF";
  EXPECT_EQ(open(with_header(json), Direction::request).error().code, Errc::unsupported);
}

// ESP-06: a changed character anywhere is detected, wherever it is with one answer.
TEST_F(EsprimObject, DetectsAChangeAnywhere) {
  for (std::size_t i = 0; i < kRequestObject.size(); ++i) {
    std::string changed{kRequestObject};
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_TRUE(open(changed, Direction::request).has_error()) << "at " << i;
  }
  Bytes other = session_key_;
  other.back() ^= 1U;
  const auto wrong =
      open_object({.jwe = kRequestObject, .header = request_header(), .session_key = other});
  const std::string cut{kRequestObject.substr(0, kRequestObject.size() - 6)};
  for (const auto& opened : {wrong, open(cut, Direction::request)}) {
    EXPECT_EQ(opened.error().code, Errc::authentication_failed);
    EXPECT_EQ(opened.error().detail, wrong.error().detail);
  }
}

TEST_F(EsprimObject, RefusesWhatHasNotFiveParts) {
  const std::string whole{kRequestObject};
  expect_unreadable("");
  expect_unreadable("....");
  expect_unreadable(whole.substr(0, whole.rfind('.')));
  expect_unreadable(whole + ".AAAA");
  std::string with_key = whole;
  with_key.insert(with_key.find('.') + 1, "AAAA");
  expect_unreadable(with_key);
  expect_unreadable(whole + "=");
  expect_unreadable("A" + whole);
}

TEST_F(EsprimObject, HeaderHasItsMembers) {
  for (const char* const member : {"alg", "enc", "kid", "ori", "rri"}) {
    Json header = header_json();
    header.erase(member);
    expect_unreadable(with_header(header));
    header[member] = 7;
    expect_unreadable(with_header(header));
    header[member] = "";
    expect_unreadable(with_header(header));
  }
  Json without = header_json();
  without.erase("oro");
  without.erase("cty");
  const auto read = read_object(with_header(without), Direction::request, known_time());
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_FALSE(read.value().header.originator_object);
  EXPECT_EQ(read.value().header.content_type, "");
}

TEST_F(EsprimObject, RandomObjectsGoTheirWay) {
  Json header = header_json();
  header["oro"]["more"] = 1;
  expect_unreadable(with_header(header));
  header["oro"] = "u-1";
  expect_unreadable(with_header(header));
  header = header_json();
  header["rro"] = Json::parse(kReceiverObject);
  expect_unreadable(with_header(header));
  header.erase("oro");
  const auto response = read_object(with_header(header), Direction::response, known_time());
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(to_text(response.value().header.receiver_object.value()), kReceiverObject);
  EXPECT_TRUE(read_object(kRequestObject, Direction::response, known_time()).has_error());
}

TEST_F(EsprimObject, IgnoresUnknownMembersUnlessTheyAreCritical) {
  Json header = header_json();
  header["x"] = 1;
  EXPECT_TRUE(read_object(with_header(header), Direction::request, known_time()));
  header["crit"] = {"x"};
  expect_unreadable(with_header(header));
}

}  // namespace
}  // namespace plumbline::esprim
