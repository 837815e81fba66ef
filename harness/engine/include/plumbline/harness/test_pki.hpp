/// @file
/// The certificates of a campaign, right ones and wrong ones.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate_issue.hpp"
#include "plumbline/harness/security.hpp"

#include <string>
#include <string_view>

namespace plumbline::harness {

/// What is wrong with a certificate; right: nothing.
enum class CertificateFault { right, expired, foreign_issuer, other_name };

/// One authority, whose certificate every party of a campaign trusts, and a foreign one that nobody
/// trusts.
class TestPki {
 public:
  /// A fresh authority, valid from an hour before `now` for ten years.
  [[nodiscard]] static TestPki make(TimePoint now);
  /// The authority of an earlier run. Errc::malformed, Errc::key_mismatch.
  [[nodiscard]] static Result<TestPki> load(std::string_view certificate_pem,
                                            std::string_view key_pem,
                                            TimePoint now);

  /// Certificate of an AE: URI = absolute AE-ID (TS-0003 clause 10.1).
  [[nodiscard]] CertificateCredential for_entity(const std::string& absolute_id,
                                                 CertificateFault fault) const;
  /// Certificate of a CSE, TEF, MAF, MEF: dNSName.
  [[nodiscard]] CertificateCredential for_server(const std::string& fqdn,
                                                 CertificateFault fault) const;

  [[nodiscard]] std::string authority_pem() const;
  [[nodiscard]] crypto::SecretBytes authority_key_pem() const;

 private:
  TestPki(crypto::IssuedCertificate authority, TimePoint now);

  [[nodiscard]] CertificateCredential issue(crypto::CertificateRequest request,
                                            CertificateFault fault) const;

  crypto::IssuedCertificate authority_;
  crypto::IssuedCertificate stranger_;
  TimePoint now_;
};

}  // namespace plumbline::harness
