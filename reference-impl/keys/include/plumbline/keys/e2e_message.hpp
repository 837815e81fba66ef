/// @file
/// End-to-end keys for messages and attributes.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <optional>

namespace plumbline::keys {

struct E2eMessageInput {
  /// HMAC-Hash is not named in the clause; SHA-256 is our choice.
  crypto::HashAlgorithm hash = crypto::HashAlgorithm::sha256;
  /// Absent: zero octets, which HMAC cannot tell from an empty salt (see data_security.hpp).
  std::optional<Bytes> salt;
  ByteView key;  ///< Kpsa, or the random value of a source that generates its own; not empty
};

/// Each size_of(hash) octets.
struct E2eMessageKeys {
  crypto::SecretBytes master;    ///< Ke2e_master
  crypto::SecretBytes msg_auth;  ///< T(1)
  crypto::SecretBytes msg_conf;  ///< T(2)
  crypto::SecretBytes att_auth;  ///< T(3)
  crypto::SecretBytes att_conf;  ///< T(4)
};

/// All five keys.
///
/// @source TS-0003 clause 10.3.6; TR-0012 clause 7.4.1.2
/// @return Errc::invalid_length when `key` is empty.
[[nodiscard]] Result<E2eMessageKeys> derive_e2e_message(const E2eMessageInput& input);

/// Where one AEAD key serves, the clause allows either (our choice: the confidentiality key).
enum class E2eAeadKey : std::uint8_t { confidentiality, authentication };

/// The single AEAD key for messages, as a view into `keys`.
[[nodiscard]] ByteView message_aead_key(const E2eMessageKeys& keys,
                                        E2eAeadKey choice = E2eAeadKey::confidentiality) noexcept;

/// The single AEAD key for attributes, as a view into `keys`.
[[nodiscard]] ByteView attribute_aead_key(const E2eMessageKeys& keys,
                                          E2eAeadKey choice = E2eAeadKey::confidentiality) noexcept;

}  // namespace plumbline::keys
