#include "algorithm_traits.hpp"

namespace plumbline::jose {

crypto::AeadAlgorithm aead_of(JweEnc enc) noexcept {
  switch (enc) {
    case JweEnc::a128gcm:
      return crypto::AeadAlgorithm::a128gcm;
    case JweEnc::a192gcm:
      return crypto::AeadAlgorithm::a192gcm;
    case JweEnc::a256gcm:
      return crypto::AeadAlgorithm::a256gcm;
    case JweEnc::a128cbc_hs256:
      return crypto::AeadAlgorithm::a128cbc_hs256;
    case JweEnc::a192cbc_hs384:
      return crypto::AeadAlgorithm::a192cbc_hs384;
    case JweEnc::a256cbc_hs512:
      break;
  }
  return crypto::AeadAlgorithm::a256cbc_hs512;
}

crypto::AeadAlgorithm key_wrapping_aead_of(JweAlg alg) noexcept {
  switch (alg) {
    case JweAlg::a128gcmkw:
      return crypto::AeadAlgorithm::a128gcm;
    case JweAlg::a192gcmkw:
      return crypto::AeadAlgorithm::a192gcm;
    default:
      return crypto::AeadAlgorithm::a256gcm;
  }
}

KeyManagement management_of(JweAlg alg) noexcept {
  switch (alg) {
    case JweAlg::dir:
      return KeyManagement::direct;
    case JweAlg::a128kw:
    case JweAlg::a192kw:
    case JweAlg::a256kw:
      return KeyManagement::aes_kw;
    case JweAlg::rsa_oaep:
    case JweAlg::rsa_oaep_256:
      return KeyManagement::rsa_oaep;
    case JweAlg::ecdh_es:
    case JweAlg::ecdh_es_a128kw:
    case JweAlg::ecdh_es_a192kw:
    case JweAlg::ecdh_es_a256kw:
      return KeyManagement::ecdh;
    case JweAlg::a128gcmkw:
    case JweAlg::a192gcmkw:
    case JweAlg::a256gcmkw:
      break;
  }
  return KeyManagement::aes_gcm_kw;
}

std::size_t symmetric_key_size(JweAlg alg, JweEnc enc) noexcept {
  switch (alg) {
    case JweAlg::dir:
    case JweAlg::ecdh_es:
      return crypto::key_size_of(aead_of(enc));
    case JweAlg::a128kw:
    case JweAlg::ecdh_es_a128kw:
    case JweAlg::a128gcmkw:
      return 16;
    case JweAlg::a192kw:
    case JweAlg::ecdh_es_a192kw:
    case JweAlg::a192gcmkw:
      return 24;
    case JweAlg::a256kw:
    case JweAlg::ecdh_es_a256kw:
    case JweAlg::a256gcmkw:
      return 32;
    case JweAlg::rsa_oaep:
    case JweAlg::rsa_oaep_256:
      break;
  }
  return 0;
}

std::optional<crypto::HashAlgorithm> hmac_hash_of(JwsAlg alg) noexcept {
  switch (alg) {
    case JwsAlg::hs256:
      return crypto::HashAlgorithm::sha256;
    case JwsAlg::hs384:
      return crypto::HashAlgorithm::sha384;
    case JwsAlg::hs512:
      return crypto::HashAlgorithm::sha512;
    default:
      return {};
  }
}

crypto::SignatureAlgorithm signature_of(JwsAlg alg) noexcept {
  switch (alg) {
    case JwsAlg::rs256:
      return crypto::SignatureAlgorithm::rs256;
    case JwsAlg::rs384:
      return crypto::SignatureAlgorithm::rs384;
    case JwsAlg::rs512:
      return crypto::SignatureAlgorithm::rs512;
    case JwsAlg::es256:
      return crypto::SignatureAlgorithm::es256;
    case JwsAlg::es384:
      return crypto::SignatureAlgorithm::es384;
    case JwsAlg::es512:
      return crypto::SignatureAlgorithm::es512;
    case JwsAlg::ps256:
      return crypto::SignatureAlgorithm::ps256;
    case JwsAlg::ps384:
      return crypto::SignatureAlgorithm::ps384;
    case JwsAlg::ps512:
      return crypto::SignatureAlgorithm::ps512;
    default:
      return crypto::SignatureAlgorithm::eddsa;
  }
}

crypto::KeyKind key_kind_of(JwsAlg alg) noexcept {
  switch (alg) {
    case JwsAlg::es256:
      return crypto::KeyKind::ec_p256;
    case JwsAlg::es384:
      return crypto::KeyKind::ec_p384;
    case JwsAlg::es512:
      return crypto::KeyKind::ec_p521;
    case JwsAlg::eddsa:
      return crypto::KeyKind::ed25519;
    default:
      return crypto::KeyKind::rsa;
  }
}

}  // namespace plumbline::jose
