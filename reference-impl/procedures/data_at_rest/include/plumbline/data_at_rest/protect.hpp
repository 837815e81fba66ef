/// @file
/// Protects data before it leaves its originator.

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/data_at_rest/protected_data.hpp"
#include "plumbline/jose/algorithms.hpp"
#include "plumbline/jose/jwk.hpp"

#include <optional>
#include <string>

namespace plumbline::data_at_rest {

/// What makes a key, and a tag, new. Both enter every protected header.
/// @source TR-0012 clause 7.3.2.2 step 3
struct Freshness {
  Bytes nonce;           ///< 16 octets
  std::string time;      ///< m2m:timestamp
  bool by_time = false;  ///< the key derives from the time, not from the nonce

  /// What enters the key derivation.
  [[nodiscard]] ByteView octets() const noexcept {
    return by_time ? as_bytes(time) : ByteView{nonce};
  }
};

/// A key as it is used, and how it came about.
struct WorkingKey {
  jose::Jwk key;              ///< symmetric; longer than the algorithm needs: leftmost octets count
  std::string credential_id;  ///< becomes kid; empty: the id travels apart
  KeyScope scope = KeyScope::data;
  Freshness freshness;
};

struct ProtectionPlan {
  Protection protection = Protection::both;
  Order order = Order::sign_then_encrypt;
  Form form = Form::compact;
  jose::JweAlg alg = jose::JweAlg::dir;
  jose::JweEnc enc = jose::JweEnc::a256gcm;
  jose::JwsAlg mac = jose::JwsAlg::hs256;
  crypto::HashAlgorithm hash = crypto::HashAlgorithm::sha256;  ///< of the key derivations
  Level level = Level::keys;
  std::optional<Bytes> salt;  ///< told to the client when there is one
  std::string container;      ///< name that enters the key derivations
};

struct ProtectInput {
  const ProtectionPlan& plan;
  const WorkingKey* confidentiality = nullptr;  ///< for encrypt, both, aead
  const WorkingKey* authenticity = nullptr;     ///< for integrity, both
  ByteView payload;                             ///< with Form::part: the whole JSON document
  std::string payload_type;                     ///< media type, becomes cty
  std::string resource;  ///< name of the resource that holds the result; becomes `res`
  std::string pointer;   ///< RFC 6901, Form::part only; becomes `ptr`
};

/// Protects one piece of data under a new IV.
///
/// Protected header members beside those of JOSE: the CryptoParams `kl nonce ct hash salt lvl use`,
/// and `ts` (time), `scp` (KeyScope), `cnt` (container name), `res`, `ptr`. An encrypted object
/// that has a tag of its own says so in `tag`: {`kid scp nonce ct`} of the key that the tag is made
/// with.
///
/// @source TR-0012 clause 7.3.2.2 steps 3 and 8; TS-0003 clause 8.5
/// @return Errc::key_not_found when a key is missing, Errc::invalid_length when one is too short,
///         Errc::not_found when the pointer leads nowhere, Errc::malformed when Form::part gets no
///         JSON, Errc::invalid_value for Form::part with Protection::both.
[[nodiscard]] Result<ProtectedData> protect(const ProtectInput& input, RandomSource& random);

}  // namespace plumbline::data_at_rest
