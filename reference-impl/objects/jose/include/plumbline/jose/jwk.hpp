/// @file
/// JSON Web Keys, RFC 7517, RFC 7518 clause 6, RFC 8037.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace plumbline::jose {

/// RFC 7517 clause 4.3.
enum class KeyOperation : std::uint8_t {
  sign,
  verify,
  encrypt,
  decrypt,
  wrap_key,
  unwrap_key,
  derive_key,
  derive_bits,
};

/// What a key says about itself, RFC 7517 clauses 4.2 to 4.5. An absent member restricts nothing.
struct KeyAttributes {
  std::optional<std::string> kid;
  std::optional<std::string> use;
  std::optional<std::vector<std::string>> key_ops;
  std::optional<std::string> alg;
};

/// One key: symmetric ("oct"), RSA, EC (P-256, P-384, P-521) or OKP (Ed25519), private or public.
/// Copies share the key; the last owner wipes it.
class Jwk {
 public:
  /// Reads a JWK. Members that are not understood are ignored, RFC 7517 clause 4.
  ///
  /// @return Errc::malformed for wrong types, base64url, sizes, points off the curve;
  ///         Errc::invalid_length for an empty symmetric key or RSA under 2048 bit;
  ///         Errc::invalid_value for weak RSA numbers; Errc::unsupported for other kty or crv.
  [[nodiscard]] static Result<Jwk> from_json(const Json& jwk);
  /// As above from JSON text, which is wiped from every copy made here.
  [[nodiscard]] static Result<Jwk> parse(std::string_view text);

  [[nodiscard]] static Jwk from_secret(crypto::SecretBytes secret,
                                       std::optional<std::string> kid = {});
  [[nodiscard]] static Jwk from_public(crypto::PublicKey key, std::optional<std::string> kid = {});
  [[nodiscard]] static Jwk from_private(crypto::PrivateKey key,
                                        std::optional<std::string> kid = {});

  [[nodiscard]] const KeyAttributes& attributes() const noexcept { return attributes_; }

  [[nodiscard]] const std::optional<std::string>& kid() const noexcept { return attributes_.kid; }

  /// This key with other attributes.
  [[nodiscard]] Jwk with(KeyAttributes attributes) const;

  /// "oct", "RSA", "EC", "OKP".
  [[nodiscard]] std::string_view kty() const noexcept;
  /// The kind of an asymmetric key, else nothing.
  [[nodiscard]] std::optional<crypto::KeyKind> kind() const noexcept;
  /// The octets of a symmetric key, else nullptr.
  [[nodiscard]] const crypto::SecretBytes* secret() const noexcept;
  /// The private key of a key pair, else nullptr.
  [[nodiscard]] const crypto::PrivateKey* private_key() const noexcept;
  /// The public key of an asymmetric key, else nothing.
  [[nodiscard]] std::optional<crypto::PublicKey> public_key() const;

  /// Whether an object whose header has that `kid`, or none, may mean this key: the names are
  /// equal, or one of both has no name.
  [[nodiscard]] bool may_be_named(std::optional<std::string_view> kid) const noexcept;

  /// Whether `use` and `key_ops`, where given, let the key do that.
  [[nodiscard]] bool permits(KeyOperation operation) const;

  /// RFC 7638 thumbprint.
  [[nodiscard]] Bytes thumbprint(crypto::HashAlgorithm hash) const;

  /// The public members as JSON.
  ///
  /// @return Errc::key_mismatch for a symmetric key: it has none.
  [[nodiscard]] Result<Json> public_json() const;
  /// All members, secret ones included, as JSON text.
  [[nodiscard]] crypto::SecretBytes secret_json_text() const;

 private:
  using Material = std::
      variant<std::shared_ptr<const crypto::SecretBytes>, crypto::PublicKey, crypto::PrivateKey>;

  Jwk(Material material, KeyAttributes attributes)
      : material_(std::move(material)),
        attributes_(std::move(attributes)) {}

  Material material_;
  KeyAttributes attributes_;
};

/// Keys to choose from, RFC 7517 clause 5.
class JwkSet {
 public:
  JwkSet() = default;

  /// For keys that are known not to be ambiguous, see from_json().
  explicit JwkSet(std::vector<Jwk> keys) : keys_(std::move(keys)) {}

  /// Reads {"keys": […]} or a bare array of keys.
  ///
  /// @return as Jwk::from_json; Errc::conflict when two keys of one type have the same kid;
  ///         Errc::too_large over 1024 keys.
  [[nodiscard]] static Result<JwkSet> from_json(const Json& set);
  [[nodiscard]] static Result<JwkSet> parse(std::string_view text);

  void add(Jwk key) { keys_.push_back(std::move(key)); }

  [[nodiscard]] const std::vector<Jwk>& keys() const noexcept { return keys_; }

  [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }

  /// The first key with that kid, else nullptr.
  [[nodiscard]] const Jwk* find(std::string_view kid) const noexcept;

 private:
  std::vector<Jwk> keys_;
};

}  // namespace plumbline::jose
