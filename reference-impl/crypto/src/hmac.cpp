#include "plumbline/crypto/hmac.hpp"

#include "digest_algorithm.hpp"
#include "hmac_into.hpp"

#include <algorithm>
#include <array>

namespace plumbline::crypto {
namespace {

/// This thread's digest context for one algorithm.
///
/// HMAC is put together from the digest and not taken from EVP_MAC: with a new key for every
/// message, as in derivations, that is a third faster, and no copy of the key outlives the call.
/// The state that stays behind is that of the result; the next use overwrites it, and OpenSSL wipes
/// it at the end of the thread.
class Digest {
 public:
  explicit Digest(HashAlgorithm hash) : context_(context_of(hash)) {
    ossl::check(EVP_DigestInit_ex2(context_, ossl::digest_algorithm(hash), nullptr),
                "EVP_DigestInit_ex2");
  }

  void restart() {
    ossl::check(EVP_DigestInit_ex2(context_, nullptr, nullptr), "EVP_DigestInit_ex2");
  }

  void add(ByteView octets) {
    ossl::check(EVP_DigestUpdate(context_, octets.data(), octets.size()), "EVP_DigestUpdate");
  }

  void finish(std::uint8_t* out) {
    ossl::check(EVP_DigestFinal_ex(context_, out, nullptr), "EVP_DigestFinal_ex");
  }

 private:
  static EVP_MD_CTX* context_of(HashAlgorithm hash) {
    thread_local std::array<ossl::MdCtxPtr, 3> contexts;
    auto& context = contexts.at(static_cast<std::size_t>(hash));
    if (!context) {
      context = ossl::require<ossl::MdCtxPtr>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
    }
    return context.get();
  }

  EVP_MD_CTX* context_;
};

/// A key padded to the block size of the hash, wiped at the end of its scope.
class PaddedKey {
 public:
  PaddedKey(HashAlgorithm hash, ByteView key, Digest& digest)
      : size_(hash == HashAlgorithm::sha256 ? 64 : kLargestBlock) {
    if (key.size() <= size_) {
      std::ranges::copy(key, octets_.begin());
    } else {
      digest.add(key);
      digest.finish(octets_.data());
      digest.restart();
    }
  }

  ~PaddedKey() { detail::wipe(octets_); }

  PaddedKey(const PaddedKey&) = delete;
  PaddedKey& operator=(const PaddedKey&) = delete;
  PaddedKey(PaddedKey&&) = delete;
  PaddedKey& operator=(PaddedKey&&) = delete;

  void exclusive_or(std::uint8_t pad) noexcept {
    for (auto& octet : octets_) {
      octet ^= pad;
    }
  }

  [[nodiscard]] ByteView block() const noexcept { return ByteView{octets_}.first(size_); }

 private:
  static constexpr std::size_t kLargestBlock = 128;
  std::array<std::uint8_t, kLargestBlock> octets_{};
  std::size_t size_;
};

}  // namespace

void hmac_into(HashAlgorithm hash,
               ByteView key,
               std::initializer_list<ByteView> parts,
               std::span<std::uint8_t> out) {
  // RFC 2104 clause 2: H(K XOR opad, H(K XOR ipad, text))
  constexpr std::uint8_t kInnerPad = 0x36;
  constexpr std::uint8_t kOuterPad = 0x5c;
  Digest digest{hash};
  PaddedKey padded{hash, key, digest};
  padded.exclusive_or(kInnerPad);
  digest.add(padded.block());
  for (const ByteView part : parts) {
    digest.add(part);
  }
  digest.finish(out.data());
  digest.restart();
  padded.exclusive_or(kInnerPad ^ kOuterPad);
  digest.add(padded.block());
  digest.add(out);
  digest.finish(out.data());
}

SecretBytes hmac(HashAlgorithm hash, ByteView key, std::initializer_list<ByteView> parts) {
  SecretBytes out{size_of(hash)};
  hmac_into(hash, key, parts, out.expose_mutable());
  return out;
}

}  // namespace plumbline::crypto
