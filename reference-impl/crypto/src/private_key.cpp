#include "key_handle.hpp"
#include "key_parameters.hpp"

#include <openssl/core_names.h>
#include <openssl/pem.h>

#include <array>

namespace plumbline::crypto {
namespace {

constexpr std::size_t kEd25519Size = 32;

/// That the two halves of an EC key belong together.
bool is_pair(EVP_PKEY* pkey) {
  const auto context = ossl::require<ossl::PkeyCtxPtr>(
      EVP_PKEY_CTX_new_from_pkey(nullptr, pkey, nullptr), "EVP_PKEY_CTX_new_from_pkey");
  const bool valid = EVP_PKEY_check(context.get()) == 1;
  ossl::forget_errors();
  return valid;
}

Result<PrivateKey> adopt_private(ossl::PkeyPtr pkey) {
  PLUMBLINE_TRY(auto handle, adopt_key(std::move(pkey)));
  if (handle->kind == KeyKind::rsa) {
    PLUMBLINE_TRY(check_rsa_private(handle->pkey.get()));
  } else if (handle->kind != KeyKind::ed25519 && !is_pair(handle->pkey.get())) {
    return fail(Errc::malformed, "EC point and scalar do not belong together");
  }
  return PrivateKey{std::move(handle)};
}

}  // namespace

PrivateKey PrivateKey::generate(KeyKind kind, std::size_t rsa_bits) {
  EVP_PKEY* pkey = nullptr;
  // NOLINTBEGIN(*-pro-type-vararg): this is how OpenSSL takes the size or the curve
  if (kind == KeyKind::rsa) {
    pkey = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", rsa_bits);
  } else if (kind == KeyKind::ed25519) {
    pkey = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  } else {
    pkey = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve_name_of(kind));
  }
  // NOLINTEND(*-pro-type-vararg)
  auto handle = adopt_key(ossl::require<ossl::PkeyPtr>(pkey, "EVP_PKEY_Q_keygen"));
  if (!handle) {
    throw std::invalid_argument{to_string(handle.error())};
  }
  return PrivateKey{std::move(handle).value()};
}

Result<PrivateKey> PrivateKey::from_rsa(const RsaPrivateNumbers& numbers) {
  constexpr std::size_t kMostOctets = 16384 / 8;

  struct Member {
    const char* name;
    const SecretBytes& octets;
  };

  const std::array secrets{
      Member{.name = OSSL_PKEY_PARAM_RSA_D, .octets = numbers.d},
      Member{.name = OSSL_PKEY_PARAM_RSA_FACTOR1, .octets = numbers.p},
      Member{.name = OSSL_PKEY_PARAM_RSA_FACTOR2, .octets = numbers.q},
      Member{.name = OSSL_PKEY_PARAM_RSA_EXPONENT1, .octets = numbers.dp},
      Member{.name = OSSL_PKEY_PARAM_RSA_EXPONENT2, .octets = numbers.dq},
      Member{.name = OSSL_PKEY_PARAM_RSA_COEFFICIENT1, .octets = numbers.qi},
  };
  // The public half first: its bounds keep the arithmetic below small.
  PLUMBLINE_TRY(PublicKey::from_rsa(numbers.pub));
  ossl::KeyParameters parameters{"RSA"};
  parameters.add(OSSL_PKEY_PARAM_RSA_N, ByteView{numbers.pub.modulus});
  parameters.add(OSSL_PKEY_PARAM_RSA_E, ByteView{numbers.pub.exponent});
  for (const Member& member : secrets) {
    if (member.octets.empty() || member.octets.size() > kMostOctets) {
      return fail(Errc::malformed, "RSA private number missing or too long");
    }
    parameters.add(member.name, member.octets);
  }
  auto pkey = parameters.make(EVP_PKEY_KEYPAIR);
  if (!pkey) {
    return fail(Errc::malformed, "RSA private numbers");
  }
  return adopt_private(std::move(pkey));
}

