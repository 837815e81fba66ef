/// @file
/// What two ends share while their random objects live.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/esprim/rand_object.hpp"

#include <algorithm>
#include <string>

namespace plumbline::esprim {

/// Named by (kid, ori, rri).
/// @source TS-0003 clause 8.4.2 step B
struct Session {
  std::string key_id;       ///< pairwiseESPrimKeyID
  std::string peer;         ///< absolute id of the other end
  RandObject originator;    ///< originatorESPrimRandObject
  RandObject receiver;      ///< receiverESPrimRandObject
  crypto::SecretBytes key;  ///< sessionESPrimKey, 32 octets

  [[nodiscard]] TimePoint expires() const { return std::min(originator.expires, receiver.expires); }
};

}  // namespace plumbline::esprim
