#include "key_binding.hpp"

#include "plumbline/jose/jwe.hpp"

#include "algorithm_traits.hpp"

#include <string>

namespace plumbline::jose {

namespace {

Error mismatch(const Jwk& key, std::string_view algorithm, std::string_view why) {
  std::string name = key.kid() ? "key " + json_text(Json(*key.kid())) : std::string{"key"};
  return fail(Errc::key_mismatch,
              name + " for " + std::string{algorithm} + ": " + std::string{why});
}

struct Operations {
  KeyOperation seal{};
  KeyOperation open{};
};

Operations operations_of(KeyManagement management) {
  switch (management) {
    case KeyManagement::direct:
      return {.seal = KeyOperation::encrypt, .open = KeyOperation::decrypt};
    case KeyManagement::ecdh:
      return {.seal = KeyOperation::derive_key, .open = KeyOperation::derive_key};
    default:
      return {.seal = KeyOperation::wrap_key, .open = KeyOperation::unwrap_key};
  }
}

bool permits(const Jwk& key, KeyOperation operation) {
  // RFC 7517 clause 4.3 knows two names for what ECDH does.
  return key.permits(operation) ||
         (operation == KeyOperation::derive_key && key.permits(KeyOperation::derive_bits));
}

/// RFC 7517 clause 4.4. A key for direct use may name the content encryption, as RFC 7520 clause
/// 5.6 does.
bool is_meant_for(const Jwk& key, const JweAlgorithms& algorithms) {
  const auto& alg = key.attributes().alg;
  return !alg || *alg == name_of(algorithms.alg) ||
         (algorithms.alg == JweAlg::dir && *alg == name_of(algorithms.enc));
}

bool is_ec(crypto::KeyKind kind) {
  return kind == crypto::KeyKind::ec_p256 || kind == crypto::KeyKind::ec_p384 ||
         kind == crypto::KeyKind::ec_p521;
}

Result<void> check_jwe_type(const Jwk& key, const JweAlgorithms& algorithms) {
  const std::string_view name = name_of(algorithms.alg);
  const KeyManagement management = management_of(algorithms.alg);
  if (management == KeyManagement::rsa_oaep || management == KeyManagement::ecdh) {
    const auto kind = key.kind();
    const bool wants_rsa = management == KeyManagement::rsa_oaep;
    const bool fits = kind && (wants_rsa ? *kind == crypto::KeyKind::rsa : is_ec(*kind));
    return fits ? Result<void>{success()}
                : mismatch(key, name, wants_rsa ? "no RSA key" : "no EC key");
  }
  const auto* secret = key.secret();
  if (secret == nullptr) {
    return mismatch(key, name, "no symmetric key");
  }
  const std::size_t size = symmetric_key_size(algorithms.alg, algorithms.enc);
  if (secret->size() != size) {
    return mismatch(key, name, "not of " + std::to_string(size) + " octets");
  }
  return success();
}

Result<void> check_jws_type(const Jwk& key, JwsAlg alg) {
  if (const auto hash = hmac_hash_of(alg)) {
    if (key.secret() == nullptr) {
      return mismatch(key, name_of(alg), "no symmetric key");
    }
    // RFC 7518 clause 3.2: at least as long as the hash.
    if (key.secret()->size() < crypto::size_of(*hash)) {
      return mismatch(key, name_of(alg), "shorter than the hash");
    }
    return success();
  }
  if (key.kind() != key_kind_of(alg)) {
    return mismatch(key, name_of(alg), "of another type or curve");
  }
  return success();
}

Result<void> check_jwe(const Jwk& key, const JweAlgorithms& algorithms, KeyOperation operation) {
  if (!is_meant_for(key, algorithms)) {
    return mismatch(key, name_of(algorithms.alg), "its alg is another");
  }
  if (!permits(key, operation)) {
    return mismatch(key, name_of(algorithms.alg), "its use or key_ops forbid it");
  }
  return check_jwe_type(key, algorithms);
}

Result<void> check_jws(const Jwk& key, JwsAlg alg, KeyOperation operation) {
  const auto& bound = key.attributes().alg;
  if (bound && *bound != name_of(alg)) {
    return mismatch(key, name_of(alg), "its alg is another");
  }
  if (!key.permits(operation)) {
    return mismatch(key, name_of(alg), "its use or key_ops forbid it");
  }
  return check_jws_type(key, alg);
}

bool is_public_only(const Jwk& key) {
  return key.secret() == nullptr && key.private_key() == nullptr;
}

}  // namespace

Result<Jwk> leftmost(const Jwk& key, JweAlg alg, JweEnc enc) {
  const crypto::SecretBytes* const secret = key.secret();
  const std::size_t octets = symmetric_key_size(alg, enc);
  if (secret == nullptr || octets == 0 || secret->size() == octets) {
    return key;
  }
  if (secret->size() < octets) {
    return fail(Errc::invalid_length, "the key is shorter than the algorithm needs");
  }
  return Jwk::from_secret(crypto::SecretBytes{secret->expose().first(octets)})
      .with(key.attributes());
}

Result<void> check_sealing_key(const Jwk& key, const JweAlgorithms& algorithms) {
  return check_jwe(key, algorithms, operations_of(management_of(algorithms.alg)).seal);
}

Result<void> check_opening_key(const Jwk& key, const JweAlgorithms& algorithms) {
  PLUMBLINE_TRY(check_jwe(key, algorithms, operations_of(management_of(algorithms.alg)).open));
  if (is_public_only(key)) {
    return mismatch(key, name_of(algorithms.alg), "no private key");
  }
  return success();
}

Result<void> check_signing_key(const Jwk& key, JwsAlg alg) {
  PLUMBLINE_TRY(check_jws(key, alg, KeyOperation::sign));
  if (is_public_only(key)) {
    return mismatch(key, name_of(alg), "no private key");
  }
  return success();
}

Result<void> check_verifying_key(const Jwk& key, JwsAlg alg) {
  return check_jws(key, alg, KeyOperation::verify);
}

}  // namespace plumbline::jose
