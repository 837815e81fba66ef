/// @file
/// The yardstick of JWE: AES-256-GCM on kept EVP contexts, re-keyed for each object, and base64.

#pragma once

#include "plumbline/core/owned.hpp"

#include "jose_keys.hpp"
#include "raw_header.hpp"
#include "raw_text.hpp"

#include <openssl/rand.h>

namespace plumbline::bench {

class RawJwe {
 public:
  RawJwe() {
    const Owned<EVP_CIPHER, EVP_CIPHER_free> cipher{
        EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)};
    require(EVP_EncryptInit_ex2(sealing_.get(), cipher.get(), nullptr, nullptr, nullptr) == 1 &&
                EVP_DecryptInit_ex2(opening_.get(), cipher.get(), nullptr, nullptr, nullptr) == 1,
            "EVP_CipherInit");
  }

  std::string_view seal(std::string_view kid, ByteView plaintext) {
    text_.clear();
    text_.append(header_.encode(kid));
    require(RAND_priv_bytes(iv_.data(), static_cast<int>(iv_.size())) == 1, "RAND_priv_bytes");
    encrypt(plaintext);
    text_.append("..");
    text_.append_encoded(iv_);
    text_.append(".");
    text_.append_encoded(ByteView{ciphertext_}.first(plaintext.size()));
    text_.append(".");
    text_.append_encoded(tag_);
    return text_.view();
  }

  std::size_t open(std::string_view text) {
    const auto parts = raw_parts<5>(text);
    header_.decode(parts[0]);
    const ByteView iv = iv_octets_.decode(parts[2]);
    const ByteView ciphertext = ciphertext_octets_.decode(parts[3]);
    std::ranges::copy(tag_octets_.decode(parts[4]), tag_.begin());
    plaintext_.resize(std::max(plaintext_.size(), ciphertext.size()));
    int size = 0;
    require(EVP_DecryptInit_ex2(opening_.get(), nullptr, key(), iv.data(), nullptr) == 1 &&
                EVP_DecryptUpdate(opening_.get(),
                                  nullptr,
                                  &size,
                                  as_bytes(parts[0]).data(),
                                  static_cast<int>(parts[0].size())) == 1 &&
                EVP_DecryptUpdate(opening_.get(),
                                  plaintext_.data(),
                                  &size,
                                  ciphertext.data(),
                                  static_cast<int>(ciphertext.size())) == 1 &&
                EVP_CIPHER_CTX_ctrl(opening_.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag_.data()) ==
                    1 &&
                EVP_DecryptFinal_ex(opening_.get(), nothing_.data(), &size) == 1,
            "EVP_Decrypt");
    return ciphertext.size();
  }

 private:
  using Context = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

  static constexpr int kTagSize = 16;

  static const std::uint8_t* key() {
    return key_of(Object::jwe_dir_a256gcm).secret()->expose().data();
  }

  void encrypt(ByteView plaintext) {
    ciphertext_.resize(std::max(ciphertext_.size(), plaintext.size()));
    const ByteView header = as_bytes(text_.view());
    int size = 0;
    require(
        EVP_EncryptInit_ex2(sealing_.get(), nullptr, key(), iv_.data(), nullptr) == 1 &&
            EVP_EncryptUpdate(
                sealing_.get(), nullptr, &size, header.data(), static_cast<int>(header.size())) ==
                1 &&
            EVP_EncryptUpdate(sealing_.get(),
                              ciphertext_.data(),
                              &size,
                              plaintext.data(),
                              static_cast<int>(plaintext.size())) == 1 &&
            EVP_EncryptFinal_ex(sealing_.get(), nothing_.data(), &size) == 1 &&
            EVP_CIPHER_CTX_ctrl(sealing_.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, tag_.data()) == 1,
        "EVP_Encrypt");
  }

  Context sealing_{EVP_CIPHER_CTX_new()};
  Context opening_{EVP_CIPHER_CTX_new()};
  RawHeader header_{Object::jwe_dir_a256gcm};
  RawText text_;
  RawOctets iv_octets_;
  RawOctets ciphertext_octets_;
  RawOctets tag_octets_;
  std::array<std::uint8_t, 12> iv_{};
  std::array<std::uint8_t, kTagSize> tag_{};
  std::array<std::uint8_t, 16> nothing_{};
  Bytes ciphertext_;
  Bytes plaintext_;
};

}  // namespace plumbline::bench
