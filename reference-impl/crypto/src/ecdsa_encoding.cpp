#include "ecdsa_encoding.hpp"

#include "ossl.hpp"

#include <openssl/ecdsa.h>

namespace plumbline::crypto {
namespace {

using SignaturePtr = ossl::Ptr<ECDSA_SIG, ECDSA_SIG_free>;

}  // namespace

Bytes ecdsa_der_to_fixed(ByteView der, std::size_t field_size) {
  const std::uint8_t* position = der.data();
  const auto signature = ossl::require<SignaturePtr>(
      d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size())), "d2i_ECDSA_SIG");
  Bytes fixed(2 * field_size);
  const int size = static_cast<int>(field_size);
  ossl::check(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), fixed.data(), size), "BN_bn2binpad");
  ossl::check(BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), fixed.data() + field_size, size),
              "BN_bn2binpad");
  return fixed;
}

Result<Bytes> ecdsa_fixed_to_der(ByteView fixed, std::size_t field_size) {
  if (fixed.size() != 2 * field_size) {
    return fail(Errc::authentication_failed, "signature");
  }
  auto r = ossl::number(fixed.first(field_size));
  auto s = ossl::number(fixed.last(field_size));
  const auto signature = ossl::require<SignaturePtr>(ECDSA_SIG_new(), "ECDSA_SIG_new");
  ossl::check(ECDSA_SIG_set0(signature.get(), r.release(), s.release()), "ECDSA_SIG_set0");
  const int size = i2d_ECDSA_SIG(signature.get(), nullptr);
  ossl::check(size, "i2d_ECDSA_SIG");
  Bytes der(static_cast<std::size_t>(size));
  std::uint8_t* position = der.data();
  i2d_ECDSA_SIG(signature.get(), &position);
  return der;
}

}  // namespace plumbline::crypto
