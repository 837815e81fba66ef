#include "plumbline/crypto/signature.hpp"

#include "digest_algorithm.hpp"
#include "ecdsa_encoding.hpp"
#include "key_handle.hpp"

#include <openssl/rsa.h>

#include <optional>

namespace plumbline::crypto {
namespace {

enum class Scheme : std::uint8_t { pkcs1, pss, ecdsa, eddsa };

struct Parameters {
  Scheme scheme{};
  KeyKind kind{};
  std::optional<HashAlgorithm> hash;  ///< none: the algorithm hashes by itself
};

Parameters parameters_of(SignatureAlgorithm algorithm) {
  using enum HashAlgorithm;
  switch (algorithm) {
    case SignatureAlgorithm::rs256:
      return {.scheme = Scheme::pkcs1, .kind = KeyKind::rsa, .hash = sha256};
    case SignatureAlgorithm::rs384:
      return {.scheme = Scheme::pkcs1, .kind = KeyKind::rsa, .hash = sha384};
    case SignatureAlgorithm::rs512:
      return {.scheme = Scheme::pkcs1, .kind = KeyKind::rsa, .hash = sha512};
    case SignatureAlgorithm::ps256:
      return {.scheme = Scheme::pss, .kind = KeyKind::rsa, .hash = sha256};
    case SignatureAlgorithm::ps384:
      return {.scheme = Scheme::pss, .kind = KeyKind::rsa, .hash = sha384};
    case SignatureAlgorithm::ps512:
      return {.scheme = Scheme::pss, .kind = KeyKind::rsa, .hash = sha512};
    case SignatureAlgorithm::es256:
      return {.scheme = Scheme::ecdsa, .kind = KeyKind::ec_p256, .hash = sha256};
    case SignatureAlgorithm::es384:
      return {.scheme = Scheme::ecdsa, .kind = KeyKind::ec_p384, .hash = sha384};
    case SignatureAlgorithm::es512:
      return {.scheme = Scheme::ecdsa, .kind = KeyKind::ec_p521, .hash = sha512};
    case SignatureAlgorithm::eddsa:
      break;
  }
  return {.scheme = Scheme::eddsa, .kind = KeyKind::ed25519, .hash = std::nullopt};
}

const EVP_MD* digest_of(const Parameters& parameters) {
  return parameters.hash ? ossl::digest_algorithm(*parameters.hash) : nullptr;
}

/// RFC 7518 3.5: MGF1 with the same hash, a salt as long as it.
void set_padding(EVP_PKEY_CTX* context, const Parameters& parameters) {
  if (parameters.scheme == Scheme::pkcs1) {
    ossl::check(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING), "set_rsa_padding");
  } else if (parameters.scheme == Scheme::pss) {
    ossl::check(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING), "set_rsa_padding");
    ossl::check(EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST),
                "set_rsa_pss_saltlen");
  }
}

ossl::MdCtxPtr new_context() {
  return ossl::require<ossl::MdCtxPtr>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
}

Error wrong_key() {
  return fail(Errc::key_mismatch, "key is of another type or curve than the signature algorithm");
}

}  // namespace

Result<Bytes> sign(SignatureAlgorithm algorithm, const PrivateKey& key, ByteView data) {
  const Parameters parameters = parameters_of(algorithm);
  if (key.kind() != parameters.kind) {
    return wrong_key();
  }
  EVP_PKEY* pkey = key.handle().pkey.get();
  const auto context = new_context();
  EVP_PKEY_CTX* options = nullptr;
  ossl::check(EVP_DigestSignInit(context.get(), &options, digest_of(parameters), nullptr, pkey),
              "EVP_DigestSignInit");
  set_padding(options, parameters);
  Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(pkey)));
  std::size_t size = signature.size();
  ossl::check(EVP_DigestSign(context.get(), signature.data(), &size, data.data(), data.size()),
              "EVP_DigestSign");
  signature.resize(size);
  if (parameters.scheme == Scheme::ecdsa) {
    return ecdsa_der_to_fixed(signature, field_size_of(parameters.kind));
  }
  return signature;
}

Result<void> verify(SignatureAlgorithm algorithm,
                    const PublicKey& key,
                    ByteView data,
                    ByteView signature) {
  const Parameters parameters = parameters_of(algorithm);
  if (key.kind() != parameters.kind) {
    return wrong_key();
  }
  Bytes der;
  if (parameters.scheme == Scheme::ecdsa) {
    PLUMBLINE_TRY(der, ecdsa_fixed_to_der(signature, field_size_of(parameters.kind)));
    signature = der;
  }
  const auto context = new_context();
  EVP_PKEY_CTX* options = nullptr;
  ossl::check(EVP_DigestVerifyInit(
                  context.get(), &options, digest_of(parameters), nullptr, key.handle().pkey.get()),
              "EVP_DigestVerifyInit");
  set_padding(options, parameters);
  if (EVP_DigestVerify(
          context.get(), signature.data(), signature.size(), data.data(), data.size()) != 1) {
    ossl::forget_errors();
    return fail(Errc::authentication_failed, "signature");
  }
  return success();
}

}  // namespace plumbline::crypto
