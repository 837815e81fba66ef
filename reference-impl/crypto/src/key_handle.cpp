#include "key_handle.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>

#include <array>

namespace plumbline::crypto {
namespace {

constexpr std::size_t kLeastRsaBits = 2048;
constexpr std::size_t kMostRsaBits = 16384;
constexpr int kMostExponentBits = 64;  // OpenSSL verifies with no longer one above 3072 bit

std::optional<KeyKind> curve_kind_of(const EVP_PKEY* pkey) {
  int explicit_parameters = 0;
  EVP_PKEY_get_int_param(
      pkey, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &explicit_parameters);
  std::array<char, 64> name{};
  if (explicit_parameters != 0 ||
      EVP_PKEY_get_utf8_string_param(
          pkey, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), nullptr) != 1) {
    return std::nullopt;
  }
  const int nid = OBJ_txt2nid(name.data());
  for (const auto kind : {KeyKind::ec_p256, KeyKind::ec_p384, KeyKind::ec_p521}) {
    if (nid == EC_curve_nist2nid(curve_name_of(kind))) {
      return kind;
    }
  }
  return std::nullopt;
}

std::optional<KeyKind> kind_of(const EVP_PKEY* pkey) {
  if (EVP_PKEY_is_a(pkey, "RSA") == 1) {
    return KeyKind::rsa;
  }
  if (EVP_PKEY_is_a(pkey, "ED25519") == 1) {
    return KeyKind::ed25519;
  }
  if (EVP_PKEY_is_a(pkey, "EC") == 1) {
    return curve_kind_of(pkey);
  }
  return std::nullopt;
}

ossl::BnPtr big_number(const EVP_PKEY* pkey, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(pkey, name, &number) != 1) {
    ossl::forget_errors();
    return nullptr;
  }
  return ossl::BnPtr{number};
}

/// One prime factor with what belongs to it.
struct CrtPart {
  const ossl::BnPtr& prime;
  const ossl::BnPtr& exponent;  ///< d mod (prime - 1)
};

/// d ≡ exponent and e * exponent ≡ 1, both mod (prime - 1).
bool fits(const CrtPart& part, const ossl::BnPtr& e, const ossl::BnPtr& d, BN_CTX* scratch) {
  const ossl::BnPtr order{BN_dup(part.prime.get())};
  const ossl::BnPtr result{BN_new()};
  return order && result && BN_cmp(part.exponent.get(), order.get()) < 0 &&
         BN_sub_word(order.get(), 1) == 1 &&
         BN_nnmod(result.get(), d.get(), order.get(), scratch) == 1 &&
         BN_cmp(result.get(), part.exponent.get()) == 0 &&
         BN_mod_mul(result.get(), e.get(), part.exponent.get(), order.get(), scratch) == 1 &&
         BN_is_one(result.get()) == 1;
}

}  // namespace

std::size_t field_size_of(KeyKind kind) noexcept {
  switch (kind) {
    case KeyKind::ec_p256:
      return 32;
    case KeyKind::ec_p384:
      return 48;
    case KeyKind::ec_p521:
      return 66;
    default:
      return 0;
  }
}

const char* curve_name_of(KeyKind kind) noexcept {
  switch (kind) {
    case KeyKind::ec_p256:
      return "P-256";
    case KeyKind::ec_p384:
      return "P-384";
    case KeyKind::ec_p521:
      return "P-521";
    default:
      return "";
  }
}

Result<std::shared_ptr<const ossl::KeyHandle>> adopt_key(ossl::PkeyPtr pkey) {
  const auto kind = kind_of(pkey.get());
  ossl::forget_errors();
  if (!kind) {
    return fail(Errc::unsupported, "key is none of RSA, EC on P-256, P-384, P-521, Ed25519");
  }
  if (*kind == KeyKind::rsa) {
    PLUMBLINE_TRY(check_rsa_public(pkey.get()));
  }
  return std::make_shared<const ossl::KeyHandle>(std::move(pkey), *kind);
}

std::optional<SecretBytes> number_of(const EVP_PKEY* pkey, const char* name, std::size_t size) {
  const auto number = big_number(pkey, name);
  if (!number) {
    return std::nullopt;
  }
  SecretBytes octets{size == 0 ? static_cast<std::size_t>(BN_num_bytes(number.get())) : size};
  if (BN_bn2binpad(number.get(), octets.expose_mutable().data(), static_cast<int>(octets.size())) <
      0) {
    ossl::forget_errors();
    return std::nullopt;
  }
  return octets;
}

Result<void> check_rsa_public(const EVP_PKEY* pkey) {
  const auto modulus = big_number(pkey, OSSL_PKEY_PARAM_RSA_N);
  const auto exponent = big_number(pkey, OSSL_PKEY_PARAM_RSA_E);
  if (!modulus || !exponent) {
    return fail(Errc::malformed, "RSA key without modulus and exponent");
  }
  const auto bits = static_cast<std::size_t>(BN_num_bits(modulus.get()));
  if (bits < kLeastRsaBits || bits > kMostRsaBits) {
    return fail(Errc::invalid_length, "RSA modulus outside 2048 to 16384 bit");
  }
  if (BN_is_odd(modulus.get()) == 0) {
    return fail(Errc::malformed, "RSA modulus is even");
  }
  if (BN_is_odd(exponent.get()) == 0 || BN_is_one(exponent.get()) == 1 ||
      BN_num_bits(exponent.get()) > kMostExponentBits) {
    return fail(Errc::malformed, "RSA exponent is even, 1 or over 64 bit");
  }
  return success();
}

Result<void> check_rsa_private(const EVP_PKEY* pkey) {
  const auto n = big_number(pkey, OSSL_PKEY_PARAM_RSA_N);
  const auto e = big_number(pkey, OSSL_PKEY_PARAM_RSA_E);
  const auto d = big_number(pkey, OSSL_PKEY_PARAM_RSA_D);
  const auto p = big_number(pkey, OSSL_PKEY_PARAM_RSA_FACTOR1);
  const auto q = big_number(pkey, OSSL_PKEY_PARAM_RSA_FACTOR2);
  const auto dp = big_number(pkey, OSSL_PKEY_PARAM_RSA_EXPONENT1);
  const auto dq = big_number(pkey, OSSL_PKEY_PARAM_RSA_EXPONENT2);
  const auto qi = big_number(pkey, OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
  const auto scratch = ossl::require<ossl::BnCtxPtr>(BN_CTX_secure_new(), "BN_CTX_secure_new");
  const auto product = ossl::require<ossl::BnPtr>(BN_new(), "BN_new");
  const bool consistent =
      n && e && d && p && q && dp && dq && qi && BN_is_one(p.get()) == 0 &&
      BN_is_one(q.get()) == 0 && BN_mul(product.get(), p.get(), q.get(), scratch.get()) == 1 &&
      BN_cmp(product.get(), n.get()) == 0 &&
      BN_mod_mul(product.get(), q.get(), qi.get(), p.get(), scratch.get()) == 1 &&
      BN_is_one(product.get()) == 1 && fits({.prime = p, .exponent = dp}, e, d, scratch.get()) &&
      fits({.prime = q, .exponent = dq}, e, d, scratch.get());
  if (!consistent) {
    ossl::forget_errors();
    return fail(Errc::malformed, "RSA private numbers do not belong together");
  }
  return success();
}

}  // namespace plumbline::crypto
