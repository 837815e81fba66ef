#include "plumbline/crypto/certificate.hpp"

#include "test_pki.hpp"

#include <gmock/gmock.h>

namespace plumbline::crypto {
namespace {

using ::testing::HasSubstr;

class VerifyCertificate : public ::testing::Test {
 protected:
  using Chain = std::vector<Certificate>;

  Result<void> verify_at(const Chain& chain, TimePoint now) const {
    return verify_certificate(chain, anchors, expected, now);
  }

  Result<void> verify(const Chain& chain) const { return verify_at(chain, TestPki::kNow); }

  static void expect_refused(const Result<void>& result, const char* reason) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::authentication_failed);
    EXPECT_THAT(result.error().detail, HasSubstr(reason));
  }

  const TestPki pki;
  Chain anchors{pki.root.certificate};
  ExpectedIdentity expected{IdentityKind::fqdn, "tef.example"};
};

TEST_F(VerifyCertificate, AcceptsAValidOne) {
  EXPECT_TRUE(verify({pki.issue(TestPki::request()).certificate}));
}

TEST_F(VerifyCertificate, AcceptsAChainOverAnIntermediate) {
  const auto intermediate = pki.issue(TestPki::authority("intermediate"));
  const auto end_entity = issue_certificate(TestPki::request(), &intermediate);
  EXPECT_TRUE(verify({end_entity.certificate, intermediate.certificate}));
  expect_refused(verify({end_entity.certificate}), "unable to get local issuer certificate");
  expect_refused(verify({intermediate.certificate, end_entity.certificate}), "subjectAltName");
}

TEST_F(VerifyCertificate, AcceptsAnIntermediateAsAnchor) {
  const auto intermediate = pki.issue(TestPki::authority("intermediate"));
  anchors = {intermediate.certificate};
  EXPECT_TRUE(verify({issue_certificate(TestPki::request(), &intermediate).certificate}));
}

TEST_F(VerifyCertificate, TellsExpiryFromOtherReasons) {
  const Chain chain{pki.issue(TestPki::request()).certificate};
  EXPECT_EQ(verify_at(chain, TestPki::kNow + std::chrono::days{2}).error().code, Errc::expired);
  EXPECT_EQ(verify_at(chain, TestPki::kNow - std::chrono::days{2}).error().code, Errc::expired);
  EXPECT_TRUE(verify_at(chain, TestPki::kNow + std::chrono::hours{23}));
  EXPECT_TRUE(verify_at(chain, TestPki::kNow - std::chrono::hours{23}));
}

TEST_F(VerifyCertificate, AnExpiredAuthorityCountsToo) {
  auto request = TestPki::request();
  request.not_after = TestPki::kNow + 3 * TestPki::kYear;
  const Chain chain{pki.issue(request).certificate};
  EXPECT_EQ(verify_at(chain, TestPki::kNow + 2 * TestPki::kYear).error().code, Errc::expired);
}

TEST_F(VerifyCertificate, AnotherReasonOutweighsExpiry) {
  const Chain chain{pki.issue(TestPki::request()).certificate};
  expected.value = "other.example";
  expect_refused(verify_at(chain, TestPki::kNow + std::chrono::days{2}), "subjectAltName");
  anchors = {TestPki{}.root.certificate};
  expect_refused(verify_at(chain, TestPki::kNow + std::chrono::days{2}), "certificate path");
}

TEST_F(VerifyCertificate, RefusesAForeignAuthority) {
  const TestPki foreign;  // the same names, another key
  expect_refused(verify({foreign.issue(TestPki::request()).certificate}), "certificate path");
  expect_refused(verify({foreign.issue(TestPki::request()).certificate, foreign.root.certificate}),
                 "certificate path");
}

TEST_F(VerifyCertificate, RefusesASelfSignedEndEntity) {
  expect_refused(verify({issue_certificate(TestPki::request()).certificate}), "certificate path");
}

