#include "plumbline/crypto/key_management.hpp"

#include "digest_algorithm.hpp"
#include "key_handle.hpp"

#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <limits>

namespace plumbline::crypto {
namespace {

ossl::PkeyCtxPtr context_for(const ossl::KeyHandle& handle) {
  return ossl::require<ossl::PkeyCtxPtr>(
      EVP_PKEY_CTX_new_from_pkey(nullptr, handle.pkey.get(), nullptr),
      "EVP_PKEY_CTX_new_from_pkey");
}

void set_oaep(EVP_PKEY_CTX* context, const EVP_MD* md) {
  ossl::check(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING), "set_rsa_padding");
  ossl::check(EVP_PKEY_CTX_set_rsa_oaep_md(context, md), "set_rsa_oaep_md");
  ossl::check(EVP_PKEY_CTX_set_rsa_mgf1_md(context, md), "set_rsa_mgf1_md");
}

std::size_t octets_of(const ossl::KeyHandle& handle) {
  return static_cast<std::size_t>(EVP_PKEY_get_size(handle.pkey.get()));
}

using Word = std::array<std::uint8_t, 4>;

Word big_endian(std::size_t number) {
  return {static_cast<std::uint8_t>(number >> 24U),
          static_cast<std::uint8_t>(number >> 16U),
          static_cast<std::uint8_t>(number >> 8U),
          static_cast<std::uint8_t>(number)};
}

const EVP_MD* sha1() {
  static const auto md = ossl::require<ossl::MdPtr>(EVP_MD_fetch(nullptr, "SHA1", nullptr), "SHA1");
  return md.get();
}

Result<Bytes> oaep_encrypt(const EVP_MD* md, const PublicKey& key, ByteView secret) {
  if (key.kind() != KeyKind::rsa) {
    return fail(Errc::key_mismatch, "RSA-OAEP needs an RSA key");
  }
  Bytes out(octets_of(key.handle()));
  // RFC 8017 7.1.1 step 1 b: mLen <= k - 2hLen - 2
  if (secret.size() + 2 * static_cast<std::size_t>(EVP_MD_get_size(md)) + 2 > out.size()) {
    return fail(Errc::invalid_length, "secret too long for RSA-OAEP with this key");
  }
  const auto context = context_for(key.handle());
  ossl::check(EVP_PKEY_encrypt_init(context.get()), "EVP_PKEY_encrypt_init");
  set_oaep(context.get(), md);
  std::size_t size = out.size();
  static constexpr std::uint8_t kEmpty = 0;  // OpenSSL wants an address for the empty secret too
  ossl::check(EVP_PKEY_encrypt(context.get(),
                               out.data(),
                               &size,
                               secret.empty() ? &kEmpty : secret.data(),
                               secret.size()),
              "EVP_PKEY_encrypt");
  return out;
}

Result<SecretBytes> oaep_decrypt(const EVP_MD* md, const PrivateKey& key, ByteView ciphertext) {
  if (key.kind() != KeyKind::rsa) {
    return fail(Errc::key_mismatch, "RSA-OAEP needs an RSA key");
  }
  SecretBytes padded{octets_of(key.handle())};
  std::size_t size = padded.size();
  const auto context = context_for(key.handle());
  ossl::check(EVP_PKEY_decrypt_init(context.get()), "EVP_PKEY_decrypt_init");
  set_oaep(context.get(), md);
  // One answer for a wrong size, a wrong key and wrong padding: no oracle for Manger's attack.
  const bool opened =
      ciphertext.size() == padded.size() && EVP_PKEY_decrypt(context.get(),
                                                             padded.expose_mutable().data(),
                                                             &size,
                                                             ciphertext.data(),
                                                             ciphertext.size()) == 1;
  ossl::forget_errors();
  if (!opened) {
    return fail(Errc::authentication_failed, "RSA-OAEP");
  }
  return SecretBytes{padded.expose().first(size)};
}

}  // namespace

