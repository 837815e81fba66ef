// Key establishment at a target.

#include "plumbline/esf/key_establishment.hpp"
#include "plumbline/esf/policy.hpp"

#include "key_sets.hpp"
#include "s1_header.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esf {

namespace {

/// One envelope at one target.
struct Arrived {
  const S1Context& context;
  const S1Body& body;
  const TargetEndPoint& target;
  const TargetPolicy& policy;
};

Error not_of_this_envelope() {
  return fail(Errc::authentication_failed, "a JOSE element of another envelope");
}

Result<jose::AlgorithmPolicy> only(std::string_view first, std::string_view second) {
  const std::array<std::string, 2> names{std::string{first}, std::string{second}};
  return jose::AlgorithmPolicy::named(names);
}

Result<std::vector<crypto::Certificate>> chain_of(const CertificateReference& reference,
                                                  const TargetEndPoint& target) {
  std::vector<crypto::Certificate> chain;
  for (const Bytes& der : reference.chain) {
    PLUMBLINE_TRY(crypto::Certificate certificate, crypto::Certificate::from_der(der));
    chain.push_back(std::move(certificate));
  }
  if (!chain.empty()) {
    return chain;
  }
  const auto known = std::ranges::find(target.certificates, reference.id, &SourceCertificate::id);
  if (known == target.certificates.end() || known->chain.empty()) {
    return fail(Errc::key_not_found, "no certificate of the source");
  }
  return known->chain;
}

/// The certificate comes before whatever it signed, and a bad one ends processing.
/// @source TR-0012 clause 6.2.2.2.2.3
Result<jose::Jwk> verified_key(const Arrived& arrived) {
  const CertificateReference& reference = *arrived.body.certificate;
  PLUMBLINE_TRY(const auto chain, chain_of(reference, arrived.target));
  PLUMBLINE_TRY(arrived.policy.verify_certificate(
      {.chain = chain, .target = arrived.target, .source_id = arrived.context.source_id}));
  return jose::Jwk::from_public(chain.front().public_key(), reference.id);
}

Result<void> check_key_signature(const Arrived& arrived, const jose::Jwk& key, jose::JwsAlg alg) {
  PLUMBLINE_TRY(const jose::Header header, jose::peek_header(arrived.body.key_signature));
  if (!arrived.policy.belongs(header.json(), arrived.context)) {
    return not_of_this_envelope();
  }
  const std::string text = key_sets_text(arrived.body.key_sets);
  jose::JwsVerifyOptions options;
  PLUMBLINE_TRY(options.algorithms, only(name_of(alg), name_of(alg)));
  options.detached_payload = as_bytes(text);
  return arrived.policy.verify_key_signature(arrived.body.key_signature, key, options);
}

Result<crypto::SecretBytes> decrypted(const Arrived& arrived, const ChosenSet& chosen) {
  PLUMBLINE_TRY(const jose::Header header, jose::peek_header(chosen.set->jwe));
  if (!arrived.policy.belongs(header.json(), arrived.context)) {
    return not_of_this_envelope();
  }
  jose::JweOpenOptions options;
  PLUMBLINE_TRY(options.algorithms,
                only(name_of(chosen.set->set.alg.value()), name_of(kKeySetEnc)));
  const jose::JwkSet keys{{named(chosen.key->key, chosen.set->key_id)}};
  PLUMBLINE_TRY(jose::OpenedJwe opened, jose::open_jwe(chosen.set->jwe, keys, options));
  crypto::SecretBytes master_key{ByteView{opened.plaintext}};
  crypto::detail::wipe(opened.plaintext);
  if (master_key.size() < kMasterKeySize) {
    return fail(Errc::invalid_length, "an envelope master key under 32 octets");
  }
  return master_key;
}

Result<crypto::SecretBytes> agreed(const Arrived& arrived, const ChosenSet& chosen) {
  PLUMBLINE_TRY(const jose::Jwk ephemeral, jose::Jwk::from_json(chosen.set->epk));
  const auto theirs = ephemeral.public_key();
  if (!theirs || chosen.key->key.private_key() == nullptr) {
    return fail(Errc::key_mismatch, "key agreement takes a key pair and a public key");
  }
  return agree({.mine = *chosen.key->key.private_key(),
                .theirs = *theirs,
                .source_id = arrived.context.source_id,
                .target_id = chosen.set->target});
}

Result<crypto::SecretBytes> master_key_from(const Arrived& arrived, const ChosenSet& chosen) {
  switch (chosen.set->set.establishment) {
    case KeyEstablishment::key_encryption:
      return decrypted(arrived, chosen);
    case KeyEstablishment::key_agreement:
      return agreed(arrived, chosen);
    default:
      return master_key_of(chosen.key->key);
  }
}

Result<void> take_key(const Arrived& arrived, const ChosenSet& chosen, TargetKeys& keys) {
  if (chosen.set == nullptr) {
    return fail(Errc::key_not_found, "no key establishment set for this target");
  }
  if (!arrived.policy.is_source(*chosen.key, arrived.context.source_id)) {
    return fail(Errc::authentication_failed, "the key is not one of that source");
  }
  PLUMBLINE_TRY(const crypto::SecretBytes master_key, master_key_from(arrived, chosen));
  PLUMBLINE_TRY(keys.payload_key,
                arrived.policy.derive(
                    {.key = master_key.expose(),
                     .session_type = arrived.context.session,
                     .target_data_class = static_cast<int>(arrived.context.target_data_class),
                     .source_id = arrived.context.source_id,
                     .salt = arrived.context.salt}));
  keys.target = chosen.set->target;
  keys.key_id = chosen.set->key_id;
  return success();
}

Result<Selection> selection_of(const S1Context& context,
                               const PsAlgSet& payload,
                               const S1Body& body) {
  Selection selection{
      .target_data_class = context.target_data_class, .payload = payload, .key_sets = {}};
  for (const KeySet& set : body.key_sets) {
    selection.key_sets.push_back(set.set);
  }
  PLUMBLINE_TRY(check_selection(selection));
  if (needs_certificate(selection) != body.certificate.has_value() ||
      key_signature_of(selection).has_value() == body.key_signature.empty()) {
    return fail(Errc::invalid_value, "a certificate or a signature is missing, or one too many");
  }
  return selection;
}

}  // namespace

