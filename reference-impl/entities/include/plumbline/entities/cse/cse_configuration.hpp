/// @file
/// What a hosting CSE is told when it starts.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/esprim/pairwise_keys.hpp"
#include "plumbline/esprim/receiver_policy.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::escertke {
struct TerminatorConfiguration;
}  // namespace plumbline::escertke

namespace plumbline::esf_sm {
struct TerminatorConfiguration;
}  // namespace plumbline::esf_sm

namespace plumbline::message_auth {
class Credentials;
}  // namespace plumbline::message_auth

namespace plumbline::entities {

/// Bounds on what peers can make a CSE hold. Beyond them a CREATE or UPDATE is refused.
struct CseLimits {
  std::size_t resources = 10'000;
  std::size_t representation_octets = std::size_t{1} << 20U;  ///< of one resource, as JSON text
  std::size_t store_octets = std::size_t{64} << 20U;          ///< of all resources together
  std::size_t depth = 16;                                     ///< levels below the CSEBase
  std::size_t name_octets = 128;                              ///< of a resourceName
  std::size_t forwards = 1'024;       ///< requests sent on that have no answer yet
  std::size_t established_keys = 64;  ///< that ESCertKE has made with one peer, the newest ones
};

/// The CSE that a CSE is registered with: what is for nobody below goes there.
struct Registrar {
  std::string cse_id;                         ///< SP-relative or absolute
  std::vector<std::string> points_of_access;  ///< URIs, best first
};

struct CseConfiguration {
  onem2m::NodeIdentity identity;
  /// Entity that administers this CSE: it may do everything on the CSEBase, which is to create
  /// resources there too.
  std::string admin;
  /// psk_identity → entity. A CSE-ID stands for every entity behind that CSE.
  IdentityMap identities;
  /// Whether requests outside a security association are refused (4107).
  bool security_required = true;
  /// Nothing for an IN-CSE, and for a CSE that stands alone.
  std::optional<Registrar> registrar;
  /// Where this CSE takes requests, for its own registration.
  std::vector<std::string> points_of_access;
  CseLimits limits;
  /// Keys that this CSE shares with originators of protected primitives, and those that ESCertKE
  /// makes; nothing: it takes none, unless it has `escertke`.
  std::shared_ptr<esprim::PairwiseKeys> pairwise_keys;
  /// How it takes them; its `identity` is that of the CSE, whatever stands there.
  esprim::ReceiverConfiguration esprim;
  /// How it makes keys with others by certificates; nothing: not at all. Its `identity` is that of
  /// the CSE, whatever stands there.
  std::shared_ptr<const escertke::TerminatorConfiguration> escertke;
  /// How it terminates sessions of ESF-Sm; nothing: not at all.
  std::shared_ptr<const esf_sm::TerminatorConfiguration> esf_sm;
  /// Credentials that this CSE shares with originators of end-to-end authenticated messages;
  /// nothing: it takes none.
  std::shared_ptr<const message_auth::Credentials> message_credentials;
  /// expirationTime of a resource whose creator names none, and the most that one gets.
  milliseconds default_lifetime = std::chrono::hours{24};
  milliseconds longest_lifetime = std::chrono::hours{24 * 365};
};

}  // namespace plumbline::entities
