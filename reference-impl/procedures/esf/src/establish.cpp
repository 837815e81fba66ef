// Key establishment at the source.

#include "plumbline/crypto/random.hpp"
#include "plumbline/esf/key_establishment.hpp"
#include "plumbline/jose/jws.hpp"
#include "plumbline/keys/esf.hpp"

#include "key_sets.hpp"
#include "s1_header.hpp"

#include <utility>

namespace plumbline::esf {

namespace {

Selection selection_of(const EstablishRequest& request) {
  Selection selection{
      .target_data_class = request.target_data_class, .payload = request.payload, .key_sets = {}};
  for (const KeyTarget& target : request.targets) {
    selection.key_sets.push_back(target.set);
  }
  return selection;
}

Result<void> check(const EstablishRequest& request, const Selection& selection) {
  PLUMBLINE_TRY(check_selection(selection));
  if (request.source_id.empty()) {
    return fail(Errc::invalid_value, "the source has no identifier");
  }
  if (needs_certificate(selection) != (request.signer != nullptr)) {
    return fail(Errc::invalid_value, "a signer is missing, or one too many");
  }
  for (const KeyTarget& target : request.targets) {
    const bool individual = target.set.establishment == KeyEstablishment::key_encryption ||
                            target.set.establishment == KeyEstablishment::key_agreement;
    if (target.key_id.empty() || (individual && target.id.empty())) {
      return fail(Errc::invalid_value, "a target or its key has no identifier");
    }
  }
  return success();
}

Result<std::string> encrypted_for(const KeyTarget& target,
                                  const S1Context& context,
                                  const crypto::SecretBytes& master_key,
                                  const FixedInputs& fixed,
                                  RandomSource& random) {
  Json header = header_members(context);
  header["alg"] = jose::name_of(target.set.alg.value());
  header["enc"] = jose::name_of(kKeySetEnc);
  header["kid"] = target.key_id;
  const jose::Jwk key = named(target.key, target.key_id);
  jose::JweSealRequest request;
  request.plaintext = master_key.expose();
  PLUMBLINE_TRY(request.protected_header, jose::Header::of(header));
  request.recipients.push_back({.header = {}, .key = &key});
  return jose::seal_jwe(request, fixed.key_sets, random);
}

/// A key of the source's for this envelope, on the target's curve.
Result<crypto::PrivateKey> ephemeral_for(const crypto::PublicKey& theirs,
                                         const FixedInputs& fixed) {
  if (theirs.kind() == crypto::KeyKind::rsa || theirs.kind() == crypto::KeyKind::ed25519) {
    return fail(Errc::key_mismatch, "key agreement takes a key on a NIST curve");
  }
  return fixed.key_sets.epk ? *fixed.key_sets.epk : crypto::PrivateKey::generate(theirs.kind());
}

Result<crypto::SecretBytes> agreed_with(const KeyTarget& target,
                                        const std::string& source_id,
                                        const FixedInputs& fixed,
                                        KeySet& set) {
  const auto theirs = target.key.public_key();
  if (!theirs) {
    return fail(Errc::key_mismatch, "key agreement takes a public key");
  }
  PLUMBLINE_TRY(const crypto::PrivateKey ephemeral, ephemeral_for(*theirs, fixed));
  PLUMBLINE_TRY(set.epk, jose::Jwk::from_private(ephemeral).public_json());
  return agree(
      {.mine = ephemeral, .theirs = *theirs, .source_id = source_id, .target_id = target.id});
}

/// The master key, unless it is agreed or provided, is made before any set.
Result<crypto::SecretBytes> add_key_sets(const EstablishRequest& request,
                                         const FixedInputs& fixed,
                                         RandomSource& random,
                                         SourceKeys& keys) {
  crypto::SecretBytes master_key =
      fixed.master_key ? fixed.master_key->clone() : crypto::random_secret(random, kMasterKeySize);
  if (master_key.size() < kMasterKeySize) {
    return fail(Errc::invalid_length, "an envelope master key under 32 octets");
  }
  for (const KeyTarget& target : request.targets) {
    KeySet set{
        .set = target.set, .key_id = target.key_id, .target = target.id, .jwe = {}, .epk = {}};
    switch (target.set.establishment) {
      case KeyEstablishment::key_encryption: {
        PLUMBLINE_TRY(set.jwe, encrypted_for(target, keys.context, master_key, fixed, random));
        break;
      }
      case KeyEstablishment::key_agreement: {
        PLUMBLINE_TRY(master_key, agreed_with(target, request.source_id, fixed, set));
        break;
      }
      default: {
        PLUMBLINE_TRY(master_key, master_key_of(target.key));
      }
    }
    keys.parameters.key_sets.push_back(std::move(set));
  }
  return master_key;
}

Result<std::string> sign_key_sets(const SourceKeys& keys,
                                  const SigningCredential& signer,
                                  jose::JwsAlg alg) {
  Json header = header_members(keys.context);
  header["alg"] = jose::name_of(alg);
  header["kid"] = signer.id;
  const std::string text = key_sets_text(keys.parameters.key_sets);
  const jose::Jwk key = named(signer.key, signer.id);
  jose::JwsSignRequest request;
  request.payload = as_bytes(text);
  request.detached = true;
  PLUMBLINE_TRY(jose::Header protected_header, jose::Header::of(header));
  request.signers.push_back(
      {.protected_header = std::move(protected_header), .header = {}, .key = &key});
  return jose::sign_jws(request);
}

CertificateReference reference_to(const SigningCredential& signer) {
  CertificateReference reference{.id = signer.id, .chain = {}};
  for (const crypto::Certificate& certificate : signer.chain) {
    reference.chain.push_back(certificate.to_der());
  }
  return reference;
}

}  // namespace

Result<SourceKeys> establish(const EstablishRequest& request,
                             const FixedInputs& fixed,
                             RandomSource& random) {
  constexpr std::size_t kSaltSize = 16;
  const Selection selection = selection_of(request);
  PLUMBLINE_TRY(check(request, selection));
  SourceKeys keys;
  keys.context = {.session = SessionType::s1,
                  .target_data_class = request.target_data_class,
                  .source_id = request.source_id,
                  .salt = fixed.salt.value_or(Bytes{})};
  if (!fixed.salt) {
    keys.context.salt = random.bytes(kSaltSize);
  }
  if (request.signer != nullptr) {
    keys.parameters.certificate = reference_to(*request.signer);
  }
  if (!needs_master_key(request.payload)) {
    return keys;
  }
  PLUMBLINE_TRY(const crypto::SecretBytes master_key, add_key_sets(request, fixed, random, keys));
  if (const auto alg = key_signature_of(selection)) {
    PLUMBLINE_TRY(keys.parameters.key_signature, sign_key_sets(keys, *request.signer, *alg));
  }
  PLUMBLINE_TRY(
      keys.payload_key,
      keys::derive_esf_key({.key = master_key.expose(),
                            .session_type = keys.context.session,
                            .target_data_class = static_cast<int>(keys.context.target_data_class),
                            .source_id = keys.context.source_id,
                            .salt = keys.context.salt}));
  return keys;
}

}  // namespace plumbline::esf
