/// @file
/// How the content encryption key (CEK) comes to a recipient, RFC 7518 clause 4.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/jose/jwk.hpp"

#include "header_rules.hpp"

#include <optional>

namespace plumbline::jose {

/// One recipient: a key that fits the algorithms (key_binding.hpp) and its merged header.
struct CekContext {
  const Jwk& key;
  JweAlgorithms algorithms;
  const Header& header;
};

/// The randomness of a sender; `epk` instead of a fresh ephemeral key for known answers.
struct CekRandomness {
  RandomSource& source;
  const std::optional<crypto::PrivateKey>& epk;
};

struct DirectCek {
  crypto::SecretBytes cek;
  Json parameters;  ///< header members to add; null when there are none
};

struct EncryptedCek {
  Bytes encrypted_key;
  Json parameters;  ///< as above
};

/// Sender, direct modes: the CEK that key and header stand for.
[[nodiscard]] Result<DirectCek> direct_cek(const CekContext& context,
                                           const CekRandomness& randomness);

/// Sender, all other modes.
[[nodiscard]] Result<EncryptedCek> encrypt_cek(const CekContext& context,
                                               const crypto::SecretBytes& cek,
                                               const CekRandomness& randomness);

/// Receiver, all modes. Errc::authentication_failed for every way in which key and encrypted key do
/// not belong together; other errors are about the header alone.
[[nodiscard]] Result<crypto::SecretBytes> recover_cek(const CekContext& context,
                                                      ByteView encrypted_key);

}  // namespace plumbline::jose
