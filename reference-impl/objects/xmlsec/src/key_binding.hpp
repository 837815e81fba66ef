/// @file
/// Which keys an algorithm may use: type, curve, size and use.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/xmlsec/algorithms.hpp"
#include "plumbline/xmlsec/key.hpp"

#include <optional>

namespace plumbline::xmlsec {

/// How a CEK is managed and what it encrypts.
struct EncryptionAlgorithms {
  KeyManagement management{};
  ContentEncryption content{};
};

/// Errc::key_mismatch unless a sender may encrypt to `key`.
[[nodiscard]] Result<void> check_encrypting_key(const Key& key,
                                                const EncryptionAlgorithms& algorithms);
/// Errc::key_mismatch unless a receiver may decrypt with `key`.
[[nodiscard]] Result<void> check_decrypting_key(const Key& key,
                                                const EncryptionAlgorithms& algorithms);
/// Errc::key_mismatch unless `key` may verify.
[[nodiscard]] Result<void> check_verifying_key(const Key& key, SignatureMethod method);
/// Errc::key_mismatch unless `key` may sign.
[[nodiscard]] Result<void> check_signing_key(const Key& key, SignatureMethod method);

/// A public key that one of these checks, or the reader of an object, has made sure of;
/// std::logic_error when none has.
[[nodiscard]] crypto::PublicKey required(const std::optional<crypto::PublicKey>& key);

}  // namespace plumbline::xmlsec
