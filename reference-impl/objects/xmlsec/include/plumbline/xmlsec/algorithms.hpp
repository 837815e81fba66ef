/// @file
/// Algorithms of XML Encryption and XML Signature, and the policy that says which of them are open.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plumbline::xmlsec {

/// How the content encryption key comes to a recipient, XML Encryption 1.1 clauses 5.5 to 5.7.
/// `direct`: it is the recipient's key, and there is no EncryptedKey.
enum class KeyManagement : std::uint8_t {
  direct,
  kw_aes128,
  kw_aes192,
  kw_aes256,
  rsa_oaep,
  ecdh_es_kw_aes128,
  ecdh_es_kw_aes192,
  ecdh_es_kw_aes256,
};

/// XML Encryption 1.1 clause 5.2.4.
enum class ContentEncryption : std::uint8_t { aes128_gcm, aes192_gcm, aes256_gcm };

/// XML Signature 1.1 clauses 6.3 and 6.4. ECDSA with SHA-256, 384, 512 is bound to P-256, P-384,
/// P-521.
enum class SignatureMethod : std::uint8_t {
  hmac_sha256,
  hmac_sha384,
  hmac_sha512,
  rsa_sha256,
  rsa_sha384,
  rsa_sha512,
  ecdsa_sha256,
  ecdsa_sha384,
  ecdsa_sha512,
};

/// The last part of the identifier, e.g. "kw-aes128", "aes256-gcm", "hmac-sha256"; further
/// "direct", "ECDH-ES+kw-aes128".
[[nodiscard]] std::string_view name_of(KeyManagement algorithm) noexcept;
[[nodiscard]] std::string_view name_of(ContentEncryption algorithm) noexcept;
[[nodiscard]] std::string_view name_of(SignatureMethod algorithm) noexcept;

/// The algorithm of that name; nothing for others.
[[nodiscard]] std::optional<KeyManagement> key_management_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<ContentEncryption> content_encryption_named(
    std::string_view name) noexcept;
[[nodiscard]] std::optional<SignatureMethod> signature_method_named(std::string_view name) noexcept;

/// The set of algorithms that are open. A plain value: copy it, compare it.
///
/// Never open, under no policy: AES-CBC and RSA-1_5 (oracles for whoever may ask twice), SHA-1,
/// RSA-OAEP with any hash or mask generation but SHA-256, canonicalization but Exclusive C14N 1.0.
class AlgorithmPolicy {
 public:
  /// Nothing is open.
  AlgorithmPolicy() = default;

  /// The closed list of ESData: all that the three enumerations name.
  ///
  /// @source TS-0003 tables 8.5.3.2-1, 8.5.3.2-2, 8.5.3.3-1
  [[nodiscard]] static AlgorithmPolicy esdata() noexcept;

  /// Exactly the algorithms of `names`, of all three kinds together.
  ///
  /// @return Errc::algorithm_not_allowed for any other name.
  [[nodiscard]] static Result<AlgorithmPolicy> named(std::span<const std::string> names);

  [[nodiscard]] bool allows(KeyManagement algorithm) const noexcept;
  [[nodiscard]] bool allows(ContentEncryption algorithm) const noexcept;
  [[nodiscard]] bool allows(SignatureMethod algorithm) const noexcept;

  friend bool operator==(const AlgorithmPolicy&, const AlgorithmPolicy&) = default;

 private:
  std::uint32_t key_management_ = 0;
  std::uint32_t content_encryption_ = 0;
  std::uint32_t signature_ = 0;
};

}  // namespace plumbline::xmlsec
