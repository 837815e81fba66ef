/// @file
/// RSA, EC and Ed25519 keys, imported from and exported to the numbers that a JWK carries.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace plumbline::crypto {

enum class KeyKind : std::uint8_t { rsa, ec_p256, ec_p384, ec_p521, ed25519 };

namespace ossl {
struct KeyHandle;  // OpenSSL's EVP_PKEY, known to src/ only
}

/// Big-endian unsigned numbers; `modulus` at least 2048 bit.
struct RsaPublicNumbers {
  Bytes modulus;
  Bytes exponent;
};

/// Affine coordinates, each left-padded to the field size (32, 48, 66 octets).
struct EcPoint {
  Bytes x;
  Bytes y;
};

/// Public half of a key pair; cheap to copy.
class PublicKey {
 public:
  explicit PublicKey(std::shared_ptr<const ossl::KeyHandle> handle) : handle_(std::move(handle)) {}

  /// Errc::malformed, or Errc::invalid_length for a modulus under 2048 or over 16384 bit.
  [[nodiscard]] static Result<PublicKey> from_rsa(const RsaPublicNumbers& numbers);
  /// Errc::malformed when the point is not on the curve or a coordinate has the wrong size.
  [[nodiscard]] static Result<PublicKey> from_ec(KeyKind curve, const EcPoint& point);
  /// `octets`: 32.
  [[nodiscard]] static Result<PublicKey> from_ed25519(ByteView octets);
  /// SubjectPublicKeyInfo in PEM.
  [[nodiscard]] static Result<PublicKey> from_pem(std::string_view pem);

  [[nodiscard]] KeyKind kind() const noexcept;
  [[nodiscard]] std::size_t bits() const noexcept;
  /// Errc::key_mismatch when this is no such key.
  [[nodiscard]] Result<RsaPublicNumbers> rsa_numbers() const;
  [[nodiscard]] Result<EcPoint> ec_point() const;
  [[nodiscard]] Result<Bytes> ed25519_octets() const;
  [[nodiscard]] std::string to_pem() const;

  [[nodiscard]] const ossl::KeyHandle& handle() const noexcept { return *handle_; }

 private:
  std::shared_ptr<const ossl::KeyHandle> handle_;
};

/// RSA private numbers as RFC 7518 clause 6.3.2 names them; big-endian.
struct RsaPrivateNumbers {
  RsaPublicNumbers pub;
  SecretBytes d, p, q, dp, dq, qi;
};

/// A key pair. Copies share the key; the last owner wipes it.
class PrivateKey {
 public:
  explicit PrivateKey(std::shared_ptr<const ossl::KeyHandle> handle) : handle_(std::move(handle)) {}

  /// A fresh key; `rsa_bits` counts for RSA only.
  [[nodiscard]] static PrivateKey generate(KeyKind kind, std::size_t rsa_bits = 2048);
  [[nodiscard]] static Result<PrivateKey> from_rsa(const RsaPrivateNumbers& numbers);
  /// `scalar`: field size octets. `point` must belong to it, else Errc::malformed.
  [[nodiscard]] static Result<PrivateKey> from_ec(KeyKind curve,
                                                  const EcPoint& point,
                                                  const SecretBytes& scalar);
  /// `seed`: 32 octets.
  [[nodiscard]] static Result<PrivateKey> from_ed25519(const SecretBytes& seed);
  /// PKCS#8 or SEC1 PEM without password.
  [[nodiscard]] static Result<PrivateKey> from_pem(std::string_view pem);

  [[nodiscard]] PublicKey public_key() const;
  [[nodiscard]] KeyKind kind() const noexcept;
  [[nodiscard]] Result<RsaPrivateNumbers> rsa_numbers() const;
  /// EC scalar (field size) or Ed25519 seed (32 octets); Errc::key_mismatch for RSA.
  [[nodiscard]] Result<SecretBytes> secret_octets() const;
  /// PKCS#8 PEM, for the key files that `plumbline` writes for a person.
  [[nodiscard]] SecretBytes to_pem() const;

  [[nodiscard]] const ossl::KeyHandle& handle() const noexcept { return *handle_; }

 private:
  std::shared_ptr<const ossl::KeyHandle> handle_;
};

}  // namespace plumbline::crypto
