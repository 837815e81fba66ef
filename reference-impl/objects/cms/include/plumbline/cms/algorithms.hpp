/// @file
/// CMS algorithms and the policy that says which of them are open.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plumbline::cms {

/// How the content encryption key comes to a recipient.
enum class KeyManagement : std::uint8_t {
  rsa_oaep_sha256,   ///< key transport, RSAES-OAEP and MGF1 with SHA-256: RFC 4055 clause 4.1
  ecdh_aes128_wrap,  ///< ephemeral-static ECDH, X9.63 KDF with SHA-256: RFC 5753 clause 3.1.1
  ecdh_aes192_wrap,
  ecdh_aes256_wrap,
  kek_aes128_wrap,  ///< a shared key-encryption key, RFC 3565 clause 2.3.2
  kek_aes192_wrap,
  kek_aes256_wrap,
};

/// How the content is encrypted. GCM stands in AuthEnvelopedData (RFC 5083, RFC 5084), CBC in
/// EnvelopedData (RFC 5652 clause 6): that one protects no integrity.
enum class ContentEncryption : std::uint8_t {
  aes128_gcm,
  aes192_gcm,
  aes256_gcm,
  aes128_cbc,
  aes192_cbc,
  aes256_cbc,
};

/// How a signer signs: PKCS #1 v1.5 (RFC 3370 clause 3.2, RFC 5754) or ECDSA (RFC 5753 clause 2).
enum class SignatureScheme : std::uint8_t {
  rsa_sha256,
  rsa_sha384,
  rsa_sha512,
  ecdsa_sha256,
  ecdsa_sha384,
  ecdsa_sha512,
};

/// A stable name, e.g. "RSA-OAEP-SHA256", "ECDH-SHA256+AES256-WRAP", "AES256-GCM", "ECDSA-SHA256".
[[nodiscard]] std::string_view name_of(KeyManagement algorithm) noexcept;
[[nodiscard]] std::string_view name_of(ContentEncryption algorithm) noexcept;
[[nodiscard]] std::string_view name_of(SignatureScheme scheme) noexcept;

/// Octets of a content-encryption key: 16, 24, 32.
[[nodiscard]] std::size_t key_size_of(ContentEncryption algorithm) noexcept;

/// Whether a changed ciphertext is noticed.
[[nodiscard]] bool is_authenticated(ContentEncryption algorithm) noexcept;

/// The set of algorithms that are open. A plain value: copy it, compare it.
///
/// Never open, under no policy, because they have no name here: RC2, DES and 3DES, RSA key
/// transport with PKCS #1 v1.5 (its padding is an oracle for whoever may ask twice), SHA-1
/// anywhere, key derivation from passwords, RSASSA-PSS and EdDSA (OpenSSL 3.0 signs no CMS with the
/// latter).
class AlgorithmPolicy {
 public:
  /// Nothing is open.
  AlgorithmPolicy() = default;

  /// The closed list of ESData: everything of this page but CBC, which lets a changed envelope
  /// yield a payload (TR-0012 table 8.2.2-1 wants it not to).
  [[nodiscard]] static AlgorithmPolicy esdata();

  /// Exactly the algorithms of `names`, as name_of() spells them, all three kinds together.
  ///
  /// @return Errc::algorithm_not_allowed for any other name.
  [[nodiscard]] static Result<AlgorithmPolicy> named(std::span<const std::string> names);

  [[nodiscard]] bool allows(KeyManagement algorithm) const noexcept;
  [[nodiscard]] bool allows(ContentEncryption algorithm) const noexcept;
  [[nodiscard]] bool allows(SignatureScheme scheme) const noexcept;

  friend bool operator==(const AlgorithmPolicy&, const AlgorithmPolicy&) = default;

 private:
  std::uint32_t open_ = 0;  ///< one bit for each row of the table in algorithms.cpp
};

}  // namespace plumbline::cms
