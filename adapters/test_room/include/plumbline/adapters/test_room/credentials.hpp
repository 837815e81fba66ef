/// @file
/// Keys and certificates for tests.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/certificate_issue.hpp"
#include "plumbline/harness/security.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::adapters::test_room {

inline std::shared_ptr<const crypto::SecretBytes> key_of(std::uint8_t octet) {
  const Bytes octets(32, octet);
  return std::make_shared<crypto::SecretBytes>(ByteView{octets});
}

/// An authority of its own.
class Pki {
 public:
  [[nodiscard]] harness::CertificateCredential issue(
      std::vector<std::string> dns_names,
      std::vector<std::string> uris,
      std::chrono::milliseconds valid_for = std::chrono::hours{1},
      std::string common_name = "end entity") const {
    const auto now = SystemClock{}.now();
    const auto issued = crypto::issue_certificate({.common_name = std::move(common_name),
                                                   .dns_names = std::move(dns_names),
                                                   .uris = std::move(uris),
                                                   .not_before = now - std::chrono::hours{2},
                                                   .not_after = now + valid_for,
                                                   .permitted_domains = {}},
                                                  &authority_);
    return {.chain_pem = issued.certificate.to_pem(),
            .key_pem = std::make_shared<crypto::SecretBytes>(issued.key.to_pem())};
  }

  [[nodiscard]] std::string anchor() const { return authority_.certificate.to_pem(); }

 private:
  crypto::IssuedCertificate authority_ =
      crypto::issue_certificate({.common_name = "test authority",
                                 .dns_names = {},
                                 .uris = {},
                                 .not_before = SystemClock{}.now() - std::chrono::hours{3},
                                 .not_after = SystemClock{}.now() + std::chrono::hours{3},
                                 .authority = true,
                                 .permitted_domains = {}});
};

/// The authority that both ends trust.
inline const Pki& pki() {
  static const Pki pki;
  return pki;
}

/// One that they do not.
inline const Pki& foreign_pki() {
  static const Pki pki;
  return pki;
}

}  // namespace plumbline::adapters::test_room
