#include "algorithm_traits.hpp"

#include "plumbline/core/quoted_name.hpp"

#include <array>
#include <string>

namespace plumbline::xmlsec {

namespace {

// In the order of SignatureMethod, from rsa_sha256 on.
constexpr std::array<crypto::SignatureAlgorithm, 6> kSignatures{
    crypto::SignatureAlgorithm::rs256,
    crypto::SignatureAlgorithm::rs384,
    crypto::SignatureAlgorithm::rs512,
    crypto::SignatureAlgorithm::es256,
    crypto::SignatureAlgorithm::es384,
    crypto::SignatureAlgorithm::es512,
};

}  // namespace

KeyTransport transport_of(KeyManagement algorithm) noexcept {
  switch (algorithm) {
    case KeyManagement::direct:
      return KeyTransport::direct;
    case KeyManagement::kw_aes128:
    case KeyManagement::kw_aes192:
    case KeyManagement::kw_aes256:
      return KeyTransport::key_wrap;
    case KeyManagement::rsa_oaep:
      return KeyTransport::rsa_oaep;
    default:
      return KeyTransport::ecdh;
  }
}

std::size_t wrapping_key_size(KeyManagement algorithm) noexcept {
  switch (algorithm) {
    case KeyManagement::kw_aes128:
    case KeyManagement::ecdh_es_kw_aes128:
      return 16;
    case KeyManagement::kw_aes192:
    case KeyManagement::ecdh_es_kw_aes192:
      return 24;
    case KeyManagement::kw_aes256:
    case KeyManagement::ecdh_es_kw_aes256:
      return 32;
    default:
      return 0;
  }
}

crypto::AeadAlgorithm aead_of(ContentEncryption algorithm) noexcept {
  switch (algorithm) {
    case ContentEncryption::aes128_gcm:
      return crypto::AeadAlgorithm::a128gcm;
    case ContentEncryption::aes192_gcm:
      return crypto::AeadAlgorithm::a192gcm;
    default:
      return crypto::AeadAlgorithm::a256gcm;
  }
}

std::optional<crypto::HashAlgorithm> hmac_hash_of(SignatureMethod method) noexcept {
  switch (method) {
    case SignatureMethod::hmac_sha256:
      return crypto::HashAlgorithm::sha256;
    case SignatureMethod::hmac_sha384:
      return crypto::HashAlgorithm::sha384;
    case SignatureMethod::hmac_sha512:
      return crypto::HashAlgorithm::sha512;
    default:
      return {};
  }
}

crypto::KeyKind key_kind_of(SignatureMethod method) noexcept {
  switch (method) {
    case SignatureMethod::ecdsa_sha256:
      return crypto::KeyKind::ec_p256;
    case SignatureMethod::ecdsa_sha384:
      return crypto::KeyKind::ec_p384;
    case SignatureMethod::ecdsa_sha512:
      return crypto::KeyKind::ec_p521;
    default:
      return crypto::KeyKind::rsa;
  }
}

crypto::SignatureAlgorithm signature_of(SignatureMethod method) noexcept {
  return kSignatures.at(static_cast<std::size_t>(method) -
                        static_cast<std::size_t>(SignatureMethod::rsa_sha256));
}

Error never_open(std::string_view what, std::string_view uri) {
  return fail(Errc::algorithm_not_allowed, std::string{what} + " " + quoted_name(uri));
}

KeyManagement with_ecdh(KeyManagement key_wrap) noexcept {
  switch (key_wrap) {
    case KeyManagement::kw_aes128:
      return KeyManagement::ecdh_es_kw_aes128;
    case KeyManagement::kw_aes192:
      return KeyManagement::ecdh_es_kw_aes192;
    default:
      return KeyManagement::ecdh_es_kw_aes256;
  }
}

}  // namespace plumbline::xmlsec
