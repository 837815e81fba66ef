/// @file
/// The keys that an entity shares with its peers, one to one.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esprim {

/// pairwiseESPrimKey with all that belongs to it.
/// @source TS-0003 clause 8.4.2 step A
struct PairwiseKey {
  std::string id;    ///< pairwiseESPrimKeyID
  std::string peer;  ///< absolute AE-ID or CSE-ID of who shares it
  /// Where it is from and what it is for, m2m:suid: 13 pre-provisioned, 23 RSPF, 33 MAF, 43
  /// ESCertKE
  int suid = 13;
  crypto::SecretBytes key;           ///< 16 octets or more
  std::optional<TimePoint> expires;  ///< pairwiseESPrimKeyLifetime; absent = never
};

/// Filled by whoever provisions, enrols or agrees on keys; read by both ends of ESPrim.
class PairwiseKeys {
 public:
  /// Takes a key, in place of the one with the same id if there is one.
  ///
  /// @return Errc::invalid_value for an empty id or a peer that is no absolute id,
  ///         Errc::invalid_length for a key under 128 bit (our choice).
  [[nodiscard]] Result<void> add(PairwiseKey key);

  void remove(std::string_view id);

  /// The key of that id, expired or not; nullptr when there is none.
  [[nodiscard]] const PairwiseKey* find(std::string_view id) const;

  /// All keys shared with that peer, the one that lives longest first.
  [[nodiscard]] std::vector<const PairwiseKey*> shared_with(std::string_view peer) const;

 private:
  std::map<std::string, PairwiseKey, std::less<>> keys_;
};

}  // namespace plumbline::esprim
