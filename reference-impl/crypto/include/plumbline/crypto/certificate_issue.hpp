/// @file
/// Makes certificates for test PKIs.

#pragma once

#include "plumbline/crypto/certificate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plumbline::crypto {

struct CertificateRequest {
  std::string common_name;
  std::vector<std::string> dns_names;  ///< subjectAltName dNSName
  std::vector<std::string> uris;       ///< subjectAltName URI
  TimePoint not_before;
  TimePoint not_after;
  bool authority = false;                      ///< a CA certificate
  std::vector<std::string> permitted_domains;  ///< nameConstraints, for a CA
  std::vector<std::string> hardware_ids;       ///< of a device, as Certificate::hardware_ids()
};

struct IssuedCertificate {
  Certificate certificate;
  PrivateKey key;
};

/// Issues an ECDSA P-256 / SHA-256 certificate as profiled by TS-0003 clause 10.1 over a fresh key,
/// signed by `issuer`, or self-signed without one. Throws for a hardware id of another form.
[[nodiscard]] IssuedCertificate issue_certificate(const CertificateRequest& request,
                                                  const IssuedCertificate* issuer = nullptr);

}  // namespace plumbline::crypto
