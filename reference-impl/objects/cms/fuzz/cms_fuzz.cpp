#include "plumbline/cms/enveloped.hpp"
#include "plumbline/cms/signed.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace cms = plumbline::cms;
namespace crypto = plumbline::crypto;

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// The key of tests/data/make_data, so that the seeds open.
const crypto::SecretBytes& kek() {
  static const crypto::SecretBytes kKey{
      plumbline::from_hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
          .value()};
  return kKey;
}

const std::vector<cms::Credential>& credentials() {
  static const std::vector<cms::Credential> kHeld{cms::SharedKek{.id = {'K', '1'}, .key = &kek()}};
  return kHeld;
}

/// The signer of the seeds, tests/data/p256.pem.
const std::vector<crypto::Certificate>& trusted() {
  static const std::vector<crypto::Certificate> kTrusted{
      crypto::Certificate::from_pem(R"(-----BEGIN CERTIFICATE-----
MIIBpjCCAU2gAwIBAgIUCSAvo7UfANjeg5rtr5ZzEhjvUdgwCgYIKoZIzj0EAwIw
KDEXMBUGA1UECgwOUGx1bWJsaW5lIHRlc3QxDTALBgNVBAMMBHAyNTYwIBcNMjYx
MTIzMDA1OTE3WhgPMjEyNjEwMzAwMDU5MTdaMCgxFzAVBgNVBAoMDlBsdW1ibGlu
ZSB0ZXN0MQ0wCwYDVQQDDARwMjU2MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
OfQ0u84QZ90xwmHkUcEi3dbcv+cLS3EzsWrmcVE0i9oBuoh9/2zZpvCOOFt5FY5h
Wr02Ate1+Vkd8r4qJwFBYqNTMFEwHwYDVR0jBBgwFoAUfo608s64mKrGmsZ5ZjoQ
hRG0cdAwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUfo608s64mKrGmsZ5ZjoQ
hRG0cdAwCgYIKoZIzj0EAwIDRwAwRAIgMoGLf6q7lX7FlJmx7mOaawoUgD7sMi0m
A2kA4jcVjTYCIGayX4bzKFNH1/nj49gBQnhbrF9suYgS85x43h3Tss+A
-----END CERTIFICATE-----
)")
          .value()};
  return kTrusted;
}

cms::AlgorithmPolicy every_algorithm() {
  const std::vector<std::string> names{
      "AES128-CBC", "AES128-GCM", "AES256-GCM", "AES256-WRAP", "ECDSA-SHA256"};
  return cms::AlgorithmPolicy::named(names).value();
}

}  // namespace

/// Whatever opens or verifies is within bounds; whatever does not says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plumbline::ByteView octets{data, size};
  const cms::CmsLimits limits{.octets = std::size_t{1} << 16U, .recipients = 4};
  const auto opened =
      cms::open(octets, credentials(), {.algorithms = every_algorithm(), .limits = limits});
  require(opened ? opened.value().plaintext.size() < size : !opened.error().detail.empty());
  cms::VerifyOptions options;
  options.limits = limits;
  for (const bool detached : {false, true}) {
    if (detached) {
      options.detached_payload = plumbline::as_bytes(R"({"m2m:cin":{"con":"21"}})");
    }
    const auto verified = cms::verify(octets, trusted(), options);
    require(verified ? !verified.value().verified.empty() : !verified.error().detail.empty());
  }
  return 0;
}
