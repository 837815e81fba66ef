/// @file
/// What brings a content encryption key to its recipient with public keys.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/hash.hpp"

#include <cstddef>
#include <string_view>

namespace plumbline::crypto {

/// RSAES-OAEP with `hash` for OAEP and MGF1, empty label.
///
/// @source RFC 8017 clause 7.1
/// @return Errc::key_mismatch when `key` is not RSA; Errc::invalid_length if `secret` is too long.
[[nodiscard]] Result<Bytes> rsa_oaep_encrypt(HashAlgorithm hash,
                                             const PublicKey& key,
                                             ByteView secret);

/// @return the secret; Errc::key_mismatch, or Errc::authentication_failed for every failure.
[[nodiscard]] Result<SecretBytes> rsa_oaep_decrypt(HashAlgorithm hash,
                                                   const PrivateKey& key,
                                                   ByteView ciphertext);

/// RSAES-OAEP with SHA-1 for OAEP and MGF1: "RSA-OAEP" of RFC 7518 clause 4.3, the one place where
/// SHA-1 lives on. Errors as rsa_oaep_encrypt and rsa_oaep_decrypt.
[[nodiscard]] Result<Bytes> rsa_oaep_sha1_encrypt(const PublicKey& key, ByteView secret);
[[nodiscard]] Result<SecretBytes> rsa_oaep_sha1_decrypt(const PrivateKey& key, ByteView ciphertext);

/// ECDH: the x coordinate of the shared point, field size octets.
///
/// @source NIST SP 800-56A clause 5.7.1.2
/// @return Errc::key_mismatch when the curves differ or are no NIST curves.
[[nodiscard]] Result<SecretBytes> ecdh(const PrivateKey& mine, const PublicKey& theirs);

struct OneStepKdfInput {
  ByteView shared_secret;
  ByteView other_info;          ///< what the protocol binds the key to
  std::size_t output_size = 0;  ///< octets, 1 to 64
};

/// The Concat KDF with SHA-256 over OtherInfo as it stands, as XML Encryption 1.1 clause 5.4.1
/// composes it.
///
/// @source NIST SP 800-56A clause 5.8.1
/// @return Errc::invalid_length for sizes outside the ranges above.
[[nodiscard]] Result<SecretBytes> one_step_kdf(const OneStepKdfInput& input);

struct ConcatKdfInput {
  ByteView shared_secret;
  std::string_view algorithm_id;  ///< "alg" (key wrapping) or "enc" (direct), RFC 7518 4.6.2
  ByteView party_u;               ///< decoded "apu", may be empty
  ByteView party_v;               ///< decoded "apv", may be empty
  std::size_t output_size = 0;    ///< octets, 1 to 64
};

/// The Concat KDF of RFC 7518 clause 4.6.2 with SHA-256.
[[nodiscard]] Result<SecretBytes> concat_kdf(const ConcatKdfInput& input);

}  // namespace plumbline::crypto