Result<PrivateKey> PrivateKey::from_ec(KeyKind curve,
                                       const EcPoint& point,
                                       const SecretBytes& scalar) {
  const std::size_t size = field_size_of(curve);
  if (size == 0 || scalar.size() != size) {
    return fail(Errc::malformed, "EC scalar size");
  }
  PLUMBLINE_TRY(PublicKey::from_ec(curve, point));
  ossl::KeyParameters parameters{"EC"};
  parameters.add_point(curve, point);
  parameters.add(OSSL_PKEY_PARAM_PRIV_KEY, scalar);
  auto pkey = parameters.make(EVP_PKEY_KEYPAIR);
  if (!pkey) {
    return fail(Errc::malformed, "EC private key");
  }
  return adopt_private(std::move(pkey));
}

Result<PrivateKey> PrivateKey::from_ed25519(const SecretBytes& seed) {
  if (seed.size() != kEd25519Size) {
    return fail(Errc::malformed, "Ed25519 seed is not 32 octets");
  }
  return adopt_private(ossl::require<ossl::PkeyPtr>(
      EVP_PKEY_new_raw_private_key_ex(
          nullptr, "ED25519", nullptr, seed.expose().data(), seed.size()),
      "EVP_PKEY_new_raw_private_key_ex"));
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
  const auto text = ossl::memory_reader(as_bytes(pem));
  ossl::PkeyPtr pkey{PEM_read_bio_PrivateKey(text.get(), nullptr, &ossl::no_password, nullptr)};
  if (!pkey) {
    ossl::forget_errors();
    return fail(Errc::malformed, "no private key without password in the PEM text");
  }
  return adopt_private(std::move(pkey));
}

PublicKey PrivateKey::public_key() const {
  // A key of its own, so that the result does not keep the private numbers alive.
  const EVP_PKEY* pair = handle_->pkey.get();
  OSSL_PARAM* exported = nullptr;
  ossl::check(EVP_PKEY_todata(pair, EVP_PKEY_PUBLIC_KEY, &exported), "EVP_PKEY_todata");
  const ossl::ParamPtr parameters{exported};
  auto pkey = ossl::make_key(EVP_PKEY_get0_type_name(pair), EVP_PKEY_PUBLIC_KEY, parameters);
  if (!pkey) {
    ossl::throw_fault("EVP_PKEY_fromdata");
  }
  return PublicKey{std::make_shared<const ossl::KeyHandle>(std::move(pkey), kind())};
}

KeyKind PrivateKey::kind() const noexcept {
  return handle_->kind;
}

Result<RsaPrivateNumbers> PrivateKey::rsa_numbers() const {
  PLUMBLINE_TRY(auto pub, public_key().rsa_numbers());
  const auto secret = [this](const char* name) {
    auto octets = number_of(handle_->pkey.get(), name);
    return octets ? std::move(*octets) : SecretBytes{};
  };
  return RsaPrivateNumbers{
      .pub = std::move(pub),
      .d = secret(OSSL_PKEY_PARAM_RSA_D),
      .p = secret(OSSL_PKEY_PARAM_RSA_FACTOR1),
      .q = secret(OSSL_PKEY_PARAM_RSA_FACTOR2),
      .dp = secret(OSSL_PKEY_PARAM_RSA_EXPONENT1),
      .dq = secret(OSSL_PKEY_PARAM_RSA_EXPONENT2),
      .qi = secret(OSSL_PKEY_PARAM_RSA_COEFFICIENT1),
  };
}

Result<SecretBytes> PrivateKey::secret_octets() const {
  if (kind() == KeyKind::ed25519) {
    SecretBytes seed{kEd25519Size};
    std::size_t size = seed.size();
    ossl::check(
        EVP_PKEY_get_raw_private_key(handle_->pkey.get(), seed.expose_mutable().data(), &size),
        "EVP_PKEY_get_raw_private_key");
    return seed;
  }
  const std::size_t size = field_size_of(kind());
  auto scalar =
      size == 0 ? std::nullopt : number_of(handle_->pkey.get(), OSSL_PKEY_PARAM_PRIV_KEY, size);
  if (!scalar) {
    return fail(Errc::key_mismatch, "key has no scalar or seed");
  }
  return std::move(*scalar);
}

SecretBytes PrivateKey::to_pem() const {
  const auto out = ossl::memory_writer();
  ossl::check(PEM_write_bio_PKCS8PrivateKey(
                  out.get(), handle_->pkey.get(), nullptr, nullptr, 0, nullptr, nullptr),
              "PEM_write_bio_PKCS8PrivateKey");
  return SecretBytes{ossl::written(out)};
}

}  // namespace plumbline::crypto
