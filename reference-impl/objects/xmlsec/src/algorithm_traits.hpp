/// @file
/// What the algorithms are made of: identifiers, sizes, primitives of the crypto room.

#pragma once

#include "plumbline/crypto/aead.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/signature.hpp"
#include "plumbline/xmlsec/algorithms.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace plumbline::xmlsec {

/// The families of KeyManagement.
enum class KeyTransport : std::uint8_t { direct, key_wrap, rsa_oaep, ecdh };

[[nodiscard]] KeyTransport transport_of(KeyManagement algorithm) noexcept;
/// Octets of the key that wraps: 16, 24, 32; 0 when none does.
[[nodiscard]] std::size_t wrapping_key_size(KeyManagement algorithm) noexcept;
[[nodiscard]] crypto::AeadAlgorithm aead_of(ContentEncryption algorithm) noexcept;
/// The hash of an HMAC, else nothing.
[[nodiscard]] std::optional<crypto::HashAlgorithm> hmac_hash_of(SignatureMethod method) noexcept;
/// The kind of key that RSA and ECDSA are bound to; not for HMAC.
[[nodiscard]] crypto::KeyKind key_kind_of(SignatureMethod method) noexcept;
/// RSA and ECDSA; not for HMAC.
[[nodiscard]] crypto::SignatureAlgorithm signature_of(SignatureMethod method) noexcept;

/// Identifier of EncryptionMethod in EncryptedKey: key wrap (with ECDH, too) or RSA-OAEP.
[[nodiscard]] std::string_view uri_of(KeyManagement algorithm) noexcept;
[[nodiscard]] std::string_view uri_of(ContentEncryption algorithm) noexcept;
[[nodiscard]] std::string_view uri_of(SignatureMethod method) noexcept;
[[nodiscard]] std::string_view uri_of(crypto::HashAlgorithm digest) noexcept;

/// The reverse; nothing for identifiers that are never open. Key wrap without ECDH.
[[nodiscard]] std::optional<KeyManagement> key_management_of(std::string_view uri) noexcept;
[[nodiscard]] std::optional<ContentEncryption> content_encryption_of(std::string_view uri) noexcept;
[[nodiscard]] std::optional<SignatureMethod> signature_method_of(std::string_view uri) noexcept;
[[nodiscard]] std::optional<crypto::HashAlgorithm> digest_of(std::string_view uri) noexcept;

/// Errc::algorithm_not_allowed for an identifier that is never open.
[[nodiscard]] Error never_open(std::string_view what, std::string_view uri);

/// The key agreement that wraps as `key_wrap` does.
[[nodiscard]] KeyManagement with_ecdh(KeyManagement key_wrap) noexcept;

}  // namespace plumbline::xmlsec
