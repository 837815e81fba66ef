#include "plumbline/entities/cse/cse_policy.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/escertke/terminator_policy.hpp"
#include "plumbline/esf_sm/terminator_policy.hpp"
#include "plumbline/message_auth/protector.hpp"
#include "plumbline/message_auth/verifier_policy.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::entities {

namespace {

/// "//sp.example/cse-b" of the absolute ids: one segment, and not an SP-assigned AE-ID.
bool is_absolute_cse_id(std::string_view id) {
  const auto slash = id.find('/', 2);
  return id.starts_with("//") && slash != std::string_view::npos &&
         id.find('/', slash + 1) == std::string_view::npos && id.substr(slash + 1, 1) != "S";
}

std::string_view last_segment(std::string_view id) {
  return id.substr(id.rfind('/') + 1);
}

}  // namespace

std::string entity_behind(const onem2m::Association& association,
                          const CseConfiguration& configuration) {
  if (association.proof == onem2m::PeerProof::none) {
    return {};
  }
  if (const auto entry = configuration.identities.find(association.peer);
      entry != configuration.identities.end()) {
    return onem2m::absolute_id(entry->second, configuration.identity);
  }
  const bool named = association.proof == onem2m::PeerProof::certificate ||
                     association.proof == onem2m::PeerProof::broker;
  // A dNSName has no slash: none of them passes for an AE-ID.
  return named && association.peer.starts_with('/') && onem2m::is_entity_id(association.peer)
             ? onem2m::absolute_id(association.peer, configuration.identity)
             : std::string();
}

bool CsePolicy::admits(const onem2m::Association& association,
                       const CseConfiguration& configuration) const {
  return !configuration.security_required ||
         (association.secured && association.proof != onem2m::PeerProof::none);
}

bool CsePolicy::authenticates(std::string_view from,
                              const onem2m::Association& association,
                              const CseConfiguration& configuration) const {
  if (association.proof == onem2m::PeerProof::none) {
    return !configuration.security_required;
  }
  const std::string entity = entity_behind(association, configuration);
  if (entity.empty()) {
    return false;
  }
  const onem2m::NodeIdentity& self = configuration.identity;
  const std::string claimed = onem2m::absolute_id(from, self);
  if (is_absolute_cse_id(entity)) {
    // What is registered here is not behind another CSE.
    return claimed.starts_with("//") && !claimed.starts_with(self.sp_id + self.cse_id + "/");
  }
  if (from.empty() || from == "C" || from == "S") {
    return last_segment(entity).starts_with(from);
  }
  return claimed == entity;
}

bool CsePolicy::permits(const AccessRequest& request,
                        const ResourceTree& tree,
                        const CseConfiguration& configuration) const {
  return is_permitted(request, tree, configuration.identity);
}

std::string CsePolicy::assign_id(const Resource& /*resource*/, RandomSource& random) const {
  constexpr std::size_t kOctets = 10;
  return "r" + to_hex(random.bytes(kOctets));
}

bool CsePolicy::expired(const Resource& resource, TimePoint now) const {
  return resource.expires && *resource.expires <= now;
}

void CsePolicy::store(ResourceTree& tree, Resource resource) {
  tree.insert(std::move(resource));
}

void CsePolicy::amend(ResourceTree& tree,
                      const std::string& id,
                      Json attributes,
                      std::optional<TimePoint> expires) {
  tree.replace(id, std::move(attributes), expires);
}

void CsePolicy::discard(ResourceTree& tree, const std::string& id) {
  tree.erase(id);
}

Json CsePolicy::represent(const Resource& resource) const {
  return resource.attributes;
}

bool CsePolicy::allows_hop(std::string_view point_of_access,
                           const onem2m::Association& association,
                           const CseConfiguration& configuration) const {
  constexpr std::array<std::string_view, 3> kSecured{"https:", "coaps:", "mqtts:"};
  const bool secured = std::ranges::any_of(
      kSecured, [&](std::string_view scheme) { return point_of_access.starts_with(scheme); });
  return secured || (!configuration.security_required && !association.secured);
}

onem2m::RequestPrimitive CsePolicy::outgoing(const onem2m::RequestPrimitive& request,
                                             const NextHop& hop,
                                             const CseConfiguration& configuration) const {
  const onem2m::NodeIdentity& self = configuration.identity;
  onem2m::RequestPrimitive out = request;
  const std::string absolute = onem2m::absolute_id(request.from, self);
  const bool leaves_provider = !hop.entity.starts_with(self.sp_id + '/');
  if (leaves_provider) {
    out.from = absolute;
  } else if (is_absolute_cse_id(hop.entity) && onem2m::is_entity_id(request.from) &&
             !request.from.starts_with('/')) {
    out.from = absolute.substr(self.sp_id.size());
  }
  return out;
}

std::unique_ptr<esprim::ReceiverPolicy> CsePolicy::esprim_policy() const {
  return std::make_unique<esprim::ReceiverPolicy>();
}

std::unique_ptr<escertke::TerminatorPolicy> CsePolicy::escertke_policy() const {
  return std::make_unique<escertke::TerminatorPolicy>();
}

std::unique_ptr<esf_sm::TerminatorPolicy> CsePolicy::esf_sm_policy() const {
  return std::make_unique<esf_sm::TerminatorPolicy>();
}

bool CsePolicy::is_own_request(const onem2m::RequestPrimitive& request,
                               std::string_view originator,
                               const onem2m::NodeIdentity& self) const {
  return onem2m::absolute_id(request.from, self) == originator;
}

std::unique_ptr<message_auth::VerifierPolicy> CsePolicy::verifier_policy() const {
  return std::make_unique<message_auth::VerifierPolicy>();
}

std::unique_ptr<message_auth::ProtectorPolicy> CsePolicy::protector_policy() const {
  return std::make_unique<message_auth::ProtectorPolicy>();
}

onem2m::ResponsePrimitive CsePolicy::returning(onem2m::ResponsePrimitive response) const {
  return response;
}

}  // namespace plumbline::entities
