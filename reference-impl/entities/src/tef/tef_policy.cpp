#include "plumbline/entities/tef/tef_policy.hpp"

#include "plumbline/onem2m/identifier.hpp"

#include <algorithm>
#include <cctype>

namespace plumbline::entities {

namespace {

constexpr std::size_t kMintedOctets = 16;

bool is_name_character(char c) {
  return (std::isalnum(static_cast<unsigned char>(c)) != 0) || c == '.' || c == '_' || c == '-';
}

}  // namespace

std::optional<onem2m::PrimitiveFault> TefPolicy::admit(const onem2m::Association& association) {
  if (!association.secured) {
    return onem2m::PrimitiveFault{.status = onem2m::Status::security_association_required,
                                  .detail = "a TEF is reached over (D)TLS only"};
  }
  if (association.proof == onem2m::PeerProof::none || association.peer.empty()) {
    return onem2m::PrimitiveFault{.status = onem2m::Status::security_association_required,
                                  .detail = "the peer of the association did not authenticate"};
  }
  return std::nullopt;
}

Result<std::string> TefPolicy::authenticate(std::string_view from,
                                            const onem2m::Association& association,
                                            const TefConfiguration& configuration) {
  const auto known = configuration.identities.find(association.peer);
  std::string entity;
  if (known != configuration.identities.end()) {
    entity = known->second;
  } else if (association.proof == onem2m::PeerProof::certificate) {
    entity = association.peer;
  } else {
    return fail(Errc::authentication_failed, "nobody is known behind this association");
  }
  if (!onem2m::same_entity(from, entity, configuration.node)) {
    return fail(Errc::authentication_failed, "From is not the authenticated entity");
  }
  return onem2m::absolute_id(entity, configuration.node);
}

bool TefPolicy::permits_registration(std::string_view requester,
                                     const TefConfiguration& configuration) {
  return !configuration.registrants || configuration.registrants->contains(requester);
}

bool TefPolicy::permits_retrieval(const CredentialRecord& record, std::string_view requester) {
  return std::find(record.targets.begin(), record.targets.end(), requester) != record.targets.end();
}

bool TefPolicy::permits_change(const CredentialRecord& record, std::string_view requester) {
  return record.source == requester;
}

std::vector<std::string> TefPolicy::default_targets(std::string_view source) {
  return {std::string{source}};
}

std::string TefPolicy::mint_id(RandomSource& random) {
  return to_upper_hex(random.bytes(kMintedOctets));
}

bool TefPolicy::accepts_chosen_id(std::string_view id, const TefLimits& limits) {
  const bool dots_only = std::all_of(id.begin(), id.end(), [](char c) { return c == '.'; });
  return !dots_only && id != "-" && id.size() <= limits.id_octets &&
         std::all_of(id.begin(), id.end(), is_name_character);
}

Result<TimePoint> TefPolicy::expiry_for(std::optional<TimePoint> requested,
                                        TimePoint now,
                                        const TefConfiguration& configuration) {
  if (!requested) {
    return now + configuration.default_lifetime;
  }
  if (*requested <= now) {
    return fail(Errc::invalid_value, "sec:skr.et: is not in the future");
  }
  return std::min(*requested, now + configuration.max_lifetime);
}

bool TefPolicy::is_expired(const CredentialRecord& record, TimePoint now) {
  return now >= record.expiry;
}

Result<void> TefPolicy::keep(CredentialStore& store, CredentialRecord& record) {
  return store.put(record);
}

}  // namespace plumbline::entities
