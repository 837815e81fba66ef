/// @file
/// What both ends of key establishment share.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/esf/algorithm_sets.hpp"
#include "plumbline/esf/s1_body.hpp"
#include "plumbline/jose/jwk.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esf {

/// Octets of an envelope master key that is made here, and least octets of any other.
inline constexpr std::size_t kMasterKeySize = 32;

/// JWE "enc" of the objects that carry an envelope master key.
inline constexpr jose::JweEnc kKeySetEnc = jose::JweEnc::a256gcm;

/// The algorithms of one envelope, as far as its shape goes.
struct Selection {
  TargetDataClass target_data_class{};
  const PsAlgSet& payload;
  std::vector<KeAlgSet> key_sets;
};

/// The algorithm with which the source signs its key sets, if it does.
[[nodiscard]] std::optional<jose::JwsAlg> key_signature_of(const Selection& selection);

/// Whether anything in the envelope needs a certificate of the source.
[[nodiscard]] bool needs_certificate(const Selection& selection);

/// Whether the sets go with the payload and with each other.
/// @source TR-0012 tables 6.2.2.2.2-1 and 6.2.2.2.3-1; 6.2.3.1.1-1 and 6.2.3.2.1-1 (one target)
/// @return Errc::invalid_value naming the rule.
[[nodiscard]] Result<void> check_selection(const Selection& selection);

/// The two ends of a key agreement.
struct Agreement {
  const crypto::PrivateKey& mine;
  const crypto::PublicKey& theirs;
  std::string_view source_id;
  std::string_view target_id;
};

/// The envelope master key of ECDH-ES: the Concat KDF of RFC 7518 with AlgorithmID "ECDH-ES", the
/// source as PartyUInfo and the target as PartyVInfo, 32 octets.
/// @return Errc::key_mismatch when the curves differ or are none of NIST.
[[nodiscard]] Result<crypto::SecretBytes> agree(const Agreement& agreement);

/// A copy of a symmetric key that is an envelope master key.
/// @return Errc::key_mismatch for a key pair, Errc::invalid_length under kMasterKeySize.
[[nodiscard]] Result<crypto::SecretBytes> master_key_of(const jose::Jwk& key);

/// The key under that name, whatever it was called.
[[nodiscard]] jose::Jwk named(const jose::Jwk& key, const std::string& id);

}  // namespace plumbline::esf
