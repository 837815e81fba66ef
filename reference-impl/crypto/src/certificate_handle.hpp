/// @file
/// What a Certificate holds.

#pragma once

#include "plumbline/crypto/certificate.hpp"

#include "ossl.hpp"

namespace plumbline::crypto {

namespace ossl {

using X509Ptr = Ptr<X509, X509_free>;

struct CertificateHandle {
  X509Ptr x509;
  PublicKey key;
};

}  // namespace ossl

/// @return Errc::unsupported or Errc::invalid_length for a public key that is not ours.
[[nodiscard]] Result<Certificate> adopt_certificate(ossl::X509Ptr x509);

/// A time that ASN1_TIME_check accepts.
[[nodiscard]] TimePoint time_point(const ASN1_TIME* time);

}  // namespace plumbline::crypto
