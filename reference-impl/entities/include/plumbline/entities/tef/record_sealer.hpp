/// @file
/// Seals what a credential store writes down.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <memory>

namespace plumbline::entities {

/// Size of a storage key in octets.
inline constexpr std::size_t kStorageKeySize = 32;

/// Nothing that a store writes is readable without the storage key, and nothing that was changed or
/// moved to another place is accepted. TR-0012 clause 7.3.1 step 4b.
class RecordSealer {
 public:
  RecordSealer() = default;
  RecordSealer(const RecordSealer&) = delete;
  RecordSealer& operator=(const RecordSealer&) = delete;
  RecordSealer(RecordSealer&&) = delete;
  RecordSealer& operator=(RecordSealer&&) = delete;
  virtual ~RecordSealer() = default;

  /// `place` says where the result will stand; it is bound to it and not part of it.
  [[nodiscard]] virtual Result<Bytes> seal(const crypto::SecretBytes& plaintext,
                                           ByteView place) = 0;

  /// Errc::authentication_failed for another key, another place or a changed octet;
  /// Errc::malformed for something that never was sealed.
  [[nodiscard]] virtual Result<crypto::SecretBytes> open(ByteView sealed, ByteView place) = 0;
};

/// AES-256-GCM: format octet 0x01 ‖ fresh random IV (12) ‖ ciphertext ‖ tag (16); associated data =
/// format octet ‖ place.
class AesGcmSealer final : public RecordSealer {
 public:
  /// Errc::invalid_length unless `key` has kStorageKeySize octets. `random` must outlive the
  /// sealer.
  [[nodiscard]] static Result<std::unique_ptr<RecordSealer>> create(crypto::SecretBytes key,
                                                                    RandomSource& random);

  [[nodiscard]] Result<Bytes> seal(const crypto::SecretBytes& plaintext, ByteView place) override;
  [[nodiscard]] Result<crypto::SecretBytes> open(ByteView sealed, ByteView place) override;

 private:
  AesGcmSealer(crypto::SecretBytes key, RandomSource& random);

  crypto::SecretBytes key_;
  RandomSource& random_;
};

}  // namespace plumbline::entities
