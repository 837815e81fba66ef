/// @file
/// The content encryption key (CEK) and how it is wrapped for one recipient.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/xmlsec/encryption.hpp"

#include "encrypted_object.hpp"

#include <libxml/tree.h>

#include <optional>

namespace plumbline::xmlsec {

/// Appends the EncryptedKey of `recipient`, whose key fits, to a KeyInfo; with `ephemeral` instead
/// of a fresh key pair for known answers.
///
/// @return Errc::key_mismatch when `ephemeral` is on another curve than the recipient's key.
[[nodiscard]] Result<void> add_encrypted_key(xmlNode& key_info,
                                             const EncryptionRecipient& recipient,
                                             const crypto::SecretBytes& cek,
                                             const std::optional<crypto::PrivateKey>& ephemeral);

/// The CEK that `encrypted` stands for under `key`, which fits.
///
/// @return Errc::key_mismatch when the originator's key is on another curve than ours;
///         Errc::authentication_failed for every way in which key and encrypted key do not belong
///         together.
[[nodiscard]] Result<crypto::SecretBytes> recover_cek(const EncryptedKey& encrypted,
                                                      const Key& key);

}  // namespace plumbline::xmlsec
