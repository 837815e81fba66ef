/// @file
/// Keys and certificates for tests.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/certificate_issue.hpp"
#include "plumbline/harness/security.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::adapters::mqtt::testing {

using namespace std::chrono_literals;

inline std::shared_ptr<const crypto::SecretBytes> key_of(std::uint8_t octet) {
  const Bytes octets(32, octet);
  return std::make_shared<crypto::SecretBytes>(ByteView{octets});
}

inline crypto::IssuedCertificate new_authority() {
  const auto now = SystemClock{}.now();
  return crypto::issue_certificate({.common_name = "test authority",
                                    .dns_names = {},
                                    .uris = {},
                                    .not_before = now - 1h,
                                    .not_after = now + 1h,
                                    .authority = true,
                                    .permitted_domains = {}});
}

inline const crypto::IssuedCertificate& authority() {
  static const auto made = new_authority();
  return made;
}

inline harness::CertificateCredential issue(std::vector<std::string> dns_names,
                                            std::vector<std::string> uris,
                                            std::string common_name = "end entity") {
  const auto now = SystemClock{}.now();
  const auto issued = crypto::issue_certificate({.common_name = std::move(common_name),
                                                 .dns_names = std::move(dns_names),
                                                 .uris = std::move(uris),
                                                 .not_before = now - 1h,
                                                 .not_after = now + 1h,
                                                 .permitted_domains = {}},
                                                &authority());
  return {.chain_pem = issued.certificate.to_pem(),
          .key_pem = std::make_shared<crypto::SecretBytes>(issued.key.to_pem())};
}

inline harness::TlsClientOptions psk(const std::string& identity, std::uint8_t octet) {
  harness::TlsClientOptions options;
  options.credential = harness::PskCredential{.identity = identity, .key = key_of(octet)};
  return options;
}

/// The common name is the id, too.
inline harness::TlsClientOptions certificate(const std::string& id) {
  harness::TlsClientOptions options;
  options.credential = issue({}, {id}, id);
  options.anchors_pem = {authority().certificate.to_pem()};
  options.server = {.kind = crypto::IdentityKind::fqdn, .value = "localhost"};
  return options;
}

}  // namespace plumbline::adapters::mqtt::testing
