#include "fixture.hpp"

namespace plumbline::data_at_rest {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class ProtectTest : public DataAtRestTest {};

// TR-0012 clause 7.3.2.2 steps 3 and 8: nonce, time and CryptoParams are in the protected header.
TEST_F(ProtectTest, TheProtectedHeaderSaysHowItIsProtected) {
  plan_.protection = Protection::aead;
  plan_.salt = Bytes{0x55};
  const Json header = header_of(content(protect_now()).con);
  const Json expected = {{"alg", "dir"},
                         {"enc", "A256GCM"},
                         {"kl", 256},
                         {"kid", "conf@tef.example"},
                         {"cty", "text/plain"},
                         {"nonce", "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0"},
                         {"ts", "20240131T120000"},
                         {"salt", "55"},
                         {"hash", "sha256"},
                         {"lvl", "keys"},
                         {"use", "aead"},
                         {"scp", "content-instance"},
                         {"cnt", "Container-x"},
                         {"res", "i1"}};
  EXPECT_EQ(header, expected);
}

TEST_F(ProtectTest, TheCreationTimeStandsInCtWhenTheKeyComesFromIt) {
  plan_.protection = Protection::encrypt;
  conf_.freshness.by_time = true;
  const Json header = header_of(content(protect_now()).con);
  EXPECT_EQ(header["ct"], "20240131T120000");
  EXPECT_EQ(header["nonce"].get<std::string>().size(), 32U);
}

TEST_F(ProtectTest, ACredentialIdThatTravelsApartIsNotInTheHeader) {
  conf_.credential_id.clear();
  auth_.credential_id.clear();
  const Json header = header_of(content(protect_now()).con);
  EXPECT_FALSE(header.contains("kid"));
  EXPECT_FALSE(header["tag"].contains("kid"));
}

// DS-10: the same data twice never looks the same.
TEST_F(ProtectTest, EveryEncryptionHasAnIvOfItsOwn) {
  plan_.protection = Protection::encrypt;
  EXPECT_NE(content(protect_now()).con, content(protect_now()).con);
}

TEST_F(ProtectTest, ThePlaintextIsNotInTheResult) {
  for (const Protection protection : {Protection::encrypt, Protection::both, Protection::aead}) {
    for (const Order order : {Order::sign_then_encrypt, Order::encrypt_then_sign}) {
      plan_.protection = protection;
      plan_.order = order;
      plan_.form = Form::json;
      const std::string con = content(protect_now()).con;
      EXPECT_THAT(con, Not(HasSubstr("degrees")));
      EXPECT_THAT(con, Not(HasSubstr(to_base64url(as_bytes(payload_)))));
    }
  }
}

// TR-0012 figure 7.3.2.2-2
TEST_F(ProtectTest, ChildrenAreTheEncryptedContentAndItsTag) {
  plan_.form = Form::children;
  const ProtectedData data = protect_now();
  const auto& children = std::get<std::vector<ProtectedChild>>(data);
  ASSERT_THAT(children, SizeIs(2));
  EXPECT_EQ(children[0].kind, ChildKind::encrypted_content);
  EXPECT_EQ(children[0].params.kid, "conf@tef.example");
  EXPECT_EQ(children[0].params.enc, "A256GCM");
  EXPECT_EQ(children[1].kind, ChildKind::authentication_tag);
  EXPECT_EQ(children[1].params.kid, "auth@tef.example");
  EXPECT_EQ(children[1].params.alg, "HS256");
  EXPECT_THAT(children[1].object, HasSubstr(".."));  // detached
}

TEST_F(ProtectTest, AKeyPairMakesADigitalSignature) {
  plan_.form = Form::children;
  plan_.protection = Protection::integrity;
  plan_.mac = jose::JwsAlg::es256;
  auth_.key = jose::Jwk::from_private(crypto::PrivateKey::generate(crypto::KeyKind::ec_p256));
  const ProtectedData data = protect_now();
  const auto& children = std::get<std::vector<ProtectedChild>>(data);
  ASSERT_THAT(children, SizeIs(1));
  EXPECT_EQ(children[0].kind, ChildKind::digital_signature);
  EXPECT_TRUE(open_now(data));
}

TEST_F(ProtectTest, NeedsTheKeysOfItsPlan) {
  const auto refused = [&](bool lacks_authenticity) {
    ProtectInput lacking = input();
    (lacks_authenticity ? lacking.authenticity : lacking.confidentiality) = nullptr;
    const auto data = protect(lacking, random_);
    return data.has_error() && data.error().code == Errc::key_not_found;
  };
  for (const Form form : {Form::compact, Form::children}) {
    plan_.form = form;
    EXPECT_TRUE(refused(true));
    EXPECT_TRUE(refused(false));
  }
  plan_.form = Form::compact;
  plan_.protection = Protection::integrity;
  EXPECT_TRUE(refused(true));
}

// facts: a key longer than needed gives its leftmost octets, a shorter one is refused.
TEST_F(ProtectTest, AKeyIsLongEnoughOrRefused) {
  plan_.protection = Protection::encrypt;
  conf_ = key(0xC0, "id", 64);
  EXPECT_TRUE(open_now(protect_now()));
  conf_ = key(0xC0, "id", 16);
  EXPECT_EQ(protect(input(), random_).error().code, Errc::invalid_length);
  plan_.enc = jose::JweEnc::a128gcm;
  EXPECT_TRUE(open_now(protect_now()));
}

}  // namespace
}  // namespace plumbline::data_at_rest
