/// @file
/// Who an object is for, and what opens it.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <variant>

namespace plumbline::cms {

/// A key-encryption key that sender and receiver share.
///
/// @source RFC 5652 clause 6.2.3
struct SharedKek {
  Bytes id;                                  ///< keyIdentifier, compared octet by octet; not empty
  const crypto::SecretBytes* key = nullptr;  ///< 16, 24 or 32 octets; not null
};

/// A private key and the certificate over its public half.
struct KeyPair {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};

/// Who shall be able to read it: the holder of the key of an RSA or EC certificate, or of a KEK.
using Recipient = std::variant<crypto::Certificate, SharedKek>;

/// What a receiver holds.
using Credential = std::variant<KeyPair, SharedKek>;

}  // namespace plumbline::cms
