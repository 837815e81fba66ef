#include "plumbline/esf/policy.hpp"

#include "s1_header.hpp"

#include <algorithm>

namespace plumbline::esf {

bool TargetPolicy::accepts_session(SessionType told) const {
  return told == SessionType::s1;
}

bool TargetPolicy::accepts_class(TargetDataClass expected, TargetDataClass told) const {
  return expected == told;
}

bool TargetPolicy::accepts_algorithms(const AlgorithmSets& accepted,
                                      const PsAlgSet& payload,
                                      const std::vector<KeySet>& key_sets) const {
  return std::ranges::find(accepted.ps, payload) != accepted.ps.end() &&
         std::ranges::all_of(key_sets, [&](const KeySet& set) {
           return std::ranges::find(accepted.ke, set.set) != accepted.ke.end();
         });
}

bool TargetPolicy::is_covered(std::string_view told, std::string_view computed) const {
  return told == computed;
}

bool TargetPolicy::is_signed_for(std::string_view told, std::string_view computed) const {
  return told == computed;
}

ChosenSet TargetPolicy::choose(const std::vector<KeySet>& key_sets,
                               const TargetEndPoint& target) const {
  for (const KeySet& set : key_sets) {
    if (!set.target.empty() && std::ranges::find(target.ids, set.target) == target.ids.end()) {
      continue;
    }
    const auto key = std::ranges::find_if(target.keys, [&](const HeldKey& held) {
      return held.use == set.set.establishment && held.id == set.key_id;
    });
    if (key != target.keys.end()) {
      return {.set = &set, .key = &*key};
    }
  }
  return {};
}

Result<void> TargetPolicy::verify_certificate(const CertificateCheck& check) const {
  return crypto::verify_certificate(
      check.chain,
      check.target.anchors,
      {.kind = check.target.source_kind, .value = std::string{check.source_id}},
      check.target.now);
}

Result<void> TargetPolicy::verify_key_signature(std::string_view jws,
                                                const jose::Jwk& key,
                                                const jose::JwsVerifyOptions& options) const {
  PLUMBLINE_TRY(jose::verify_jws(jws, jose::JwkSet{{key}}, options));
  return success();
}

bool TargetPolicy::is_source(const HeldKey& key, std::string_view source_id) const {
  return key.source.empty() || key.source == source_id;
}

Result<crypto::SecretBytes> TargetPolicy::derive(const keys::EsfKeyInput& input) const {
  return keys::derive_esf_key(input);
}

Result<jose::VerifiedJws> TargetPolicy::verify_payload(
    const Json& jws, const jose::Jwk& key, const jose::JwsVerifyOptions& options) const {
  return jose::verify_jws_object(jws, jose::JwkSet{{key}}, options);
}

bool TargetPolicy::belongs(const Json& header, const S1Context& context) const {
  return is_in_context(header, context);
}

/// Whoever has the envelope master key can write under it: it proves its source only where one
/// target alone has it, and where it is known whose key it is.
SourceAssurance TargetPolicy::assurance(const SourceEvidence& evidence) const {
  if (evidence.payload_signed) {
    return SourceAssurance::non_repudiable;
  }
  const bool shared_by_source = evidence.key != nullptr && !evidence.key->source.empty() &&
                                (evidence.key->use == KeyEstablishment::provisioned_key ||
                                 evidence.key->use == KeyEstablishment::trusted_third_party);
  const bool alone =
      evidence.key_sets == 1 && evidence.key != nullptr && evidence.key->targets == 1;
  return alone && (shared_by_source || evidence.key_signed) ? SourceAssurance::authenticated
                                                            : SourceAssurance::unauthenticated;
}

}  // namespace plumbline::esf
