/// @file
/// What every side of the JOSE benchmarks is given: the keys and the header.

#pragma once

#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/jose/jwk.hpp"

#include "require.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::bench {

/// The objects that are measured; each is in the compact serialization.
enum class Object : std::uint8_t { jwe_dir_a256gcm, jws_hs256, jws_es256 };

constexpr std::string_view alg_of(Object object) {
  switch (object) {
    case Object::jwe_dir_a256gcm:
      return "dir";
    case Object::jws_hs256:
      return "HS256";
    case Object::jws_es256:
      break;
  }
  return "ES256";
}

/// The key of all sides: 32 octets, or a P-256 key pair. It has no kid, so any header may mean it.
inline const jose::Jwk& key_of(Object object) {
  static const jose::Jwk symmetric =
      jose::Jwk::from_secret(crypto::SecretBytes{Bytes(32, std::uint8_t{0xA5})});
  static const jose::Jwk pair =
      jose::Jwk::from_private(crypto::PrivateKey::generate(crypto::KeyKind::ec_p256));
  return object == Object::jws_es256 ? pair : symmetric;
}

inline std::string jwk_text_of(Object object) {
  const crypto::SecretBytes text = key_of(object).secret_json_text();
  return std::string{as_text(text.expose())};
}

/// The text of the protected header.
inline std::string header_text(Object object, std::string_view kid) {
  std::string text = R"({"alg":")";
  text.append(alg_of(object));
  text += object == Object::jwe_dir_a256gcm ? R"(","enc":"A256GCM","kid":")" : R"(","kid":")";
  text.append(kid).append(R"("})");
  return text;
}

}  // namespace plumbline::bench
