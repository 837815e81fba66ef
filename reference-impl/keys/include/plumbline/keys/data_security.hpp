/// @file
/// Keys that protect data at rest: bootstrapped data security, TR-0012 clause 7.3.2.2.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace plumbline::keys {

struct DataSecurityInput {
  crypto::HashAlgorithm hash = crypto::HashAlgorithm::sha256;
  /// Absent: size_of(hash) zero octets. HMAC pads its key with zero octets, so an empty salt and
  /// any other number of zero octets up to the block size give the same keys.
  std::optional<Bytes> salt;
  ByteView key;  ///< Ke, Kpsa or Km; 1 or more octets
};

/// Each size_of(hash) octets.
struct DataSecurityKeys {
  crypto::SecretBytes master;           ///< data_sec_master
  crypto::SecretBytes authenticity;     ///< data_auth = T(1)
  crypto::SecretBytes confidentiality;  ///< data_conf = T(2)
};

/// Master key of the salt and Ke (or what stands for it), and the two keys expanded from it.
///
/// @source TR-0012 clause 7.3.2.2 step 1; RFC 5869
/// @return Errc::invalid_length when `key` is empty.
[[nodiscard]] Result<DataSecurityKeys> derive_data_security(const DataSecurityInput& input);

/// The expansion alone: T(1) and T(2) of `master`, which is copied into the result.
///
/// @source TR-0012 clause 7.3.2.2 step 1
[[nodiscard]] DataSecurityKeys expand_data_security(crypto::HashAlgorithm hash, ByteView master);

/// Which of the two keys serves an AEAD algorithm alone; the clause leaves it open (our choice:
/// confidentiality, as in `aead_key`).
enum class AeadKey : std::uint8_t { confidentiality, authenticity };

/// data_auth_conf, the single key of an AEAD algorithm, as a view into `keys`.
///
/// @source TR-0012 clause 7.3.2.2 step 1
[[nodiscard]] ByteView aead_key(const DataSecurityKeys& keys,
                                AeadKey choice = AeadKey::confidentiality) noexcept;

enum class ResourceKind : std::uint8_t { container, content_instance };

struct ResourceKeyInput {
  crypto::HashAlgorithm hash = crypto::HashAlgorithm::sha256;
  ByteView key;  ///< data_auth or data_conf; 1 or more octets
  ResourceKind kind = ResourceKind::container;
  std::string_view container_name;  ///< as given, not normalised; 1 or more octets
  ByteView freshness;               ///< nonce octets or ASCII creation time; 1 or more octets
};

/// Container or contentInstance key that authenticates; its label names the container either way.
///
/// @source TR-0012 clause 7.3.2.2 step 3
/// @return Errc::invalid_length for an empty key, name or freshness.
[[nodiscard]] Result<crypto::SecretBytes> derive_resource_authenticity_key(
    const ResourceKeyInput& input);

/// Container or contentInstance key that encrypts; for an instance the fixed text "ContentInstance"
/// takes the place of the container name.
///
/// @source TR-0012 clause 7.3.2.2 step 3
/// @return as derive_resource_authenticity_key
[[nodiscard]] Result<crypto::SecretBytes> derive_resource_confidentiality_key(
    const ResourceKeyInput& input);

}  // namespace plumbline::keys
