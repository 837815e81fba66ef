#include "plumbline/xmlsec/key.hpp"

namespace plumbline::xmlsec {

Key Key::from_secret(crypto::SecretBytes secret, KeyAttributes attributes) {
  return {std::make_shared<const crypto::SecretBytes>(std::move(secret)), std::move(attributes)};
}

Key Key::from_public(crypto::PublicKey key, KeyAttributes attributes) {
  return {std::move(key), std::move(attributes)};
}

Key Key::from_private(crypto::PrivateKey key, KeyAttributes attributes) {
  return {std::move(key), std::move(attributes)};
}

const crypto::SecretBytes* Key::secret() const noexcept {
  const auto* const secret = std::get_if<std::shared_ptr<const crypto::SecretBytes>>(&material_);
  return secret == nullptr ? nullptr : secret->get();
}

const crypto::PrivateKey* Key::private_key() const noexcept {
  return std::get_if<crypto::PrivateKey>(&material_);
}

std::optional<crypto::PublicKey> Key::public_key() const {
  if (const auto* const pair = private_key()) {
    return pair->public_key();
  }
  const auto* const key = std::get_if<crypto::PublicKey>(&material_);
  return key == nullptr ? std::nullopt : std::optional{*key};
}

std::optional<crypto::KeyKind> Key::kind() const noexcept {
  if (const auto* const pair = private_key()) {
    return pair->kind();
  }
  const auto* const key = std::get_if<crypto::PublicKey>(&material_);
  return key == nullptr ? std::nullopt : std::optional{key->kind()};
}

bool Key::may_be_named(const std::optional<std::string>& name) const noexcept {
  return !name || attributes_.name.empty() || *name == attributes_.name;
}

}  // namespace plumbline::xmlsec