TEST_F(VerifyCertificate, RefusesAnEndEntityAsIssuer) {
  const auto no_authority = pki.issue(TestPki::request());
  const auto below = issue_certificate(TestPki::request(), &no_authority);
  expect_refused(verify({below.certificate, no_authority.certificate}), "certificate path");
}

TEST_F(VerifyCertificate, RefusesAChangedCertificate) {
  Bytes der = pki.issue(TestPki::request()).certificate.to_der();
  // The name inside subjectAltName is the last text before the signature.
  const std::string_view text = as_text(der);
  der[text.rfind("tef.example")] = 'T';
  expected.value = "Tef.example";
  expect_refused(verify({Certificate::from_der(der).value()}), "certificate path");
}

TEST_F(VerifyCertificate, RefusesNothing) {
  expect_refused(verify({}), "no certificate");
  const Chain chain{pki.issue(TestPki::request()).certificate};
  anchors.clear();
  expect_refused(verify(chain), "certificate path");
}

TEST_F(VerifyCertificate, NamesAreComparedExactly) {
  const Chain chain{pki.issue(TestPki::request()).certificate};
  for (const std::string_view name :
       {"", "TEF.example", "tef.example.", "ef.example", "a.tef.example", "*", "end entity"}) {
    expected.value = name;
    expect_refused(verify(chain), "subjectAltName");
  }
}

TEST_F(VerifyCertificate, ANameOfTheOtherTypeDoesNotCount) {
  auto request = TestPki::request();
  request.uris = {"//sp.example/C1"};
  const Chain chain{pki.issue(request).certificate};
  expected = {IdentityKind::ae_id, "//sp.example/C1"};
  EXPECT_TRUE(verify(chain));
  expected = {IdentityKind::node_id, "tef.example"};
  expect_refused(verify(chain), "subjectAltName");
  expected = {IdentityKind::cse_id, "//sp.example/C1"};
  expect_refused(verify(chain), "subjectAltName");
}

TEST_F(VerifyCertificate, AnyOfTwoNamesMatches) {
  auto request = TestPki::request();
  request.dns_names = {"first.example", "second.example"};
  const Chain chain{pki.issue(request).certificate};
  expected.value = "second.example";
  EXPECT_TRUE(verify(chain));
  expected.value = "third.example";
  expect_refused(verify(chain), "subjectAltName");
}

// TS-0003 clause 10.1: no wildcards, not even beside the name that matches.
TEST_F(VerifyCertificate, RefusesAWildcard) {
  auto request = TestPki::request();
  request.dns_names = {"*.example"};
  expect_refused(verify({pki.issue(request).certificate}), "wildcard");
  request.dns_names = {"tef.example", "*.example"};
  expect_refused(verify({pki.issue(request).certificate}), "wildcard");
}

TEST_F(VerifyCertificate, NameConstraintsBind) {
  auto constrained = TestPki::authority("constrained");
  constrained.permitted_domains = {"example"};
  const auto authority = pki.issue(constrained);
  auto request = TestPki::request();
  EXPECT_TRUE(verify({issue_certificate(request, &authority).certificate, authority.certificate}));
  request.dns_names = {"tef.elsewhere"};
  expected.value = "tef.elsewhere";
  expect_refused(
      verify({issue_certificate(request, &authority).certificate, authority.certificate}),
      "permitted subtree violation");
}

