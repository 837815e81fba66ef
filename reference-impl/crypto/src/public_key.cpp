#include "key_handle.hpp"
#include "key_parameters.hpp"

#include <openssl/core_names.h>
#include <openssl/pem.h>

namespace plumbline::crypto {
namespace {

constexpr std::size_t kEd25519Size = 32;

Bytes copy_of(const SecretBytes& octets) {
  return {octets.expose().begin(), octets.expose().end()};
}

}  // namespace

Result<PublicKey> PublicKey::from_rsa(const RsaPublicNumbers& numbers) {
  constexpr std::size_t kMostOctets = 16384 / 8;
  if (numbers.modulus.size() > kMostOctets || numbers.exponent.size() > kMostOctets) {
    return fail(Errc::invalid_length, "RSA modulus or exponent over 16384 bit");
  }
  ossl::KeyParameters parameters{"RSA"};
  parameters.add(OSSL_PKEY_PARAM_RSA_N, ByteView{numbers.modulus});
  parameters.add(OSSL_PKEY_PARAM_RSA_E, ByteView{numbers.exponent});
  auto pkey = parameters.make(EVP_PKEY_PUBLIC_KEY);
  if (!pkey) {
    return fail(Errc::malformed, "RSA public numbers");
  }
  PLUMBLINE_TRY(auto handle, adopt_key(std::move(pkey)));
  return PublicKey{std::move(handle)};
}

Result<PublicKey> PublicKey::from_ec(KeyKind curve, const EcPoint& point) {
  const std::size_t size = field_size_of(curve);
  if (size == 0 || point.x.size() != size || point.y.size() != size) {
    return fail(Errc::malformed, "EC coordinate size");
  }
  ossl::KeyParameters parameters{"EC"};
  parameters.add_point(curve, point);
  auto pkey = parameters.make(EVP_PKEY_PUBLIC_KEY);
  if (!pkey) {
    return fail(Errc::malformed, "EC point is not on the curve");
  }
  PLUMBLINE_TRY(auto handle, adopt_key(std::move(pkey)));
  return PublicKey{std::move(handle)};
}

Result<PublicKey> PublicKey::from_ed25519(ByteView octets) {
  if (octets.size() != kEd25519Size) {
    return fail(Errc::malformed, "Ed25519 public key is not 32 octets");
  }
  auto pkey = ossl::require<ossl::PkeyPtr>(
      EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, octets.data(), octets.size()),
      "EVP_PKEY_new_raw_public_key_ex");
  PLUMBLINE_TRY(auto handle, adopt_key(std::move(pkey)));
  return PublicKey{std::move(handle)};
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
  const auto text = ossl::memory_reader(as_bytes(pem));
  ossl::PkeyPtr pkey{PEM_read_bio_PUBKEY(text.get(), nullptr, &ossl::no_password, nullptr)};
  if (!pkey) {
    ossl::forget_errors();
    return fail(Errc::malformed, "no public key in the PEM text");
  }
  PLUMBLINE_TRY(auto handle, adopt_key(std::move(pkey)));
  return PublicKey{std::move(handle)};
}

KeyKind PublicKey::kind() const noexcept {
  return handle_->kind;
}

std::size_t PublicKey::bits() const noexcept {
  return static_cast<std::size_t>(EVP_PKEY_get_bits(handle_->pkey.get()));
}

Result<RsaPublicNumbers> PublicKey::rsa_numbers() const {
  const auto modulus = number_of(handle_->pkey.get(), OSSL_PKEY_PARAM_RSA_N);
  const auto exponent = number_of(handle_->pkey.get(), OSSL_PKEY_PARAM_RSA_E);
  if (kind() != KeyKind::rsa || !modulus || !exponent) {
    return fail(Errc::key_mismatch, "not an RSA key");
  }
  return RsaPublicNumbers{.modulus = copy_of(*modulus), .exponent = copy_of(*exponent)};
}

Result<EcPoint> PublicKey::ec_point() const {
  const std::size_t size = field_size_of(kind());
  if (size == 0) {
    return fail(Errc::key_mismatch, "not a key on a NIST curve");
  }
  const auto x = number_of(handle_->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_X, size);
  const auto y = number_of(handle_->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_Y, size);
  if (!x || !y) {
    return fail(Errc::key_mismatch, "EC key without a point");
  }
  return EcPoint{.x = copy_of(*x), .y = copy_of(*y)};
}

Result<Bytes> PublicKey::ed25519_octets() const {
  if (kind() != KeyKind::ed25519) {
    return fail(Errc::key_mismatch, "not an Ed25519 key");
  }
  Bytes octets(kEd25519Size);
  std::size_t size = octets.size();
  ossl::check(EVP_PKEY_get_raw_public_key(handle_->pkey.get(), octets.data(), &size),
              "EVP_PKEY_get_raw_public_key");
  return octets;
}

std::string PublicKey::to_pem() const {
  const auto out = ossl::memory_writer();
  ossl::check(PEM_write_bio_PUBKEY(out.get(), handle_->pkey.get()), "PEM_write_bio_PUBKEY");
  return std::string{as_text(ossl::written(out))};
}

}  // namespace plumbline::crypto
