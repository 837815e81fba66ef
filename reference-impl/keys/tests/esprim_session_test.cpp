#include "plumbline/keys/esprim_session.hpp"

#include "keys_under_test.hpp"

namespace plumbline::keys {
namespace {

constexpr std::string_view kReceiver =
    R"({"esks":[1],"espa":[10,12],"esri":"u-00112233445566778899aabbccddeeff",)"
    R"("esrv":"r000102030405060708090a0b0c0d0e0f","esrx":"20300101T000000"})";
constexpr std::string_view kOriginator =
    R"({"esk":1,"espa":[12],"esri":"u-ffeeddccbbaa99887766554433221100",)"
    R"("esrv":"rf0f1f2f3f4f5f6f7f8f9fafbfcfdfeff","esrx":"20291231T000000"})";
constexpr std::string_view kReordered =
    R"({"esri":"u-ffeeddccbbaa99887766554433221100","esrv":"rf0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",)"
    R"("esrx":"20291231T000000","esk":1,"espa":[12]})";
constexpr std::string_view kKnownAnswer =
    "14a0de36be7521e68f70022e2e6ec1862c708f97cda1ba14c0b85394754edb49";

class EsprimSession : public testing::Test {
 protected:
  Result<crypto::SecretBytes> derive(std::string_view receiver, std::string_view originator) const {
    return derive_esprim_session_from_json(
        {.pairwise_key = pairwise_key, .receiver = receiver, .originator = originator});
  }

  const Bytes pairwise_key = octets_from(0x60);
};

TEST_F(EsprimSession, KnownAnswerFromOctets) {
  EXPECT_EQ(hex(derive_esprim_session({.pairwise_key = pairwise_key,
                                       .receiver = as_bytes(kReceiver),
                                       .originator = as_bytes(kOriginator)})),
            kKnownAnswer);
}

TEST_F(EsprimSession, OrderOfMembersAndWhiteSpaceDoNotMatter) {
  EXPECT_EQ(hex(derive(kReceiver, kOriginator)), kKnownAnswer);
  EXPECT_EQ(hex(derive(kReceiver, kReordered)), kKnownAnswer);
  EXPECT_EQ(hex(derive(" " + std::string{kReceiver} + "\n", kReordered)), kKnownAnswer);
}

TEST_F(EsprimSession, ReceivedOctetsAreASwitch) {
  EXPECT_EQ(hex(derive_esprim_session_from_json({.pairwise_key = pairwise_key,
                                                 .receiver = kReceiver,
                                                 .originator = kReordered,
                                                 .form = RandomObjectForm::received})),
            "44bfa84ccd3dea0b8787f0a6f4cf9bc29964d8875e1256fcc7e167e7aedec569");
}

TEST_F(EsprimSession, ReceiverComesFirst) {
  EXPECT_NE(hex(derive_esprim_session({.pairwise_key = pairwise_key,
                                       .receiver = as_bytes(kOriginator),
                                       .originator = as_bytes(kReceiver)})),
            kKnownAnswer);
}

TEST_F(EsprimSession, RefusesWhatIsNoRandomObject) {
  EXPECT_EQ(derive("[]", kOriginator).error().code, Errc::malformed);
  EXPECT_EQ(derive("{", kOriginator).error().code, Errc::malformed);
  EXPECT_EQ(derive(kReceiver, "").error().code, Errc::malformed);
  EXPECT_EQ(derive(kReceiver, R"({"esri":"u","esri":"v"})").error().code, Errc::malformed);
}

TEST_F(EsprimSession, RefusesUnknownMembers) {
  EXPECT_EQ(derive(R"({"esri":"u","more":1})", kOriginator).error().code, Errc::invalid_value);
  EXPECT_EQ(derive(R"({"esk":1})", kOriginator).error().code, Errc::invalid_value);
  EXPECT_EQ(derive(kReceiver, R"({"esri":"u","":1})").error().code, Errc::invalid_value);
}

TEST_F(EsprimSession, RefusesEmptyInput) {
  EXPECT_EQ(derive_esprim_session({.pairwise_key = {},
                                   .receiver = as_bytes(kReceiver),
                                   .originator = as_bytes(kOriginator)})
                .error()
                .code,
            Errc::invalid_length);
  EXPECT_EQ(derive_esprim_session(
                {.pairwise_key = pairwise_key, .receiver = {}, .originator = as_bytes(kOriginator)})
                .error()
                .code,
            Errc::invalid_length);
}

}  // namespace
}  // namespace plumbline::keys
