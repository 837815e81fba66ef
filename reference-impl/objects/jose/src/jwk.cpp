#include "plumbline/jose/jwk.hpp"

#include <algorithm>
#include <array>

namespace plumbline::jose {

namespace {

// In the order of KeyOperation; RFC 7517 clause 4.3.
constexpr std::array<std::string_view, 8> kOperationNames{
    "sign", "verify", "encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits"};

bool is_signature_operation(KeyOperation operation) {
  return operation == KeyOperation::sign || operation == KeyOperation::verify;
}

KeyAttributes named(std::optional<std::string> kid) {
  KeyAttributes attributes;
  attributes.kid = std::move(kid);
  return attributes;
}

std::string_view kty_of(crypto::KeyKind kind) {
  switch (kind) {
    case crypto::KeyKind::rsa:
      return "RSA";
    case crypto::KeyKind::ed25519:
      return "OKP";
    default:
      return "EC";
  }
}

}  // namespace

Jwk Jwk::from_secret(crypto::SecretBytes secret, std::optional<std::string> kid) {
  return {std::make_shared<const crypto::SecretBytes>(std::move(secret)), named(std::move(kid))};
}

Jwk Jwk::from_public(crypto::PublicKey key, std::optional<std::string> kid) {
  return {std::move(key), named(std::move(kid))};
}

Jwk Jwk::from_private(crypto::PrivateKey key, std::optional<std::string> kid) {
  return {std::move(key), named(std::move(kid))};
}

Jwk Jwk::with(KeyAttributes attributes) const {
  return {material_, std::move(attributes)};
}

std::string_view Jwk::kty() const noexcept {
  const auto of_pair = kind();
  return of_pair ? kty_of(*of_pair) : "oct";
}

std::optional<crypto::KeyKind> Jwk::kind() const noexcept {
  if (const auto* key = std::get_if<crypto::PublicKey>(&material_)) {
    return key->kind();
  }
  const auto* pair = private_key();
  return pair == nullptr ? std::nullopt : std::optional{pair->kind()};
}

const crypto::SecretBytes* Jwk::secret() const noexcept {
  const auto* secret = std::get_if<std::shared_ptr<const crypto::SecretBytes>>(&material_);
  return secret == nullptr ? nullptr : secret->get();
}

const crypto::PrivateKey* Jwk::private_key() const noexcept {
  return std::get_if<crypto::PrivateKey>(&material_);
}

std::optional<crypto::PublicKey> Jwk::public_key() const {
  if (const auto* key = std::get_if<crypto::PublicKey>(&material_)) {
    return *key;
  }
  if (const auto* key = private_key()) {
    return key->public_key();
  }
  return {};
}

bool Jwk::may_be_named(std::optional<std::string_view> kid) const noexcept {
  return !kid || !attributes_.kid || *attributes_.kid == *kid;
}

bool Jwk::permits(KeyOperation operation) const {
  // RFC 7517 clause 4.2: other values of "use" are legal, but none of our operations is theirs.
  if (attributes_.use && *attributes_.use != (is_signature_operation(operation) ? "sig" : "enc")) {
    return false;
  }
  const auto& allowed = attributes_.key_ops;
  const std::string_view name = kOperationNames[static_cast<std::size_t>(operation)];
  return !allowed || std::find(allowed->begin(), allowed->end(), name) != allowed->end();
}

const Jwk* JwkSet::find(std::string_view kid) const noexcept {
  const auto found =
      std::find_if(keys_.begin(), keys_.end(), [kid](const Jwk& key) { return key.kid() == kid; });
  return found == keys_.end() ? nullptr : &*found;
}

}  // namespace plumbline::jose
