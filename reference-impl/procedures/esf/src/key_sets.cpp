#include "key_sets.hpp"

#include "plumbline/crypto/key_management.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::esf {

std::optional<jose::JwsAlg> key_signature_of(const Selection& selection) {
  return selection.key_sets.empty() ? std::nullopt : selection.key_sets.front().signature;
}

bool needs_certificate(const Selection& selection) {
  return is_signed(selection.payload) || key_signature_of(selection).has_value();
}

Result<void> check_selection(const Selection& selection) {
  const auto& sets = selection.key_sets;
  if (sets.empty() == needs_master_key(selection.payload)) {
    return fail(Errc::invalid_value,
                name_of(selection.payload) + " with " + std::to_string(sets.size()) +
                    " key establishment sets");
  }
  if (sets.size() > kMaxKeySets) {
    return fail(Errc::too_large, "over " + std::to_string(kMaxKeySets) + " targets");
  }
  if (sets.size() > 1 && selection.target_data_class != TargetDataClass::instance) {
    return fail(Errc::invalid_value, "target data classes 1 and 2 take one target");
  }
  const auto encrypts = [](const KeAlgSet& set) {
    return set.establishment == KeyEstablishment::key_encryption;
  };
  if (sets.size() > 1 && !std::ranges::all_of(sets, encrypts)) {
    return fail(Errc::invalid_value, "several key establishment sets take key encryption");
  }
  const auto signature = key_signature_of(selection);
  if (!std::ranges::all_of(sets, [&](const KeAlgSet& set) { return set.signature == signature; })) {
    return fail(Errc::invalid_value, "key establishment sets that are not all signed alike");
  }
  if (signature && is_signed(selection.payload)) {
    return fail(Errc::invalid_value, "the signature of the payload covers the key sets already");
  }
  return success();
}

Result<crypto::SecretBytes> agree(const Agreement& agreement) {
  PLUMBLINE_TRY(const crypto::SecretBytes shared, crypto::ecdh(agreement.mine, agreement.theirs));
  return crypto::concat_kdf({.shared_secret = shared.expose(),
                             .algorithm_id = name_of(jose::JweAlg::ecdh_es),
                             .party_u = as_bytes(agreement.source_id),
                             .party_v = as_bytes(agreement.target_id),
                             .output_size = kMasterKeySize});
}

Result<crypto::SecretBytes> master_key_of(const jose::Jwk& key) {
  if (key.secret() == nullptr) {
    return fail(Errc::key_mismatch, "an envelope master key is symmetric");
  }
  if (key.secret()->size() < kMasterKeySize) {
    return fail(Errc::invalid_length, "an envelope master key under 32 octets");
  }
  return key.secret()->clone();
}

jose::Jwk named(const jose::Jwk& key, const std::string& id) {
  jose::KeyAttributes attributes = key.attributes();
  attributes.kid = id;
  return key.with(std::move(attributes));
}

}  // namespace plumbline::esf
