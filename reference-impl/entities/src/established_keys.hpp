/// @file
/// The keys that ESCertKE has made, as far as they are in use.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/escertke/policy.hpp"
#include "plumbline/esprim/pairwise_keys.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <string>

namespace plumbline::entities {

/// Puts them beside the keys that an entity has otherwise, and takes the oldest of a peer out again
/// when that has more than `most_of_one`, so that a peer cannot fill the memory.
class EstablishedKeys {
 public:
  /// `keys` outlives this object.
  EstablishedKeys(esprim::PairwiseKeys& keys, std::size_t most_of_one)
      : keys_(keys),
        most_of_one_(most_of_one) {}

  /// The key is pairwiseESPrimKey (SUID 43) from now on. Those that have ended are forgotten.
  /// @source TS-0003 clause 8.7.1
  void add(escertke::EstablishedKey key, TimePoint now);

 private:
  void forget_expired(TimePoint now);

  esprim::PairwiseKeys& keys_;
  std::size_t most_of_one_;
  std::map<std::string, std::deque<std::string>, std::less<>> ids_;  ///< by peer, oldest first
};

}  // namespace plumbline::entities
