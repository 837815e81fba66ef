/// @file
/// The decisions that both ends of ESPrim make, each one function. The defaults are the reference
/// behaviour; who wants an end that does one thing wrong overrides that one function.

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/esprim/esprim_object.hpp"
#include "plumbline/esprim/pairwise_keys.hpp"
#include "plumbline/esprim/rand_object.hpp"
#include "plumbline/esprim/session.hpp"
#include "plumbline/keys/esprim_session.hpp"

#include <string>

namespace plumbline::esprim {

class Policy {
 public:
  Policy() = default;
  Policy(const Policy&) = delete;
  Policy& operator=(const Policy&) = delete;
  Policy(Policy&&) = delete;
  Policy& operator=(Policy&&) = delete;
  virtual ~Policy() = default;

  /// Whether a pairwise key may be used: it has not expired, and its SUID is one of ESPrim.
  /// @source TS-0003 clause 8.4.2 step A; TS-0004 clause 6.3.4.2.39
  [[nodiscard]] virtual bool usable(const PairwiseKey& key, TimePoint now) const;

  /// Whether the time of a random object is over: from its expiry on (our choice). What has expired
  /// is forgotten, too.
  [[nodiscard]] virtual bool expired(const RandObject& object, TimePoint now) const;

  /// esprim::make_rand_object.
  [[nodiscard]] virtual RandObject make_rand_object(const NewRandObject& wanted,
                                                    RandomSource& random);

  /// keys::derive_esprim_session.
  [[nodiscard]] virtual Result<crypto::SecretBytes> derive(const keys::EsprimSessionInput& input);

  /// Where IVs come from.
  [[nodiscard]] virtual RandomSource& iv_source(RandomSource& random);

  /// seal_object.
  [[nodiscard]] virtual Result<std::string> seal(const SealInput& input, RandomSource& iv);

  /// open_object. Otherwise 4115 at a receiver.
  [[nodiscard]] virtual Result<Bytes> open(const OpenInput& input);
};

/// The session of two random objects under a pairwise key; the derivation is the policy's.
/// @return as derive.
[[nodiscard]] Result<Session> make_session(Policy& policy,
                                           const PairwiseKey& key,
                                           RandObject originator,
                                           RandObject receiver);

}  // namespace plumbline::esprim