// Made with Python's cryptography, which leaves keyUsage to the caller: valid from 2020 to 2120.
constexpr std::string_view kOtherRoot = R"(-----BEGIN CERTIFICATE-----
MIIBRDCB66ADAgECAhRXsJMKzP200DadnO3PpK8czIfwnTAKBggqhkjOPQQDAjAP
MQ0wCwYDVQQDDARyb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAw
WjAPMQ0wCwYDVQQDDARyb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE36yn
NsIcparpM9pI05sAyMJSYL+Tnmgl/hK+JaPgE7qVzKAKF5N+82YVGKTiQiv32aBl
T/YzySDstJJx7eV4laMjMCEwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMC
AgQwCgYIKoZIzj0EAwIDSAAwRQIhANYGrdMQaP8zve43WIDw51sRRoU6wt8wV0VZ
qOiHBczMAiAwG+2CHFPZXu9kuagBmnXNMKVn7dWO0xuL6sNPc/+6Zw==
-----END CERTIFICATE-----
)";
constexpr std::string_view kDigitalSignature = R"(-----BEGIN CERTIFICATE-----
MIIBVTCB/aADAgECAhQ+DxP5B5IqHxXTkFUEMYRhASEIjDAKBggqhkjOPQQDAjAP
MQ0wCwYDVQQDDARyb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAw
WjAMMQowCAYDVQQDDAFlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE4A1udUP6
nZpMimPfkO2OvspjkaUr/rCOgQSHpRaEx5gIZsqVovsk3+bWHJNRC+h2ei29u8+s
QnqqsY6/I8AdKqM4MDYwFgYDVR0RBA8wDYILdGVmLmV4YW1wbGUwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwCgYIKoZIzj0EAwIDRwAwRAIgLKGgzhjDGSHX
ZFBcXytPMoUJOqrC17qO8lMGdtO8apwCICmo3MV2h5a/owKGj5fHiVIU+DRENbuR
D0G9+2nvMMXP
-----END CERTIFICATE-----
)";
constexpr std::string_view kKeyAgreementOnly = R"(-----BEGIN CERTIFICATE-----
MIIBVjCB/aADAgECAhQd4KgUlc68cHrOas+Ryu5gw+zMLjAKBggqhkjOPQQDAjAP
MQ0wCwYDVQQDDARyb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAw
WjAMMQowCAYDVQQDDAFlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2GDsyXTs
4P6PQbcS4NbSGRxrXgjALtn+F8e99u7cjEMmJQfc7pkHTCMvf9jX3YmQtRB1o1uc
wrhTy6go4ZJzuKM4MDYwFgYDVR0RBA8wDYILdGVmLmV4YW1wbGUwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCAwgwCgYIKoZIzj0EAwIDSAAwRQIgdSW7peq/1Ux6
2RhPI9pcaDdfVBZpL/nQX4vvl5m5FMkCIQCyzh+9z/8uZRbtv/aqglZ89GXjkgLa
awnmg+vKJz4yPg==
-----END CERTIFICATE-----
)";
constexpr std::string_view kWithoutKeyUsage = R"(-----BEGIN CERTIFICATE-----
MIIBRTCB7aADAgECAhQZq9JfkIjFrSU6ld9jtNsBHqOdzDAKBggqhkjOPQQDAjAP
MQ0wCwYDVQQDDARyb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAw
WjAMMQowCAYDVQQDDAFlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETl+uLYUY
73YOzH7DNYBppp4CzrPgz6Uh7e1OtekBpwqBA0QaHovenicTnpSefmtR4CKCpLpA
wCuqixTewRhBf6MoMCYwFgYDVR0RBA8wDYILdGVmLmV4YW1wbGUwDAYDVR0TAQH/
BAIwADAKBggqhkjOPQQDAgNHADBEAiBjwg8Elegre+eYr30wY3mfpPjgodU3CiLU
9IUqHJZt3gIgcy7Zx9GZmDLJRmT5zbi67R5NKUVArUyjjpEx4iRhoec=
-----END CERTIFICATE-----
)";

TEST_F(VerifyCertificate, RefusesAMissingKeyUsage) {
  anchors = {Certificate::from_pem(kOtherRoot).value()};
  EXPECT_TRUE(verify({Certificate::from_pem(kDigitalSignature).value()}));
  for (const auto pem : {kKeyAgreementOnly, kWithoutKeyUsage}) {
    expect_refused(verify({Certificate::from_pem(pem).value()}), "keyUsage digitalSignature");
  }
}

}  // namespace
}  // namespace plumbline::crypto
