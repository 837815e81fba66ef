/// @file
/// Keys and shorthands of the JOSE tests.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::jose::testing {

/// Reproducible octets.
inline crypto::SeededRandom make_random() {
  return crypto::SeededRandom{as_bytes("jose tests"), "tests"};
}

inline crypto::SecretBytes octets(std::size_t size) {
  auto random = make_random();
  return crypto::random_secret(random, size);
}

inline Jwk oct_key(std::size_t size, std::string kid = "k") {
  return Jwk::from_secret(octets(size), std::move(kid));
}

/// One key pair of each kind for the whole program: RSA is slow to make.
const Jwk& key_pair(crypto::KeyKind kind);
/// Its public half.
Jwk public_half(const Jwk& key);

/// Every algorithm that this implementation has.
AlgorithmPolicy all_algorithms();
/// A policy of exactly these.
AlgorithmPolicy policy_of(const std::vector<std::string>& names);

inline Header header(std::string_view text) {
  return Header::parse(text).value();
}

inline JwkSet set_of(const Jwk& key) {
  return JwkSet{{key}};
}

/// base64url of `text`.
inline std::string encoded(std::string_view text) {
  return to_base64url(as_bytes(text));
}

}  // namespace plumbline::jose::testing
