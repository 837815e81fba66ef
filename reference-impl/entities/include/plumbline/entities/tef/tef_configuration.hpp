/// @file
/// What a Trust Enabler Function is set up with.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace plumbline::entities {

/// Bounds on what peers may make a TEF keep; beyond one of the first three 5207, else 4000.
struct TefLimits {
  std::size_t credentials_of_source = 10'000;
  std::size_t credentials = 100'000;
  std::size_t issued_ids = 1'000'000;
  std::size_t targets = 64;
  std::size_t labels = 16;
  std::size_t label_octets = 128;
  std::size_t id_octets = 128;
};

/// A key that one entity shares with the TEF: Ke, or Kpsa or Km in its place.
struct SharedKey {
  std::string owner;        ///< absolute id of the entity
  crypto::SecretBytes key;  ///< 16 or more octets
};

struct TefConfiguration {
  onem2m::NodeIdentity node;  ///< "//sp.example", "/tef", "tef"
  std::string fqdn;           ///< right part of every Credential-Id
  IdentityMap identities;     ///< psk_identity or certificate identity → entity id
  /// By KeID, for registrations with src = ke. TR-0012 clause 7.3.2.2 step 0.
  std::map<std::string, SharedKey, std::less<>> shared_keys;
  /// Absolute ids of those that may register; nothing: everybody who authenticates.
  std::optional<std::set<std::string, std::less<>>> registrants;
  milliseconds default_lifetime = std::chrono::hours{24};
  milliseconds max_lifetime = std::chrono::hours{24 * 365};
  TefLimits limits;
};

}  // namespace plumbline::entities
