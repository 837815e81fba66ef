#include "plumbline/crypto/certificate.hpp"

#include "plumbline/crypto/certificate_issue.hpp"

#include "test_pki.hpp"

namespace plumbline::crypto {
namespace {

class CertificateTest : public ::testing::Test {
 protected:
  const TestPki pki;
};

TEST_F(CertificateTest, IssuedNamesComeBack) {
  auto request = pki.request();
  request.dns_names = {"a.example", "b.example"};
  request.uris = {"//sp.example/C1"};
  const auto certificate = pki.issue(request).certificate;
  EXPECT_EQ(certificate.dns_names(), request.dns_names);
  EXPECT_EQ(certificate.uris(), request.uris);
  EXPECT_EQ(certificate.not_before(), request.not_before);
  EXPECT_EQ(certificate.not_after(), request.not_after);
}

TEST_F(CertificateTest, NoNamesNoExtension) {
  auto request = pki.request();
  request.dns_names.clear();
  const auto certificate = pki.issue(request).certificate;
  EXPECT_TRUE(certificate.dns_names().empty());
  EXPECT_TRUE(certificate.uris().empty());
}

TEST_F(CertificateTest, KeyIsTheIssuedOne) {
  const auto issued = pki.issue(pki.request());
  EXPECT_EQ(issued.certificate.public_key().kind(), KeyKind::ec_p256);
  EXPECT_EQ(issued.certificate.public_key().to_pem(), issued.key.public_key().to_pem());
}

TEST_F(CertificateTest, SerialNumbersAreRandom) {
  // The two requests are equal, so only serial number, key and signature tell them apart.
  EXPECT_NE(pki.issue(pki.request()).certificate.to_der(),
            pki.issue(pki.request()).certificate.to_der());
}

TEST_F(CertificateTest, NamesWithSeparatorsCannotSmuggleOthersIn) {
  auto request = pki.request();
  request.dns_names = {"a.example,DNS:evil.example", std::string{"b.example\0.evil", 14}};
  EXPECT_EQ(pki.issue(request).certificate.dns_names(), request.dns_names);
}

TEST_F(CertificateTest, TimesBeyond2049) {
  auto request = pki.request();
  request.not_after = std::chrono::sys_days{std::chrono::year{2060} / 2 / 29};
  EXPECT_EQ(pki.issue(request).certificate.not_after(), request.not_after);
}

TEST_F(CertificateTest, GoesThroughPemAndDer) {
  const auto certificate = pki.issue(pki.request()).certificate;
  EXPECT_EQ(Certificate::from_pem(certificate.to_pem()).value().to_der(), certificate.to_der());
  EXPECT_EQ(Certificate::from_der(certificate.to_der()).value().to_pem(), certificate.to_pem());
}

TEST_F(CertificateTest, ReadsAChainInOrder) {
  const auto first = pki.issue(pki.request()).certificate;
  const std::string pem = "a line before\n" + first.to_pem() + pki.root.certificate.to_pem();
  const auto chain = Certificate::chain_from_pem(pem).value();
  ASSERT_EQ(chain.size(), 2U);
  EXPECT_EQ(chain[0].to_der(), first.to_der());
  EXPECT_EQ(chain[1].to_der(), pki.root.certificate.to_der());
}

TEST_F(CertificateTest, RefusesWhatIsNoCertificate) {
  const auto certificate = pki.issue(pki.request()).certificate;
  for (const std::string_view text :
       {"", "text", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
    EXPECT_EQ(Certificate::from_pem(text).error().code, Errc::malformed);
    EXPECT_EQ(Certificate::chain_from_pem(text).error().code, Errc::malformed);
    EXPECT_EQ(Certificate::from_der(as_bytes(text)).error().code, Errc::malformed);
  }
  Bytes der = certificate.to_der();
  EXPECT_EQ(Certificate::from_der(ByteView{der}.first(der.size() - 1)).error().code,
            Errc::malformed);
  der.push_back(0);
  EXPECT_EQ(Certificate::from_der(der).error().code, Errc::malformed);
}

TEST_F(CertificateTest, RefusesAChainWithABrokenMember) {
  const std::string good = pki.root.certificate.to_pem();
  EXPECT_EQ(Certificate::chain_from_pem(
                good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                .error()
                .code,
            Errc::malformed);
  EXPECT_EQ(Certificate::chain_from_pem(good + "-----BEGIN CERTIFICATE-----\nMIIB").error().code,
            Errc::malformed);
}

TEST_F(CertificateTest, RefusesAnEndlessChain) {
  std::string pem;
  for (int i = 0; i < 17; ++i) {
    pem += pki.root.certificate.to_pem();
  }
  EXPECT_EQ(Certificate::chain_from_pem(pem).error().code, Errc::too_large);
}

TEST_F(CertificateTest, IdentityIsTheOnlyNameOfItsType) {
  auto request = pki.request();
  request.dns_names = {"cse.sp.example"};
  request.uris = {"//sp.example/C1"};
  const auto certificate = pki.issue(request).certificate;
  EXPECT_EQ(identity_of(certificate, IdentityKind::cse_id).value(), "cse.sp.example");
  EXPECT_EQ(identity_of(certificate, IdentityKind::fqdn).value(), "cse.sp.example");
  EXPECT_EQ(identity_of(certificate, IdentityKind::ae_id).value(), "//sp.example/C1");
  EXPECT_EQ(identity_of(certificate, IdentityKind::node_id).value(), "//sp.example/C1");
}

TEST_F(CertificateTest, NoIdentityWithoutExactlyOneName) {
  auto request = pki.request();
  request.dns_names = {"a.example", "b.example"};
  const auto certificate = pki.issue(request).certificate;
  EXPECT_EQ(identity_of(certificate, IdentityKind::fqdn).error().code, Errc::not_found);
  EXPECT_EQ(identity_of(certificate, IdentityKind::ae_id).error().code, Errc::not_found);
}

TEST_F(CertificateTest, AWildcardIsNoIdentity) {
  auto request = pki.request();
  request.dns_names = {"*.example"};
  EXPECT_EQ(identity_of(pki.issue(request).certificate, IdentityKind::fqdn).error().code,
            Errc::invalid_value);
}

}  // namespace
}  // namespace plumbline::crypto
