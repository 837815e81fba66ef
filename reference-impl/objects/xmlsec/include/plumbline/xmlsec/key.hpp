/// @file
/// Keys of XML security: material, the name that ds:KeyName gives it, and what it is for.

#pragma once

#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace plumbline::xmlsec {

/// Keys that verify signatures are not used for encryption and the reverse, TS-0003 clauses
/// 8.5.2.2.4.1 and 8.5.2.3.2.1.
enum class KeyUse : std::uint8_t { any, encryption, signature };

/// What stands beside the material. An empty name means that an object's KeyName says nothing about
/// this key.
struct KeyAttributes {
  std::string name;
  KeyUse use = KeyUse::any;
};

/// One key: symmetric, RSA or EC, private or public. Copies share the key; the last owner wipes it.
class Key {
 public:
  [[nodiscard]] static Key from_secret(crypto::SecretBytes secret, KeyAttributes attributes = {});
  [[nodiscard]] static Key from_public(crypto::PublicKey key, KeyAttributes attributes = {});
  [[nodiscard]] static Key from_private(crypto::PrivateKey key, KeyAttributes attributes = {});

  [[nodiscard]] const std::string& name() const noexcept { return attributes_.name; }

  [[nodiscard]] KeyUse use() const noexcept { return attributes_.use; }

  /// The octets of a symmetric key, else nullptr.
  [[nodiscard]] const crypto::SecretBytes* secret() const noexcept;
  /// The private key of a key pair, else nullptr.
  [[nodiscard]] const crypto::PrivateKey* private_key() const noexcept;
  /// The public key of an asymmetric key, else nothing.
  [[nodiscard]] std::optional<crypto::PublicKey> public_key() const;
  /// The kind of an asymmetric key, else nothing.
  [[nodiscard]] std::optional<crypto::KeyKind> kind() const noexcept;

  /// Whether an object that gives that KeyName, or none, may mean this key: the names are equal, or
  /// one of both has no name.
  [[nodiscard]] bool may_be_named(const std::optional<std::string>& name) const noexcept;

 private:
  using Material = std::
      variant<std::shared_ptr<const crypto::SecretBytes>, crypto::PublicKey, crypto::PrivateKey>;

  Key(Material material, KeyAttributes attributes)
      : material_(std::move(material)),
        attributes_(std::move(attributes)) {}

  Material material_;
  KeyAttributes attributes_;
};

}  // namespace plumbline::xmlsec
