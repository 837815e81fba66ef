#include "support.hpp"

#include <gtest/gtest.h>

#include <map>

namespace plumbline::xmlsec::testing {

using crypto::KeyKind;

const Key& key_pair(KeyKind kind) {
  static std::map<KeyKind, Key> keys;
  auto found = keys.find(kind);
  if (found == keys.end()) {
    found =
        keys.emplace(kind, Key::from_private(crypto::PrivateKey::generate(kind), {.name = "pair"}))
            .first;
  }
  return found->second;
}

Key public_half(const Key& key) {
  return Key::from_public(key.public_key().value(), {.name = key.name(), .use = key.use()});
}

Key signing_key(SignatureMethod method) {
  switch (method) {
    case SignatureMethod::hmac_sha256:
    case SignatureMethod::hmac_sha384:
    case SignatureMethod::hmac_sha512:
      return secret_key(64, "pair");
    case SignatureMethod::ecdsa_sha256:
      return key_pair(KeyKind::ec_p256);
    case SignatureMethod::ecdsa_sha384:
      return key_pair(KeyKind::ec_p384);
    case SignatureMethod::ecdsa_sha512:
      return key_pair(KeyKind::ec_p521);
    default:
      return key_pair(KeyKind::rsa);
  }
}

Key verifying_key(SignatureMethod method) {
  return sending_key(signing_key(method));
}

std::vector<Key> receiving_keys(KeyManagement management, ContentEncryption content) {
  const std::string_view name =
      management == KeyManagement::direct ? name_of(content) : name_of(management);
  if (management == KeyManagement::rsa_oaep) {
    return {key_pair(KeyKind::rsa)};
  }
  if (name.starts_with("ECDH")) {
    return {key_pair(KeyKind::ec_p256), key_pair(KeyKind::ec_p384), key_pair(KeyKind::ec_p521)};
  }
  const auto has = [name](std::string_view size) { return name.find(size) != name.npos; };
  return {secret_key(has("128") ? 16 : has("192") ? 24 : 32)};
}

Key sending_key(const Key& key) {
  return key.secret() == nullptr ? public_half(key) : key;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto found = text.find(from);
  EXPECT_NE(found, std::string::npos) << from << " in " << text;
  return found == std::string::npos ? text : text.replace(found, from.size(), to);
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin) + begin.size();
  return std::string{text.substr(from, text.find(end, from) - from)};
}

}  // namespace plumbline::xmlsec::testing
