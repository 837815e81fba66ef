#include "host_keys.hpp"

#include "plumbline/onem2m/timestamp.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::entities::ae {

namespace {

using data_at_rest::CryptoParams;
using data_at_rest::KeyNeed;
using data_at_rest::KeyScope;
using data_at_rest::Level;
using data_at_rest::Protection;
using data_at_rest::Use;
using data_at_rest::WorkingKey;

constexpr std::size_t kOwnKeyOctets = 32;
constexpr std::uint32_t kExportedKeyBits = 256;

/// The one of the derived keys that a credential of that use registers.
crypto::SecretBytes registered_key(AePolicy& policy,
                                   const keys::DataSecurityKeys& derived,
                                   Use use) {
  switch (use) {
    case Use::master:
      return derived.master.clone();
    case Use::authenticity:
      return derived.authenticity.clone();
    case Use::aead:
      return crypto::SecretBytes{keys::aead_key(derived, policy.choose_aead_key())};
    default:
      return derived.confidentiality.clone();
  }
}

std::optional<data_at_rest::KeySource> source_named_in(const HostCommand& command) {
  switch (command.key_source) {
    case HostKeySource::random:
      return data_at_rest::KeySource::random;
    case HostKeySource::exporter:
      return data_at_rest::KeySource::exporter;
    case HostKeySource::ke:
      return data_at_rest::KeySource::ke;
    default:
      return std::nullopt;
  }
}

}  // namespace

HostKeys::HostKeys(Session& session, const HostCommand& command)
    : session_(session),
      command_(command),
      plan_(command.plan) {
  AePolicy& policy = session.policy();
  if (command.salt == SaltChoice::random) {
    plan_.salt = policy.choose_salt(session.random());
  } else if (command.salt == SaltChoice::given) {
    plan_.salt = command.given_salt;
  }
  const auto fresh = [&] {
    return policy.choose_freshness(session.random(), session.now(), command.by_time);
  };
  of_container_ = fresh();
  for (std::size_t i = 0; i < command.instances.size(); ++i) {
    of_instances_.push_back(fresh());
  }
}

bool HostKeys::encrypts() const {
  return plan_.protection != Protection::integrity;
}

bool HostKeys::authenticates() const {
  return plan_.protection == Protection::integrity || plan_.protection == Protection::both;
}

Use HostKeys::encryption_use() const {
  return plan_.protection == Protection::aead ? Use::aead : Use::confidentiality;
}

const CredentialSet& HostKeys::set_of(std::size_t instance) const {
  return sets_[command_.credential_per_instance ? instance : 0];
}

std::vector<Use> HostKeys::uses() const {
  if (plan_.level == Level::master) {
    return {Use::master};
  }
  std::vector<Use> all;
  if (encrypts()) {
    all.push_back(encryption_use());
  }
  if (authenticates() || (command_.policy && command_.policy->integrity)) {
    all.push_back(Use::authenticity);
  }
  return all;
}

HostKeys::Purpose HostKeys::purpose_of(Use use, std::size_t instance) const {
  const KeyScope scope = use == Use::authenticity ? command_.authenticity_scope : command_.scope;
  return {.use = use,
          .scope = scope,
          .freshness = scope == KeyScope::container ? of_container_ : of_instances_[instance],
          .id_apart = command_.separate_ids};
}

/// @source TR-0012 clause 7.3.2.2 step 4; what the TEF cannot do without is always registered
CryptoParams HostKeys::params_of(Use use, std::size_t set) const {
  CryptoParams params;
  params.hash = plan_.hash;
  params.lvl = plan_.level;
  params.use = use;
  params.src = source_named_in(command_);
  if (command_.key_source == HostKeySource::ke) {
    params.kid = command_.ke;
    params.salt = plan_.salt;
  }
  if (!command_.register_params) {
    return params;
  }
  const bool mac = use == Use::authenticity || !encrypts();
  params.alg = mac ? jose::name_of(plan_.mac) : jose::name_of(plan_.alg);
  if (!mac) {
    params.enc = jose::name_of(plan_.enc);
  }
  params.kl = command_.key_source == HostKeySource::exporter && plan_.level != Level::resource
                  ? kExportedKeyBits
                  : static_cast<std::uint32_t>(crypto::size_of(plan_.hash) * 8);
  params.salt = plan_.salt;
  const Purpose purpose = purpose_of(use, set);
  const bool one_key = purpose.scope == KeyScope::container || command_.credential_per_instance ||
                       command_.instances.size() == 1;
  if (purpose.scope != KeyScope::data && one_key) {
    if (purpose.freshness.by_time) {
      params.ct = purpose.freshness.time;
    } else {
      params.nonce = purpose.freshness.nonce;
    }
  }
  return params;
}

Registration HostKeys::registration_of(Use use, std::size_t set) const {
  const AeConfiguration& configuration = session_.configuration();
  const std::string subject = command_.credential_per_instance
                                  ? command_.container + '_' + command_.instances[set].name
                                  : command_.container;
  Registration registration;
  registration.resource_name = session_.policy().credential_name(
      command_.credential_id,
      {.ae = configuration.name, .container = subject, .use = use},
      plan_.hash);
  registration.use = use;
  if (command_.lifetime) {
    registration.expiry = onem2m::to_timestamp(session_.now() + *command_.lifetime);
  }
  registration.targets = command_.targets;
  // A key that the TEF generates comes back to its originator as to any other target.
  const bool listed =
      std::find(registration.targets.begin(), registration.targets.end(), configuration.identity) !=
      registration.targets.end();
  if (command_.key_source == HostKeySource::random && !registration.targets.empty() && !listed) {
    registration.targets.push_back(configuration.identity);
  }
  registration.params = params_of(use, set);
  return registration;
}

