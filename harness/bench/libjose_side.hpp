/// @file
/// libjose as a side of the JOSE benchmarks. It knows objects as JSON only: the compact form is put
/// together here.

#pragma once

#include "jose_keys.hpp"
#include "raw_text.hpp"

extern "C" {
#include <jose/b64.h>
#include <jose/jwe.h>
#include <jose/jws.h>
}

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace plumbline::bench {

struct LibjoseFree {
  void operator()(json_t* value) const noexcept { json_decref(value); }

  void operator()(void* octets) const noexcept { std::free(octets); }
};

using LibjosePtr = std::unique_ptr<json_t, LibjoseFree>;

inline LibjosePtr libjose_key(Object object) {
  LibjosePtr key{json_loads(jwk_text_of(object).c_str(), 0, nullptr)};
  require(key != nullptr, "json_loads");
  return key;
}

inline LibjosePtr libjose_header(Object object, std::string_view kid) {
  LibjosePtr header{json_pack("{s:{s:s%,s:s%}}",
                              "protected",
                              "alg",
                              alg_of(object).data(),
                              alg_of(object).size(),
                              "kid",
                              kid.data(),
                              kid.size())};
  require(header != nullptr, "json_pack");
  return header;
}

/// The compact form of `object`; a member that it does not have is an empty part.
template <std::size_t kSize>
std::string libjose_compact(const json_t* object, const std::array<const char*, kSize>& names) {
  std::string text;
  for (const char* name : names) {
    const json_t* member = json_object_get(object, name);
    text.append(name == names.front() ? "" : ".");
    text.append(json_string_value(member) == nullptr ? "" : json_string_value(member));
  }
  return text;
}

/// The reverse.
template <std::size_t kSize>
LibjosePtr libjose_object(std::string_view text, const std::array<const char*, kSize>& names) {
  LibjosePtr object{json_object()};
  const auto parts = raw_parts<kSize>(text);
  for (std::size_t i = 0; i < kSize; ++i) {
    json_t* member = json_stringn_nocheck(parts[i].data(), parts[i].size());
    require(json_object_set_new(object.get(), names[i], member) == 0, "json_object_set_new");
  }
  return object;
}

class LibjoseJwe {
 public:
  std::string seal(std::string_view kid, ByteView plaintext) {
    const LibjosePtr jwe = libjose_header(Object::jwe_dir_a256gcm, kid);
    json_t* header = json_object_get(jwe.get(), "protected");
    require(json_object_set_new(header, "enc", json_string("A256GCM")) == 0 &&
                jose_jwe_enc(
                    nullptr, jwe.get(), nullptr, key_.get(), plaintext.data(), plaintext.size()),
            "jose_jwe_enc");
    return libjose_compact(jwe.get(), kParts);
  }

  std::size_t open(std::string_view text) {
    const LibjosePtr jwe = libjose_object(text, kParts);
    std::size_t size = 0;
    const std::unique_ptr<void, LibjoseFree> plaintext{
        jose_jwe_dec(nullptr, jwe.get(), nullptr, key_.get(), &size)};
    require(plaintext != nullptr, "jose_jwe_dec");
    return size;
  }

 private:
  static constexpr std::array kParts{"protected", "encrypted_key", "iv", "ciphertext", "tag"};

  LibjosePtr key_ = libjose_key(Object::jwe_dir_a256gcm);
};

template <Object kObject>
class LibjoseJws {
 public:
  std::string seal(std::string_view kid, ByteView payload) {
    const LibjosePtr signature = libjose_header(kObject, kid);
    const LibjosePtr jws{json_object()};
    require(json_object_set_new(
                jws.get(), "payload", jose_b64_enc(payload.data(), payload.size())) == 0 &&
                jose_jws_sig(nullptr, jws.get(), signature.get(), key_.get()),
            "jose_jws_sig");
    return libjose_compact(jws.get(), kParts);
  }

  std::size_t open(std::string_view text) {
    const LibjosePtr jws = libjose_object(text, kParts);
    require(jose_jws_ver(nullptr, jws.get(), nullptr, key_.get(), false), "jose_jws_ver");
    Bytes payload(text.size());
    const std::size_t size =
        jose_b64_dec(json_object_get(jws.get(), "payload"), payload.data(), payload.size());
    require(size != SIZE_MAX, "jose_b64_dec");
    return size;
  }

 private:
  static constexpr std::array kParts{"protected", "payload", "signature"};

  LibjosePtr key_ = libjose_key(kObject);
};

}  // namespace plumbline::bench
