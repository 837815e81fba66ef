/// @file
/// libcjose as a side of the JOSE benchmarks.

#pragma once

#include "jose_keys.hpp"

#include <cjose/cjose.h>

#include <cstdlib>
#include <memory>

namespace plumbline::bench {

/// Releases what libcjose hands out.
struct CjoseFree {
  void operator()(cjose_jwk_t* key) const noexcept { cjose_jwk_release(key); }

  void operator()(cjose_header_t* header) const noexcept { cjose_header_release(header); }

  void operator()(cjose_jwe_t* jwe) const noexcept { cjose_jwe_release(jwe); }

  void operator()(cjose_jws_t* jws) const noexcept { cjose_jws_release(jws); }

  void operator()(char* text) const noexcept { std::free(text); }

  void operator()(std::uint8_t* octets) const noexcept { std::free(octets); }
};

template <typename T>
using CjosePtr = std::unique_ptr<T, CjoseFree>;

/// Key and header, which both objects need.
template <Object kObject>
class CjoseBase {
 protected:
  [[nodiscard]] const cjose_jwk_t* key() const { return key_.get(); }

  CjosePtr<cjose_header_t> header(std::string_view kid) {
    CjosePtr<cjose_header_t> header{cjose_header_new(&error_)};
    bool set = header && cjose_header_set(header.get(), "alg", alg_.c_str(), &error_) &&
               cjose_header_set(header.get(), "kid", std::string{kid}.c_str(), &error_);
    if constexpr (kObject == Object::jwe_dir_a256gcm) {
      set = set && cjose_header_set(header.get(), "enc", "A256GCM", &error_);
    }
    require(set, "cjose_header_set");
    return header;
  }

  cjose_err error_{};

 private:
  std::string jwk_ = jwk_text_of(kObject);
  CjosePtr<cjose_jwk_t> key_{cjose_jwk_import(jwk_.data(), jwk_.size(), &error_)};
  std::string alg_{alg_of(kObject)};
};

class CjoseJwe : private CjoseBase<Object::jwe_dir_a256gcm> {
 public:
  std::string seal(std::string_view kid, ByteView plaintext) {
    const auto protected_header = header(kid);
    const CjosePtr<cjose_jwe_t> jwe{cjose_jwe_encrypt(
        key(), protected_header.get(), plaintext.data(), plaintext.size(), &error_)};
    require(jwe != nullptr, "cjose_jwe_encrypt");
    const CjosePtr<char> text{cjose_jwe_export(jwe.get(), &error_)};
    require(text != nullptr, "cjose_jwe_export");
    return text.get();
  }

  std::size_t open(std::string_view text) {
    const CjosePtr<cjose_jwe_t> jwe{cjose_jwe_import(text.data(), text.size(), &error_)};
    require(jwe != nullptr, "cjose_jwe_import");
    std::size_t size = 0;
    const CjosePtr<std::uint8_t> plaintext{cjose_jwe_decrypt(jwe.get(), key(), &size, &error_)};
    require(plaintext != nullptr, "cjose_jwe_decrypt");
    return size;
  }
};

template <Object kObject>
class CjoseJws : private CjoseBase<kObject> {
 public:
  std::string seal(std::string_view kid, ByteView payload) {
    const auto protected_header = this->header(kid);
    const CjosePtr<cjose_jws_t> jws{cjose_jws_sign(
        this->key(), protected_header.get(), payload.data(), payload.size(), &this->error_)};
    require(jws != nullptr, "cjose_jws_sign");
    const char* text = nullptr;
    require(cjose_jws_export(jws.get(), &text, &this->error_), "cjose_jws_export");
    return text;
  }

  std::size_t open(std::string_view text) {
    const CjosePtr<cjose_jws_t> jws{cjose_jws_import(text.data(), text.size(), &this->error_)};
    require(jws && cjose_jws_verify(jws.get(), this->key(), &this->error_), "cjose_jws_verify");
    std::uint8_t* payload = nullptr;  // stays with the object
    std::size_t size = 0;
    require(cjose_jws_get_plaintext(jws.get(), &payload, &size, &this->error_),
            "cjose_jws_get_plaintext");
    return size;
  }
};

}  // namespace plumbline::bench
