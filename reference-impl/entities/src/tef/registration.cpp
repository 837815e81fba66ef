/// @file
/// Registration at a TEF: where the key and its id come from.

#include "plumbline/entities/tef/trust_enabler.hpp"
#include "plumbline/keys/exporter.hpp"

#include "credential_content.hpp"
#include "credential_identifier.hpp"
#include "stored.hpp"

#include <utility>

namespace plumbline::entities {

namespace {

using data_at_rest::KeySource;

constexpr std::size_t kGeneratedKey = 32;  ///< octets
constexpr int kMintAttempts = 4;

}  // namespace

Result<void> TrustEnabler::check_limits(const std::string& source) {
  PLUMBLINE_TRY(const auto counts, from_store(store_.count(source)));
  const TefLimits& limits = configuration_.limits;
  if (counts.of_source >= limits.credentials_of_source || counts.kept >= limits.credentials ||
      counts.issued >= limits.issued_ids) {
    return fail(Errc::too_large, "no more credentials are kept");
  }
  return success();
}

Result<CredentialRecord> TrustEnabler::draft(const Call& call, const CredentialCreation& creation) {
  CredentialRecord record;
  record.source = call.requester;
  record.suid = creation.suid;
  record.admin_fqdn = creation.admin_fqdn;
  record.parameters = creation.parameters;
  record.labels = creation.attributes.labels.value_or(std::vector<std::string>{});
  record.targets = creation.attributes.targets ? *creation.attributes.targets
                                               : policy_->default_targets(call.requester);
  record.created = call.now;
  record.modified = call.now;
  PLUMBLINE_TRY(record.expiry,
                policy_->expiry_for(creation.attributes.expiry, call.now, configuration_));
  if (!creation.chosen_id.empty()) {
    if (!policy_->accepts_chosen_id(creation.chosen_id, configuration_.limits)) {
      return fail(Errc::invalid_value, "sec:skr.rn: is no name of A-Za-z0-9._-");
    }
    record.id = canonical_id(creation.chosen_id);
  }
  return record;
}

Result<void> TrustEnabler::set_key(const Call& call,
                                   CredentialCreation& creation,
                                   CredentialRecord& record) {
  if (creation.key_value) {
    record.key = std::move(*creation.key_value);
    return success();
  }
  if (record.parameters.src == KeySource::random) {
    record.key =
        policy_->generate_key(ports_.random, record.parameters.kl.value_or(kGeneratedKey * 8) / 8);
    return success();
  }
  return record.parameters.src == KeySource::ke ? set_derived_key(call.requester, record)
                                                : set_exported_key(call.association, record);
}

Result<void> TrustEnabler::set_exported_key(const onem2m::Association& association,
                                            CredentialRecord& record) {
  const bool version12 = association.protocol == "TLSv1.2" || association.protocol == "DTLSv1.2";
  if (!version12 || !association.exporter) {
    return fail(Errc::unreachable, "keys are exported from (D)TLS 1.2 sessions only");
  }
  const auto octets = association.exporter(keys::kConnectionLabel, keys::kExportedSize);
  if (!octets) {
    return fail(Errc::io, "the session exports no key");
  }
  PLUMBLINE_TRY(auto exported, keys::split_exported(octets.value().expose()));
  record.id = std::move(exported.id);
  record.key = std::move(exported.key);
  return success();
}

Result<void> TrustEnabler::set_derived_key(const std::string& requester, CredentialRecord& record) {
  const auto shared = configuration_.shared_keys.find(record.parameters.kid.value_or(""));
  if (shared == configuration_.shared_keys.end()) {
    return fail(Errc::not_found, "sec:skr.e2e:cp.kid: names no key shared with this function");
  }
  if (shared->second.owner != requester) {
    return fail(Errc::not_permitted, "sec:skr.e2e:cp.kid: names the key of another entity");
  }
  PLUMBLINE_TRY(record.key,
                policy_->derive_master({.hash = hash_of(record),
                                        .salt = record.parameters.salt,
                                        .key = shared->second.key.expose()}));
  return success();
}

Result<void> TrustEnabler::keep(CredentialRecord& record, bool minted) {
  for (int attempt = 1;; ++attempt) {
    if (minted) {
      record.id = policy_->mint_id(ports_.random);
    }
    auto kept = from_store(policy_->keep(store_, record));
    const bool collision = kept.has_error() && kept.error().code == Errc::conflict;
    if (!collision || !minted || attempt == kMintAttempts) {
      return kept;
    }
  }
}

}  // namespace plumbline::entities