std::string_view name_of(SourceAssurance assurance) noexcept {
  constexpr std::array<std::string_view, 3> kNames{
      "unauthenticated", "authenticated", "non-repudiable"};
  return kNames.at(static_cast<std::size_t>(assurance));
}

Result<TargetKeys> recover(const S1Context& context,
                           const PsAlgSet& payload,
                           const S1Body& body,
                           const TargetEndPoint& target,
                           const TargetPolicy& policy) {
  const Arrived arrived{.context = context, .body = body, .target = target, .policy = policy};
  PLUMBLINE_TRY(const Selection selection, selection_of(context, payload, body));
  TargetKeys keys;
  if (body.certificate) {
    PLUMBLINE_TRY(keys.verification, verified_key(arrived));
  }
  const auto key_signature = key_signature_of(selection);
  if (key_signature) {
    PLUMBLINE_TRY(check_key_signature(arrived, *keys.verification, *key_signature));
  }
  ChosenSet chosen;
  if (needs_master_key(payload)) {
    chosen = policy.choose(body.key_sets, target);
    PLUMBLINE_TRY(take_key(arrived, chosen, keys));
  }
  keys.source = policy.assurance({.payload_signed = is_signed(payload),
                                  .key_signed = key_signature.has_value(),
                                  .key_sets = body.key_sets.size(),
                                  .key = chosen.key});
  return keys;
}

}  // namespace plumbline::esf
