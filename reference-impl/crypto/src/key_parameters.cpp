#include "key_parameters.hpp"

#include "key_handle.hpp"

#include <openssl/core_names.h>

#include <array>

namespace plumbline::crypto::ossl {

PkeyPtr make_key(const char* algorithm, int selection, const ParamPtr& parameters) {
  const auto context = require<PkeyCtxPtr>(EVP_PKEY_CTX_new_from_name(nullptr, algorithm, nullptr),
                                           "EVP_PKEY_CTX_new_from_name");
  check(EVP_PKEY_fromdata_init(context.get()), "EVP_PKEY_fromdata_init");
  EVP_PKEY* pkey = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &pkey, selection, parameters.get()) <= 0) {
    forget_errors();
  }
  return PkeyPtr{pkey};
}

KeyParameters::KeyParameters(const char* algorithm)
    : algorithm_(algorithm),
      builder_(require<ParamBldPtr>(OSSL_PARAM_BLD_new(), "OSSL_PARAM_BLD_new")) {}

void KeyParameters::add(const char* name, ByteView octets) {
  const auto& value = numbers_.emplace_back(number(octets));
  check(OSSL_PARAM_BLD_push_BN(builder_.get(), name, value.get()), "OSSL_PARAM_BLD_push_BN");
}

void KeyParameters::add(const char* name, const SecretBytes& octets) {
  const auto& value = numbers_.emplace_back(secret_number(octets.expose()));
  check(OSSL_PARAM_BLD_push_BN(builder_.get(), name, value.get()), "OSSL_PARAM_BLD_push_BN");
}

void KeyParameters::add_point(KeyKind curve, const EcPoint& point) {
  static constexpr std::array<std::uint8_t, 1> kUncompressed{4};
  point_ = concat({kUncompressed, point.x, point.y});
  check(OSSL_PARAM_BLD_push_utf8_string(
            builder_.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve_name_of(curve), 0),
        "OSSL_PARAM_BLD_push_utf8_string");
  check(OSSL_PARAM_BLD_push_octet_string(
            builder_.get(), OSSL_PKEY_PARAM_PUB_KEY, point_.data(), point_.size()),
        "OSSL_PARAM_BLD_push_octet_string");
}

PkeyPtr KeyParameters::make(int selection) const {
  const auto list =
      require<ParamPtr>(OSSL_PARAM_BLD_to_param(builder_.get()), "OSSL_PARAM_BLD_to_param");
  return make_key(algorithm_, selection, list);
}

}  // namespace plumbline::crypto::ossl
