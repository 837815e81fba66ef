/// @file
/// The yardstick of the derivations: HMAC on one kept EVP_MAC context, re-keyed for each use.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/owned.hpp"

#include "require.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <cstdint>
#include <initializer_list>

namespace plumbline::bench {

class RawHmac {
 public:
  using Tag = std::array<std::uint8_t, 32>;

  RawHmac() {
    const Owned<EVP_MAC, EVP_MAC_free> algorithm{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    context_.reset(EVP_MAC_CTX_new(algorithm.get()));
    std::array<char, 7> digest{"SHA256"};
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    require(context_ && EVP_MAC_CTX_set_params(context_.get(), parameters.data()) == 1,
            "EVP_MAC_CTX_set_params");
  }

  /// HMAC-SHA-256 over the concatenation of `parts`, one update for each.
  Tag operator()(ByteView key, std::initializer_list<ByteView> parts) {
    Tag tag{};
    std::size_t size = 0;
    require(EVP_MAC_init(context_.get(), key.data(), key.size(), nullptr) == 1, "EVP_MAC_init");
    for (const ByteView part : parts) {
      require(EVP_MAC_update(context_.get(), part.data(), part.size()) == 1, "EVP_MAC_update");
    }
    require(EVP_MAC_final(context_.get(), tag.data(), &size, tag.size()) == 1, "EVP_MAC_final");
    return tag;
  }

 private:
  Owned<EVP_MAC_CTX, EVP_MAC_CTX_free> context_;
};

}  // namespace plumbline::bench
