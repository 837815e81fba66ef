/// @file
/// The structure of xenc:EncryptedData, strictly read.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/xmlsec/encryption.hpp"

#include <libxml/tree.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::xmlsec {

/// One EncryptedKey, or what stands for it in direct mode.
struct EncryptedKey {
  KeyManagement algorithm = KeyManagement::direct;
  std::optional<std::string> key_name;
  Bytes cipher;
  std::optional<crypto::PublicKey> originator;  ///< ECDH: the sender's ephemeral key
  Bytes other_info;                             ///< ECDH: what the ConcatKDF binds the key to
};

struct EncryptedObject {
  EncryptedPart part{};
  std::string mime_type;
  ContentEncryption algorithm{};
  Bytes cipher;  ///< IV, ciphertext, tag
  /// In the order of the document; an Error for one whose algorithms are never open.
  std::vector<Result<EncryptedKey>> keys;
};

/// @return the errors of decrypt() that concern the object alone.
[[nodiscard]] Result<EncryptedObject> read_encrypted(const xmlNode& encrypted_data,
                                                     std::size_t max_recipients);

}  // namespace plumbline::xmlsec
