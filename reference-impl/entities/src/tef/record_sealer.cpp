#include "plumbline/entities/tef/record_sealer.hpp"

#include "plumbline/crypto/aead.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

namespace plumbline::entities {

namespace {

constexpr auto kAlgorithm = crypto::AeadAlgorithm::a256gcm;
constexpr std::uint8_t kFormat = 0x01;
constexpr std::size_t kIvSize = 12;
constexpr std::size_t kTagSize = 16;
constexpr std::size_t kOverhead = 1 + kIvSize + kTagSize;

Bytes associated_data(ByteView place) {
  const std::uint8_t format[] = {kFormat};
  return concat({format, place});
}

}  // namespace

AesGcmSealer::AesGcmSealer(crypto::SecretBytes key, RandomSource& random)
    : key_(std::move(key)),
      random_(random) {}

Result<std::unique_ptr<RecordSealer>> AesGcmSealer::create(crypto::SecretBytes key,
                                                           RandomSource& random) {
  if (key.size() != kStorageKeySize) {
    return fail(Errc::invalid_length, "a storage key has 32 octets");
  }
  return std::unique_ptr<RecordSealer>{new AesGcmSealer{std::move(key), random}};
}

Result<Bytes> AesGcmSealer::seal(const crypto::SecretBytes& plaintext, ByteView place) {
  Bytes sealed(kOverhead + plaintext.size());
  sealed[0] = kFormat;
  const std::span<std::uint8_t> all{sealed};
  const auto iv = all.subspan(1, kIvSize);
  random_.fill(iv);
  const Bytes data = associated_data(place);
  PLUMBLINE_TRY(crypto::aead_seal(kAlgorithm,
                                  {.key = key_.expose(), .iv = iv, .associated_data = data},
                                  plaintext.expose(),
                                  all.subspan(1 + kIvSize, plaintext.size()),
                                  all.last(kTagSize)));
  return sealed;
}

Result<crypto::SecretBytes> AesGcmSealer::open(ByteView sealed, ByteView place) {
  if (sealed.size() < kOverhead || sealed[0] != kFormat) {
    return fail(Errc::malformed, "not a sealed record");
  }
  const Bytes data = associated_data(place);
  PLUMBLINE_TRY(
      auto plaintext,
      crypto::aead_open(
          kAlgorithm,
          {.key = key_.expose(), .iv = sealed.subspan(1, kIvSize), .associated_data = data},
          sealed.subspan(1 + kIvSize, sealed.size() - kOverhead),
          sealed.last(kTagSize)));
  crypto::SecretBytes secret{ByteView{plaintext}};
  crypto::detail::wipe(plaintext);
  return secret;
}

}  // namespace plumbline::entities
