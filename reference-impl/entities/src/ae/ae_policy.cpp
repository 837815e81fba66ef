#include "plumbline/entities/ae/ae_policy.hpp"

#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/escertke/initiator_policy.hpp"
#include "plumbline/keys/credential_id.hpp"
#include "plumbline/keys/exporter.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <utility>

namespace plumbline::entities {

namespace {

using data_at_rest::KeyNeed;
using data_at_rest::KeyScope;
using data_at_rest::Level;
using data_at_rest::Use;

constexpr std::size_t kNonceOctets = 16;
constexpr std::size_t kSaltOctets = 32;

bool authenticates(Use use) {
  return use == Use::authenticity;
}

/// data_auth or data_conf out of what the TEF gave.
Result<crypto::SecretBytes> data_key(AePolicy& policy,
                                     const KeyNeed& need,
                                     const AeServedCredential& credential) {
  if (credential.level == Level::master) {
    const keys::DataSecurityKeys all = policy.expand_master(need.hash, credential.key);
    switch (need.use) {
      case Use::authenticity:
        return all.authenticity.clone();
      case Use::aead:
        return crypto::SecretBytes{keys::aead_key(all, policy.choose_aead_key())};
      default:
        return all.confidentiality.clone();
    }
  }
  if (authenticates(credential.use) != authenticates(need.use) || credential.use == Use::master) {
    return fail(Errc::key_mismatch, "the credential is for another use");
  }
  return crypto::SecretBytes{credential.key};
}

}  // namespace

bool AePolicy::admits_channel(AePeer /*peer*/, const AeChannel& channel) {
  return channel.secured && channel.peer_authenticated;
}

data_at_rest::Freshness AePolicy::choose_freshness(RandomSource& random,
                                                   TimePoint now,
                                                   bool by_time) {
  return {
      .nonce = random.bytes(kNonceOctets), .time = onem2m::to_timestamp(now), .by_time = by_time};
}

Bytes AePolicy::choose_salt(RandomSource& random) {
  return random.bytes(kSaltOctets);
}

RandomSource& AePolicy::iv_source(RandomSource& random) {
  return random;
}

crypto::SecretBytes AePolicy::generate_key(RandomSource& random, std::size_t size) {
  return crypto::random_secret(random, size);
}

Result<crypto::SecretBytes> AePolicy::session_key(const onem2m::Association& association) {
  if (!association.exporter) {
    return fail(Errc::unsupported, "the association exports no keys");
  }
  PLUMBLINE_TRY(const crypto::SecretBytes octets,
                association.exporter(keys::kConnectionLabel, keys::kExportedSize));
  PLUMBLINE_TRY(keys::ExportedKey exported, keys::split_exported(octets.expose()));
  return std::move(exported.key);
}

Result<keys::DataSecurityKeys> AePolicy::derive_data_keys(const keys::DataSecurityInput& input) {
  return keys::derive_data_security(input);
}

keys::DataSecurityKeys AePolicy::expand_master(crypto::HashAlgorithm hash, ByteView master) {
  return keys::expand_data_security(hash, master);
}

keys::AeadKey AePolicy::choose_aead_key() {
  return keys::AeadKey::confidentiality;
}

Result<crypto::SecretBytes> AePolicy::derive_authenticity_key(const keys::ResourceKeyInput& input) {
  return keys::derive_resource_authenticity_key(input);
}

Result<crypto::SecretBytes> AePolicy::derive_confidentiality_key(
    const keys::ResourceKeyInput& input) {
  return keys::derive_resource_confidentiality_key(input);
}

Result<crypto::SecretBytes> AePolicy::working_key(const KeyNeed& need,
                                                  const AeServedCredential& credential) {
  PLUMBLINE_TRY(crypto::SecretBytes key, data_key(*this, need, credential));
  if (credential.level == Level::resource || need.scope == KeyScope::data) {
    return key;
  }
  const keys::ResourceKeyInput input{.hash = need.hash,
                                     .key = key.expose(),
                                     .kind = need.scope == KeyScope::container
                                                 ? keys::ResourceKind::container
                                                 : keys::ResourceKind::content_instance,
                                     .container_name = need.container,
                                     .freshness = need.freshness.octets()};
  return authenticates(need.use) ? derive_authenticity_key(input)
                                 : derive_confidentiality_key(input);
}

std::optional<std::string> AePolicy::credential_name(AeCredentialIdForm form,
                                                     const AeKeyName& name,
                                                     crypto::HashAlgorithm hash) {
  if (form == AeCredentialIdForm::minted) {
    return std::nullopt;
  }
  std::string text = "K_" + std::string{name.ae} + '_' + std::string{name.container} + "_data_" +
                     std::string{data_at_rest::name_of(name.use)} + "-Id";
  return form == AeCredentialIdForm::named ? text
                                           : to_upper_hex(crypto::digest(hash, as_bytes(text)));
}

void AePolicy::prepare_registration(onem2m::RequestPrimitive& /*request*/) {}

std::string AePolicy::adopt_credential_id(std::string registered, Use /*use*/) {
  return registered;
}

Result<data_at_rest::ProtectedData> AePolicy::protect(const data_at_rest::ProtectInput& input,
                                                      RandomSource& iv) {
  return data_at_rest::protect(input, iv);
}

Result<data_at_rest::ProtectedChild> AePolicy::protect_policy(
    const data_at_rest::ProtectInput& input) {
  return data_at_rest::protect_attributes(input);
}

void AePolicy::prepare_hosting(onem2m::RequestPrimitive& /*request*/) {}

Result<std::vector<KeyNeed>> AePolicy::find_credentials(const AeRetrieved& retrieved) {
  PLUMBLINE_TRY(std::vector<KeyNeed> needs, data_at_rest::needs_of(retrieved.data));
  for (KeyNeed& need : needs) {
    for (const auto& [use, id] : retrieved.separate_ids) {
      if (need.credential_id.empty() && (use == need.use || use == Use::master)) {
        need.credential_id = id;
      }
    }
    if (need.credential_id.empty()) {
      return fail(Errc::not_found,
                  "no Credential-Id for the " + std::string{name_of(need.use)} + " key");
    }
  }
  return needs;
}

void AePolicy::prepare_credential_request(onem2m::RequestPrimitive& /*request*/) {}

bool AePolicy::usable(TimePoint expiry, TimePoint now) {
  return now < expiry;
}

Result<void> AePolicy::verify(const data_at_rest::TagCheck& check) {
  return data_at_rest::verify_tag(check);
}

Result<Bytes> AePolicy::decrypt(const data_at_rest::Decryption& decryption) {
  return data_at_rest::decrypt(decryption);
}

Result<void> AePolicy::may_release(const AeRetrieved& retrieved,
                                   const data_at_rest::Opened& opened) {
  const bool elsewhere = opened.resource != retrieved.resource;
  const bool instead = !retrieved.asked.empty() && opened.resource != retrieved.asked;
  if (!opened.resource.empty() && (elsewhere || instead)) {
    return fail(Errc::authentication_failed, "the data was protected for another resource");
  }
  return success();
}

std::unique_ptr<esprim::OriginatorPolicy> AePolicy::esprim_policy() {
  return std::make_unique<esprim::OriginatorPolicy>();
}

std::unique_ptr<message_auth::ProtectorPolicy> AePolicy::protector_policy() {
  return std::make_unique<message_auth::ProtectorPolicy>();
}

std::unique_ptr<message_auth::VerifierPolicy> AePolicy::verifier_policy() {
  return std::make_unique<message_auth::VerifierPolicy>();
}

std::unique_ptr<escertke::InitiatorPolicy> AePolicy::escertke_policy() {
  return std::make_unique<escertke::InitiatorPolicy>();
}

}  // namespace plumbline::entities
