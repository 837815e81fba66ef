/// @file
/// The yardstick of JWS: HMAC or ECDSA on kept EVP contexts, and base64.

#pragma once

#include "plumbline/core/owned.hpp"

#include "jose_keys.hpp"
#include "raw_header.hpp"
#include "raw_hmac.hpp"
#include "raw_text.hpp"

#include <openssl/crypto.h>
#include <openssl/ec.h>

#include <type_traits>

namespace plumbline::bench {

/// HMAC-SHA-256, re-keyed for each object.
class RawMacScheme {
 public:
  ByteView sign(ByteView input) {
    tag_ = hmac_(key_of(Object::jws_hs256).secret()->expose(), {input});
    return tag_;
  }

  bool verify(ByteView input, ByteView signature) {
    const auto tag = hmac_(key_of(Object::jws_hs256).secret()->expose(), {input});
    return signature.size() == tag.size() &&
           CRYPTO_memcmp(tag.data(), signature.data(), tag.size()) == 0;
  }

 private:
  RawHmac hmac_;
  RawHmac::Tag tag_{};
};

/// ECDSA on P-256 with contexts that stay; signatures remain in DER.
class RawEcdsaScheme {
 public:
  RawEcdsaScheme() {
    require(EVP_PKEY_sign_init(signing_.get()) == 1 && EVP_PKEY_verify_init(verifying_.get()) == 1,
            "EVP_PKEY_sign_init");
  }

  ByteView sign(ByteView input) {
    std::size_t size = signature_.size();
    digest(input);
    require(EVP_PKEY_sign(
                signing_.get(), signature_.data(), &size, digest_.data(), digest_.size()) == 1,
            "EVP_PKEY_sign");
    return ByteView{signature_}.first(size);
  }

  bool verify(ByteView input, ByteView signature) {
    digest(input);
    return EVP_PKEY_verify(verifying_.get(),
                           signature.data(),
                           signature.size(),
                           digest_.data(),
                           digest_.size()) == 1;
  }

 private:
  void digest(ByteView input) {
    require(EVP_DigestInit_ex2(hash_.get(), sha256_.get(), nullptr) == 1 &&
                EVP_DigestUpdate(hash_.get(), input.data(), input.size()) == 1 &&
                EVP_DigestFinal_ex(hash_.get(), digest_.data(), nullptr) == 1,
            "EVP_Digest");
  }

  Owned<EVP_PKEY, EVP_PKEY_free> key_{EVP_EC_gen("P-256")};
  Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> signing_{EVP_PKEY_CTX_new(key_.get(), nullptr)};
  Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> verifying_{EVP_PKEY_CTX_new(key_.get(), nullptr)};
  Owned<EVP_MD, EVP_MD_free> sha256_{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  Owned<EVP_MD_CTX, EVP_MD_CTX_free> hash_{EVP_MD_CTX_new()};
  std::array<std::uint8_t, 32> digest_{};
  std::array<std::uint8_t, 80> signature_{};
};

template <Object kObject>
class RawJws {
 public:
  std::string_view seal(std::string_view kid, ByteView payload) {
    text_.clear();
    text_.append(header_.encode(kid));
    text_.append(".");
    text_.append_encoded(payload);
    const ByteView signature = scheme_.sign(as_bytes(text_.view()));
    text_.append(".");
    text_.append_encoded(signature);
    return text_.view();
  }

  std::size_t open(std::string_view text) {
    const auto parts = raw_parts<3>(text);
    header_.decode(parts[0]);
    const auto input = text.substr(0, text.size() - parts[2].size() - 1);
    require(scheme_.verify(as_bytes(input), signature_octets_.decode(parts[2])), "raw verify");
    return payload_octets_.decode(parts[1]).size();
  }

 private:
  std::conditional_t<kObject == Object::jws_hs256, RawMacScheme, RawEcdsaScheme> scheme_;
  RawHeader header_{kObject};
  RawText text_;
  RawOctets payload_octets_;
  RawOctets signature_octets_;
};

}  // namespace plumbline::bench
