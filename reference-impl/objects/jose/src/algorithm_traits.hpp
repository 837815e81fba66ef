/// @file
/// What each JOSE algorithm stands on in the crypto room.

#pragma once

#include "plumbline/crypto/aead.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/key_management.hpp"
#include "plumbline/crypto/signature.hpp"
#include "plumbline/jose/algorithms.hpp"

#include <cstddef>
#include <optional>

namespace plumbline::jose {

[[nodiscard]] crypto::AeadAlgorithm aead_of(JweEnc enc) noexcept;

/// The AES-GCM of A*GCMKW.
[[nodiscard]] crypto::AeadAlgorithm key_wrapping_aead_of(JweAlg alg) noexcept;

/// What brings the content encryption key to its recipient.
enum class KeyManagement : std::uint8_t { direct, aes_kw, aes_gcm_kw, rsa_oaep, ecdh };

[[nodiscard]] KeyManagement management_of(JweAlg alg) noexcept;

/// The hash of HS256/384/512; nothing for asymmetric algorithms.
[[nodiscard]] std::optional<crypto::HashAlgorithm> hmac_hash_of(JwsAlg alg) noexcept;

/// Defined for asymmetric algorithms only.
[[nodiscard]] crypto::SignatureAlgorithm signature_of(JwsAlg alg) noexcept;

/// The only kind of key that an asymmetric `alg` takes, RFC 7518 clauses 3.3 to 3.5, RFC 8037.
[[nodiscard]] crypto::KeyKind key_kind_of(JwsAlg alg) noexcept;

}  // namespace plumbline::jose
