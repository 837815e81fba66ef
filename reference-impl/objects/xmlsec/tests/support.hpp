/// @file
/// Keys and shorthands of the XML security tests.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/xmlsec/nested.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::xmlsec::testing {

/// Reproducible octets.
inline crypto::SeededRandom make_random() {
  return crypto::SeededRandom{as_bytes("xmlsec tests"), "tests"};
}

inline crypto::SecretBytes octets(std::size_t size) {
  auto random = make_random();
  return crypto::random_secret(random, size);
}

inline Key secret_key(std::size_t size, std::string name = "k") {
  return Key::from_secret(octets(size), {.name = std::move(name)});
}

/// One key pair of each kind for the whole program: RSA is slow to make.
const Key& key_pair(crypto::KeyKind kind);
/// Its public half.
Key public_half(const Key& key);

/// A key that signs with `method`, and the one that verifies.
Key signing_key(SignatureMethod method);
Key verifying_key(SignatureMethod method);

/// Keys that may receive so; of each curve for ECDH.
std::vector<Key> receiving_keys(KeyManagement management, ContentEncryption content);
/// What a sender has of such a key.
Key sending_key(const Key& key);

/// `text` with the first `from` replaced; fails the test when there is none.
std::string replaced(std::string text, std::string_view from, std::string_view to);

/// The text between the first `begin` and the `end` after it.
std::string between(std::string_view text, std::string_view begin, std::string_view end);

/// "" for a value, else the code.
template <typename T>
std::string refusal(const Result<T>& result) {
  return result ? "" : std::string{name_of(result.error().code)};
}

inline constexpr std::string_view kDocument =
    R"(<m2m:rqp xmlns:m2m="http://www.onem2m.org/xml/protocols" xmlns:u="urn:unused">)"
    R"(<op>1</op><pc Id="pc" b="2" a="1"><con>sensor &amp; more</con></pc><!-- note --></m2m:rqp>)";

}  // namespace plumbline::xmlsec::testing
