#include "plumbline/crypto/hmac.hpp"

#include "digest_algorithm.hpp"
#include "hmac_into.hpp"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>
#include <string>

namespace plumbline::crypto {
namespace {

ossl::MacCtxPtr new_context(HashAlgorithm hash) {
  static const auto hmac_algorithm =
      ossl::require<ossl::MacPtr>(EVP_MAC_fetch(nullptr, "HMAC", nullptr), "EVP_MAC_fetch");
  auto context =
      ossl::require<ossl::MacCtxPtr>(EVP_MAC_CTX_new(hmac_algorithm.get()), "EVP_MAC_CTX_new");
  std::string name = ossl::digest_name(hash);
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), name.size()),
      OSSL_PARAM_construct_end(),
  };
  ossl::check(EVP_MAC_CTX_set_params(context.get(), parameters.data()), "EVP_MAC_CTX_set_params");
  return context;
}

/// One context per hash and thread, re-keyed for every use: that costs less than half of a fresh
/// context. It holds the last key until its next use or the end of the thread, when OpenSSL wipes
/// it.
EVP_MAC_CTX* context_of(HashAlgorithm hash) {
  thread_local std::array<ossl::MacCtxPtr, 3> contexts;
  auto& context = contexts.at(static_cast<std::size_t>(hash));
  if (!context) {
    context = new_context(hash);
  }
  return context.get();
}

}  // namespace

void hmac_into(HashAlgorithm hash,
               ByteView key,
               std::initializer_list<ByteView> parts,
               std::span<std::uint8_t> out) {
  EVP_MAC_CTX* context = context_of(hash);
  // A null key would mean "keep the last one"; the empty key needs an address of its own.
  static constexpr std::uint8_t kEmptyKey = 0;
  ossl::check(EVP_MAC_init(context, key.empty() ? &kEmptyKey : key.data(), key.size(), nullptr),
              "EVP_MAC_init");
  for (const ByteView part : parts) {
    ossl::check(EVP_MAC_update(context, part.data(), part.size()), "EVP_MAC_update");
  }
  std::size_t size = 0;
  ossl::check(EVP_MAC_final(context, out.data(), &size, out.size()), "EVP_MAC_final");
}

SecretBytes hmac(HashAlgorithm hash, ByteView key, std::initializer_list<ByteView> parts) {
  SecretBytes out{size_of(hash)};
  hmac_into(hash, key, parts, out.expose_mutable());
  return out;
}

}  // namespace plumbline::crypto
