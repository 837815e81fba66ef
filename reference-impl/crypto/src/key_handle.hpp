/// @file
/// What a PublicKey and a PrivateKey hold.

#pragma once

#include "plumbline/crypto/asymmetric_key.hpp"

#include "ossl.hpp"

#include <optional>

namespace plumbline::crypto {

struct ossl::KeyHandle {
  PkeyPtr pkey;
  KeyKind kind;
};

/// Field size of a NIST curve in octets; 0 for other kinds.
[[nodiscard]] std::size_t field_size_of(KeyKind kind) noexcept;

/// OpenSSL's name of a NIST curve.
[[nodiscard]] const char* curve_name_of(KeyKind kind) noexcept;

/// Finds the kind of `pkey` and checks the bounds of its size.
///
/// @return Errc::unsupported for a kind that is not ours, Errc::invalid_length for an RSA size.
[[nodiscard]] Result<std::shared_ptr<const ossl::KeyHandle>> adopt_key(ossl::PkeyPtr pkey);

/// A big-endian number parameter of an RSA or EC key, left-padded to `size` (0: its own size).
/// Nothing when the key has no such number or it does not fit.
[[nodiscard]] std::optional<SecretBytes> number_of(const EVP_PKEY* pkey,
                                                   const char* name,
                                                   std::size_t size = 0);

/// RSA: modulus and exponent within bounds. @return as PublicKey::from_rsa
[[nodiscard]] Result<void> check_rsa_public(const EVP_PKEY* pkey);

/// That the private numbers belong together (RFC 8017 clause 3.2). @return Errc::malformed
[[nodiscard]] Result<void> check_rsa_private(const EVP_PKEY* pkey);

}  // namespace plumbline::crypto