Result<Bytes> rsa_oaep_encrypt(HashAlgorithm hash, const PublicKey& key, ByteView secret) {
  return oaep_encrypt(ossl::digest_algorithm(hash), key, secret);
}

Result<SecretBytes> rsa_oaep_decrypt(HashAlgorithm hash,
                                     const PrivateKey& key,
                                     ByteView ciphertext) {
  return oaep_decrypt(ossl::digest_algorithm(hash), key, ciphertext);
}

Result<Bytes> rsa_oaep_sha1_encrypt(const PublicKey& key, ByteView secret) {
  return oaep_encrypt(sha1(), key, secret);
}

Result<SecretBytes> rsa_oaep_sha1_decrypt(const PrivateKey& key, ByteView ciphertext) {
  return oaep_decrypt(sha1(), key, ciphertext);
}

Result<SecretBytes> ecdh(const PrivateKey& mine, const PublicKey& theirs) {
  const std::size_t size = field_size_of(mine.kind());
  if (size == 0 || mine.kind() != theirs.kind()) {
    return fail(Errc::key_mismatch, "ECDH needs two keys on the same NIST curve");
  }
  const auto context = context_for(mine.handle());
  ossl::check(EVP_PKEY_derive_init(context.get()), "EVP_PKEY_derive_init");
  // The point was held against its curve at import, and these curves have cofactor 1.
  ossl::check(EVP_PKEY_derive_set_peer_ex(context.get(), theirs.handle().pkey.get(), 0),
              "EVP_PKEY_derive_set_peer_ex");
  SecretBytes shared{size};
  std::size_t written = size;
  ossl::check(EVP_PKEY_derive(context.get(), shared.expose_mutable().data(), &written),
              "EVP_PKEY_derive");
  return shared;
}

Result<SecretBytes> one_step_kdf(const OneStepKdfInput& input) {
  constexpr std::size_t kLargestOutput = 64;
  if (input.output_size == 0 || input.output_size > kLargestOutput) {
    return fail(Errc::invalid_length, "Concat KDF output size outside 1 to 64");
  }
  const auto context = ossl::require<ossl::MdCtxPtr>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
  const auto add = [&context](ByteView octets) {
    ossl::check(EVP_DigestUpdate(context.get(), octets.data(), octets.size()), "EVP_DigestUpdate");
  };
  SecretBytes output{kLargestOutput};
  const std::size_t block = size_of(HashAlgorithm::sha256);
  for (std::size_t round = 0; round * block < input.output_size; ++round) {
    ossl::check(
        EVP_DigestInit_ex2(context.get(), ossl::digest_algorithm(HashAlgorithm::sha256), nullptr),
        "EVP_DigestInit_ex2");
    add(big_endian(round + 1));
    add(input.shared_secret);
    add(input.other_info);
    ossl::check(EVP_DigestFinal_ex(
                    context.get(), output.expose_mutable().data() + (round * block), nullptr),
                "EVP_DigestFinal_ex");
  }
  return SecretBytes{output.expose().first(input.output_size)};
}

Result<SecretBytes> concat_kdf(const ConcatKdfInput& input) {
  constexpr std::size_t kLargestPart = std::numeric_limits<std::uint32_t>::max();
  if (std::max({input.algorithm_id.size(), input.party_u.size(), input.party_v.size()}) >
      kLargestPart) {
    return fail(Errc::invalid_length, "Concat KDF input over 4 GiB");
  }
  const Bytes other_info = concat({big_endian(input.algorithm_id.size()),
                                   as_bytes(input.algorithm_id),
                                   big_endian(input.party_u.size()),
                                   input.party_u,
                                   big_endian(input.party_v.size()),
                                   input.party_v,
                                   // SuppPubInfo: keydatalen in bits
                                   big_endian(input.output_size * 8)});
  return one_step_kdf({.shared_secret = input.shared_secret,
                       .other_info = other_info,
                       .output_size = input.output_size});
}

}  // namespace plumbline::crypto