Result<keys::DataSecurityKeys> HostKeys::derived_keys() {
  AePolicy& policy = session_.policy();
  keys::DataSecurityInput input;
  input.hash = plan_.hash;
  input.salt = plan_.salt;
  if (command_.key_source == HostKeySource::own) {
    const crypto::SecretBytes secret = policy.generate_key(session_.random(), kOwnKeyOctets);
    input.key = secret.expose();
    return policy.derive_data_keys(input);
  }
  const auto& shared = session_.configuration().enrolment_keys;
  const auto found = shared.find(command_.ke);
  if (found == shared.end()) {
    return fail(Errc::key_not_found, "ke: no such key is configured");
  }
  input.key = found->second->expose();
  return policy.derive_data_keys(input);
}

Flow<Result<OwnCredential>> HostKeys::establish_credential(Use use,
                                                           std::size_t set,
                                                           const keys::DataSecurityKeys* derived) {
  AePolicy& policy = session_.policy();
  Registration registration = registration_of(use, set);
  OwnCredential credential;
  credential.use = use;
  if (derived != nullptr) {
    credential.key = registered_key(policy, *derived, use);
  }
  if (command_.key_source == HostKeySource::own) {
    registration.key_value = &credential.key;
  }
  const bool exported = command_.key_source == HostKeySource::exporter;
  registration.new_session = exported;
  session_.enter("register");
  PLUMBLINE_CO_TRY(Registered registered, co_await register_credential(session_, registration));
  credential.id = std::move(registered.credential_id);
  if (exported) {
    PLUMBLINE_CO_TRY(credential.key, policy.session_key(registered.association));
  }
  if (command_.key_source == HostKeySource::random && plan_.level != Level::resource) {
    CredentialQuery query;
    query.need.credential_id = credential.id;
    query.need.use = use;
    query.need.level = plan_.level;
    query.use_cache = false;
    session_.enter("credential");
    PLUMBLINE_CO_TRY(CachedCredential served, co_await fetch_credential(session_, query));
    credential.key = std::move(served.key);
  }
  co_return std::move(credential);
}

Flow<Result<void>> HostKeys::establish_set(std::size_t set) {
  std::optional<keys::DataSecurityKeys> derived;
  if (command_.key_source == HostKeySource::own || command_.key_source == HostKeySource::ke) {
    session_.enter("protect");
    PLUMBLINE_CO_TRY(derived, derived_keys());
  }
  CredentialSet credentials;
  for (const Use use : uses()) {
    PLUMBLINE_CO_TRY(OwnCredential credential,
                     co_await establish_credential(use, set, derived ? &*derived : nullptr));
    credentials.push_back(std::move(credential));
  }
  sets_.push_back(std::move(credentials));
  co_return success();
}

Flow<Result<void>> HostKeys::establish() {
  const std::size_t count = command_.credential_per_instance ? command_.instances.size() : 1;
  for (std::size_t set = 0; set < count; ++set) {
    PLUMBLINE_CO_TRY(co_await establish_set(set));
  }
  co_return success();
}

Flow<Result<WorkingKey>> HostKeys::make(const CredentialSet& set, Purpose purpose) {
  const bool master = plan_.level == Level::master;
  const auto credential = std::find_if(set.begin(), set.end(), [&](const OwnCredential& candidate) {
    return master || candidate.use == purpose.use;
  });
  KeyNeed need;
  need.use = purpose.use;
  need.credential_id = credential->id;
  need.level = plan_.level;
  need.scope = purpose.scope;
  need.container = plan_.container;
  need.freshness = purpose.freshness;
  need.hash = plan_.hash;
  AeServedCredential served;
  served.id = credential->id;
  served.use = credential->use;
  served.level = master ? Level::master : Level::keys;
  served.key = credential->key.expose();
  crypto::SecretBytes from_tef;
  if (command_.key_source == HostKeySource::random && plan_.level == Level::resource) {
    CredentialQuery query;
    query.need = need;
    query.use_cache = false;
    session_.enter("credential");
    PLUMBLINE_CO_TRY(CachedCredential fetched, co_await fetch_credential(session_, query));
    from_tef = std::move(fetched.key);
    served.level = Level::resource;
    served.key = from_tef.expose();
  }
  session_.enter("protect");
  PLUMBLINE_CO_TRY(crypto::SecretBytes key, session_.policy().working_key(need, served));
  WorkingKey working{.key = jose::Jwk::from_secret(std::move(key)),
                     .credential_id = purpose.id_apart ? std::string{} : need.credential_id,
                     .scope = need.scope,
                     .freshness = need.freshness};
  co_return std::move(working);
}

Flow<Result<WorkingKey>> HostKeys::working_key(Use use, std::size_t instance) {
  return make(set_of(instance), purpose_of(use, instance));
}

Flow<Result<WorkingKey>> HostKeys::policy_key() {
  const Purpose purpose{
      .use = Use::authenticity,
      .scope = plan_.level == Level::resource ? KeyScope::container : KeyScope::data,
      .freshness = of_container_,
      .id_apart = false};
  return make(sets_.front(), purpose);
}

}  // namespace plumbline::entities::ae
