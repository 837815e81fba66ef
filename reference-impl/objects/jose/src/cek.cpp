#include "cek.hpp"

#include "plumbline/crypto/key_wrap.hpp"

#include "algorithm_traits.hpp"

#include <string>

namespace plumbline::jose {

namespace {

constexpr std::size_t kGcmTagSize = 16;

Error unopened() {
  return fail(Errc::authentication_failed, "the content encryption key");
}

Result<Bytes> header_octets(const Header& header, std::string_view name) {
  const auto text = header.string(name);
  if (!text) {
    return fail(Errc::malformed, "header: " + std::string{name} + " is missing or no string");
  }
  auto octets = from_base64url(*text);
  if (!octets) {
    return fail(Errc::malformed, "header: " + std::string{name} + ": " + octets.error().detail);
  }
  return octets;
}

/// apu or apv, RFC 7518 clauses 4.6.1.2 and 4.6.1.3.
Result<Bytes> party_info(const Header& header, std::string_view name) {
  if (!header.contains(name)) {
    return Bytes{};
  }
  return header_octets(header, name);
}

/// RFC 7518 clause 4.3.
Result<Bytes> oaep_encrypt(const CekContext& context, const crypto::SecretBytes& cek) {
  const crypto::PublicKey key = *context.key.public_key();
  return context.algorithms.alg == JweAlg::rsa_oaep
             ? crypto::rsa_oaep_sha1_encrypt(key, cek.expose())
             : crypto::rsa_oaep_encrypt(crypto::HashAlgorithm::sha256, key, cek.expose());
}

Result<crypto::SecretBytes> oaep_decrypt(const CekContext& context, ByteView encrypted_key) {
  const crypto::PrivateKey& key = *context.key.private_key();
  return context.algorithms.alg == JweAlg::rsa_oaep
             ? crypto::rsa_oaep_sha1_decrypt(key, encrypted_key)
             : crypto::rsa_oaep_decrypt(crypto::HashAlgorithm::sha256, key, encrypted_key);
}

/// RFC 7518 clause 4.6.2. With key wrapping the result is the key that wraps.
Result<crypto::SecretBytes> agree(const CekContext& context,
                                  const crypto::PrivateKey& mine,
                                  const crypto::PublicKey& theirs) {
  PLUMBLINE_TRY(const Bytes apu, party_info(context.header, "apu"));
  PLUMBLINE_TRY(const Bytes apv, party_info(context.header, "apv"));
  PLUMBLINE_TRY(const crypto::SecretBytes shared, crypto::ecdh(mine, theirs));
  const auto [alg, enc] = context.algorithms;
  return crypto::concat_kdf({.shared_secret = shared.expose(),
                             .algorithm_id = is_direct(alg) ? name_of(enc) : name_of(alg),
                             .party_u = apu,
                             .party_v = apv,
                             .output_size = symmetric_key_size(alg, enc)});
}

struct Agreement {
  crypto::SecretBytes key;
  Json parameters;
};

Result<Agreement> agree_as_sender(const CekContext& context, const CekRandomness& randomness) {
  const crypto::PublicKey theirs = *context.key.public_key();
  const crypto::PrivateKey ephemeral =
      randomness.epk ? *randomness.epk : crypto::PrivateKey::generate(theirs.kind());
  Agreement agreement;
  PLUMBLINE_TRY(agreement.key, agree(context, ephemeral, theirs));
  PLUMBLINE_TRY(Json epk, Jwk::from_public(ephemeral.public_key()).public_json());
  agreement.parameters["epk"] = std::move(epk);
  return agreement;
}

Result<crypto::SecretBytes> agree_as_receiver(const CekContext& context) {
  const Json header = context.header.json();
  const auto epk = header.find("epk");
  if (epk == header.end() || epk->contains("d")) {
    return fail(Errc::malformed, "header: epk is missing or private");
  }
  auto theirs = Jwk::from_json(*epk);
  if (!theirs) {
    return fail(theirs.error().code, "header: epk: " + theirs.error().detail);
  }
  const auto public_key = theirs.value().public_key();
  if (!public_key) {
    return fail(Errc::key_mismatch, "header: epk is no EC key");
  }
  return agree(context, *context.key.private_key(), *public_key);
}

Result<EncryptedCek> gcm_wrap(const CekContext& context,
                              const crypto::SecretBytes& cek,
                              const CekRandomness& randomness) {
  const crypto::AeadAlgorithm aead = key_wrapping_aead_of(context.algorithms.alg);
  const Bytes iv = randomness.source.bytes(crypto::iv_size_of(aead));
  Bytes tag(kGcmTagSize);
  EncryptedCek wrapped{.encrypted_key = Bytes(cek.size()), .parameters = {}};
  PLUMBLINE_TRY(
      crypto::aead_seal(aead,
                        {.key = context.key.secret()->expose(), .iv = iv, .associated_data = {}},
                        cek.expose(),
                        wrapped.encrypted_key,
                        tag));
  wrapped.parameters = {{"iv", to_base64url(iv)}, {"tag", to_base64url(tag)}};
  return wrapped;
}

/// RFC 7518 clause 4.7.
Result<crypto::SecretBytes> gcm_unwrap(const CekContext& context, ByteView encrypted_key) {
  const crypto::AeadAlgorithm aead = key_wrapping_aead_of(context.algorithms.alg);
  PLUMBLINE_TRY(const Bytes iv, header_octets(context.header, "iv"));
  PLUMBLINE_TRY(const Bytes tag, header_octets(context.header, "tag"));
  PLUMBLINE_TRY(
      Bytes cek,
      crypto::aead_open(aead,
                        {.key = context.key.secret()->expose(), .iv = iv, .associated_data = {}},
                        encrypted_key,
                        tag));
  crypto::SecretBytes secret{cek};
  crypto::detail::wipe(cek);
  return secret;
}

Result<crypto::SecretBytes> unwrap(ByteView wrapping_key, ByteView encrypted_key) {
  auto cek = crypto::aes_key_unwrap(wrapping_key, encrypted_key);
  if (!cek) {
    return unopened();
  }
  return cek;
}

Result<crypto::SecretBytes> recover(const CekContext& context, ByteView encrypted_key) {
  const JweAlg alg = context.algorithms.alg;
  switch (management_of(alg)) {
    case KeyManagement::direct:
      return context.key.secret()->clone();
    case KeyManagement::aes_kw:
      return unwrap(context.key.secret()->expose(), encrypted_key);
    case KeyManagement::aes_gcm_kw:
      return gcm_unwrap(context, encrypted_key);
    case KeyManagement::rsa_oaep:
      return oaep_decrypt(context, encrypted_key);
    case KeyManagement::ecdh:
      break;
  }
  PLUMBLINE_TRY(crypto::SecretBytes agreed, agree_as_receiver(context));
  return is_direct(alg) ? Result<crypto::SecretBytes>{std::move(agreed)}
                        : unwrap(agreed.expose(), encrypted_key);
}

}  // namespace

Result<DirectCek> direct_cek(const CekContext& context, const CekRandomness& randomness) {
  if (context.algorithms.alg == JweAlg::dir) {
    return DirectCek{.cek = context.key.secret()->clone(), .parameters = {}};
  }
  PLUMBLINE_TRY(Agreement agreement, agree_as_sender(context, randomness));
  return DirectCek{.cek = std::move(agreement.key), .parameters = std::move(agreement.parameters)};
}

Result<EncryptedCek> encrypt_cek(const CekContext& context,
                                 const crypto::SecretBytes& cek,
                                 const CekRandomness& randomness) {
  EncryptedCek result;
  switch (management_of(context.algorithms.alg)) {
    case KeyManagement::aes_gcm_kw:
      return gcm_wrap(context, cek, randomness);
    case KeyManagement::rsa_oaep: {
      PLUMBLINE_TRY(result.encrypted_key, oaep_encrypt(context, cek));
      return result;
    }
    case KeyManagement::ecdh: {
      PLUMBLINE_TRY(Agreement agreement, agree_as_sender(context, randomness));
      PLUMBLINE_TRY(result.encrypted_key,
                    crypto::aes_key_wrap(agreement.key.expose(), cek.expose()));
      result.parameters = std::move(agreement.parameters);
      return result;
    }
    default: {
      PLUMBLINE_TRY(result.encrypted_key,
                    crypto::aes_key_wrap(context.key.secret()->expose(), cek.expose()));
      return result;
    }
  }
}

Result<crypto::SecretBytes> recover_cek(const CekContext& context, ByteView encrypted_key) {
  PLUMBLINE_TRY(crypto::SecretBytes cek, recover(context, encrypted_key));
  if (cek.size() != crypto::key_size_of(aead_of(context.algorithms.enc))) {
    return unopened();
  }
  return cek;
}

}  // namespace plumbline::jose
