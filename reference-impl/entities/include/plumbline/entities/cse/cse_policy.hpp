/// @file
/// The decisions of a hosting CSE, each one function. The defaults are the reference behaviour; who
/// wants a CSE that does one thing wrong overrides that one function.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/entities/cse/access_control.hpp"
#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/entities/cse/resource_tree.hpp"
#include "plumbline/entities/forward.hpp"
#include "plumbline/esprim/receiver_policy.hpp"
#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::escertke {
class TerminatorPolicy;
}  // namespace plumbline::escertke

namespace plumbline::esf_sm {
class TerminatorPolicy;
}  // namespace plumbline::esf_sm

namespace plumbline::message_auth {
class ProtectorPolicy;
class VerifierPolicy;
}  // namespace plumbline::message_auth

namespace plumbline::entities {

class CsePolicy {
 public:
  CsePolicy() = default;
  CsePolicy(const CsePolicy&) = delete;
  CsePolicy& operator=(const CsePolicy&) = delete;
  CsePolicy(CsePolicy&&) = delete;
  CsePolicy& operator=(CsePolicy&&) = delete;
  virtual ~CsePolicy() = default;

  /// Whether a request on this hop is looked at: a security association with a peer that proved who
  /// it is, unless the configuration lets that go. Otherwise 4107.
  /// @source TR-0012 clause 7.3.1 steps 7 and 11
  [[nodiscard]] virtual bool admits(const onem2m::Association& association,
                                    const CseConfiguration& configuration) const;

  /// Whether From agrees with the identity of the association; a peer CSE may speak for any entity
  /// behind it. `from` may be empty, "C" or "S" in the registration of an AE. Otherwise 4106.
  /// @source TS-0003 clauses 7.2.1, 8.2
  [[nodiscard]] virtual bool authenticates(std::string_view from,
                                           const onem2m::Association& association,
                                           const CseConfiguration& configuration) const;

  /// Whether the originator may do the operation on the target. Otherwise 4103.
  /// @source TS-0001 clauses 7.1.3, 9.6.2
  [[nodiscard]] virtual bool permits(const AccessRequest& request,
                                     const ResourceTree& tree,
                                     const CseConfiguration& configuration) const;

  /// A new resourceID.
  [[nodiscard]] virtual std::string assign_id(const Resource& resource, RandomSource& random) const;

  /// Whether a resource whose expirationTime has come is gone.
  [[nodiscard]] virtual bool expired(const Resource& resource, TimePoint now) const;

  /// Keeps a new resource. Called before the request is answered; everything was checked.
  virtual void store(ResourceTree& tree, Resource resource);

  /// Keeps the new attributes of a resource.
  virtual void amend(ResourceTree& tree,
                     const std::string& id,
                     Json attributes,
                     std::optional<TimePoint> expires);

  /// Removes a resource and all below it.
  virtual void discard(ResourceTree& tree, const std::string& id);

  /// The attributes that an answer shows of a resource.
  [[nodiscard]] virtual Json represent(const Resource& resource) const;

  /// Whether a request that came on `association` may go to `point_of_access`: to one without
  /// security only where neither this CSE requires it nor the hop before had it. Otherwise 4107.
  /// @source TR-0012 clause 5.8.4 (each hop meets the profile of the device)
  [[nodiscard]] virtual bool allows_hop(std::string_view point_of_access,
                                        const onem2m::Association& association,
                                        const CseConfiguration& configuration) const;

  /// A request as it goes to the next hop. All that a transit CSE may change is the form of From:
  /// an AE-ID-Stem becomes SP-relative towards another CSE, any id absolute towards another service
  /// provider. An AE of this CSE gets the request as it came.
  /// @source TS-0001 clauses 7.2, 8.1.2; facts of addressing: an IN-CSE makes From absolute
  [[nodiscard]] virtual onem2m::RequestPrimitive outgoing(
      const onem2m::RequestPrimitive& request,
      const NextHop& hop,
      const CseConfiguration& configuration) const;

  /// The decisions about protected primitives.
  [[nodiscard]] virtual std::unique_ptr<esprim::ReceiverPolicy> esprim_policy() const;

  /// The decisions about the making of keys by certificates.
  [[nodiscard]] virtual std::unique_ptr<escertke::TerminatorPolicy> escertke_policy() const;

  /// The decisions about sessions of ESF-Sm.
  [[nodiscard]] virtual std::unique_ptr<esf_sm::TerminatorPolicy> esf_sm_policy() const;

  /// Whether a whole request that came in a session of `originator` (absolute id) is its own.
  /// @source TR-0012 clause 6.2.3.1 (the end-points are Originator and Hosting CSE)
  [[nodiscard]] virtual bool is_own_request(const onem2m::RequestPrimitive& request,
                                            std::string_view originator,
                                            const onem2m::NodeIdentity& self) const;

  /// The decisions about end-to-end authenticated messages that arrive.
  [[nodiscard]] virtual std::unique_ptr<message_auth::VerifierPolicy> verifier_policy() const;

  /// The decisions in making those that go back.
  [[nodiscard]] virtual std::unique_ptr<message_auth::ProtectorPolicy> protector_policy() const;

  /// The next hop's answer as it goes back: unchanged.
  [[nodiscard]] virtual onem2m::ResponsePrimitive returning(
      onem2m::ResponsePrimitive response) const;
};

/// The entity behind the peer of `association`: what the configuration maps its psk_identity to, or
/// the identity in its certificate. Empty when the peer is not known.
[[nodiscard]] std::string entity_behind(const onem2m::Association& association,
                                        const CseConfiguration& configuration);

}  // namespace plumbline::entities
