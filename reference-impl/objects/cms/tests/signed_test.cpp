// What is signed verifies against its signers and nobody else.

#include "support.hpp"

#include <gmock/gmock.h>

namespace plumbline::cms {
namespace {

using crypto::HashAlgorithm;
using testing::certificate;
using testing::code_of;
using testing::kNow;
using testing::kPayload;
using testing::pair;

SignRequest request_by(const std::vector<std::string>& names,
                       HashAlgorithm hash = HashAlgorithm::sha256) {
  SignRequest request{.payload = as_bytes(kPayload), .signers = {}, .signing_time = kNow};
  for (const std::string& name : names) {
    request.signers.push_back({.pair = pair(name), .hash = hash});
  }
  return request;
}

Result<VerifiedData> verify_by(ByteView ber,
                               const std::vector<std::string>& names,
                               const VerifyOptions& options = {}) {
  std::vector<crypto::Certificate> trusted;
  for (const std::string& name : names) {
    trusted.push_back(certificate(name));
  }
  return verify(ber, trusted, options);
}

TEST(Signed, EveryKeyAndDigestVerifies) {
  for (const std::string name : {"rsa", "p256", "p384", "p521"}) {
    for (const auto hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512}) {
      for (const bool detached : {false, true}) {
        SignRequest request = request_by({name}, hash);
        request.detached = detached;
        request.with_certificates = detached;
        const auto made = sign(request);
        ASSERT_TRUE(made) << to_string(made.error());
        VerifyOptions options;
        if (detached) {
          options.detached_payload = as_bytes(kPayload);
        }
        const auto verified = verify_by(made.value(), {"other-rsa", name}, options);
        ASSERT_TRUE(verified) << name << ' ' << to_string(verified.error());
        EXPECT_EQ(as_text(verified.value().payload), kPayload);
        EXPECT_EQ(verified.value().content_type, kDataContentType);
        ASSERT_EQ(verified.value().verified.size(), 1U);
        const VerifiedSignature& signature = verified.value().verified.front();
        EXPECT_EQ(signature.signer, 1U);
        EXPECT_EQ(signature.signing_time, kNow);
        EXPECT_EQ(std::string{name_of(signature.scheme)},
                  std::string{name == "rsa" ? "RSA-SHA" : "ECDSA-SHA"} +
                      std::to_string(crypto::size_of(hash) * 8));
      }
    }
  }
}

TEST(Signed, ReportsEverySignerThatVerified) {
  const Bytes made = sign(request_by({"rsa", "p256", "p384"})).value();
  EXPECT_EQ(verify_by(made, {"p384", "rsa", "p256"}).value().verified.size(), 3U);
  const auto two = verify_by(made, {"p384", "rsa"});
  EXPECT_EQ(two.value().verified.size(), 2U);
  VerifyOptions all;
  all.required = RequiredSignatures::all;
  EXPECT_TRUE(verify_by(made, {"p384", "rsa", "p256"}, all));
  EXPECT_EQ(code_of(verify_by(made, {"p384", "rsa"}, all)), Errc::key_not_found);
}

TEST(Signed, CertificatesInTheObjectAreNotTrusted) {
  const Bytes made = sign(request_by({"rsa"})).value();
  EXPECT_EQ(code_of(verify_by(made, {"other-rsa", "p256"})), Errc::key_not_found);
  EXPECT_EQ(code_of(verify_by(made, {})), Errc::key_not_found);
}

TEST(Signed, KeepsTheContentType) {
  SignRequest request = request_by({"p256"});
  request.content_type = "1.2.840.113549.1.9.16.1.4";
  const Bytes made = sign(request).value();
  EXPECT_EQ(verify_by(made, {"p256"}).value().content_type, request.content_type);
  for (const std::string wrong : {"", "one", "1.2.x"}) {
    request.content_type = wrong;
    EXPECT_EQ(code_of(sign(request)), Errc::invalid_value) << wrong;
  }
}

TEST(Signed, AnEmptyPayloadIsOne) {
  SignRequest request = request_by({"p256"});
  request.payload = {};
  EXPECT_TRUE(verify_by(sign(request).value(), {"p256"}).value().payload.empty());
  request.detached = true;
  VerifyOptions options;
  options.detached_payload = ByteView{};
  EXPECT_TRUE(verify_by(sign(request).value(), {"p256"}, options));
}

TEST(Signed, ThePayloadIsInsideOrGiven) {
  SignRequest request = request_by({"p256"});
  const Bytes attached = sign(request).value();
  request.detached = true;
  const Bytes detached = sign(request).value();
  VerifyOptions given;
  given.detached_payload = as_bytes(kPayload);
  EXPECT_EQ(code_of(verify_by(attached, {"p256"}, given)), Errc::invalid_value);
  EXPECT_EQ(code_of(verify_by(detached, {"p256"})), Errc::invalid_value);
  given.detached_payload = as_bytes("another");
  EXPECT_EQ(code_of(verify_by(detached, {"p256"}, given)), Errc::authentication_failed);
}

// Whichever octet changes: no signature, or the same payload under the same signature.
TEST(Signed, NoChangedOctetYieldsAnotherPayload) {
  for (const std::string name : {"p256", "rsa"}) {
    SignRequest request = request_by({name});
    request.with_certificates = false;
    const Bytes made = sign(request).value();
    for (std::size_t i = 0; i < made.size(); ++i) {
      Bytes changed = made;
      changed[i] ^= 0x01U;
      const auto verified = verify_by(changed, {name});
      if (verified) {
        EXPECT_EQ(as_text(verified.value().payload), kPayload) << "octet " << i;
        EXPECT_EQ(verified.value().content_type, kDataContentType) << "octet " << i;
      }
    }
  }
}

TEST(Signed, AFailingSignatureBesideAGoodOne) {
  Bytes made = sign(request_by({"p256", "p384"})).value();
  made.back() ^= 0x01U;  // in the signature that stands last
  const auto any = verify_by(made, {"p256", "p384"});
  ASSERT_TRUE(any) << to_string(any.error());
  EXPECT_EQ(any.value().verified.size(), 1U);
  VerifyOptions all;
  all.required = RequiredSignatures::all;
  EXPECT_EQ(code_of(verify_by(made, {"p256", "p384"}, all)), Errc::authentication_failed);
}

TEST(Signed, ThePolicyIsAsked) {
  const Bytes made = sign(request_by({"p256"})).value();
  const std::vector<std::string> names{"ECDSA-SHA384", "RSA-SHA256"};
  VerifyOptions options;
  options.algorithms = AlgorithmPolicy::named(names).value();
  EXPECT_EQ(code_of(verify_by(made, {"p256"}, options)), Errc::algorithm_not_allowed);
}

TEST(Signed, KeysThatCannotSignAreRefused) {
  EXPECT_EQ(code_of(sign(request_by({"ed25519"}))), Errc::key_mismatch);
  EXPECT_EQ(code_of(sign(request_by({}))), Errc::invalid_value);
  SignRequest mixed = request_by({"p256"});
  mixed.signers[0].pair.key = pair("other-p256").key;
  EXPECT_EQ(code_of(sign(mixed)), Errc::key_mismatch);
}

}  // namespace
}  // namespace plumbline::cms
