#include "aead_modes.hpp"
#include "ossl.hpp"

#include <algorithm>
#include <array>

namespace plumbline::crypto {
namespace {

enum class Direction : std::uint8_t { encrypt, decrypt };

ossl::CipherCtxPtr new_context(AeadAlgorithm algorithm) {
  static const std::array ciphers{ossl::fetch_cipher("AES-128-GCM"),
                                  ossl::fetch_cipher("AES-192-GCM"),
                                  ossl::fetch_cipher("AES-256-GCM")};
  auto context = ossl::new_cipher_context();
  ossl::check(EVP_CipherInit_ex2(context.get(),
                                 ciphers.at(static_cast<std::size_t>(algorithm)).get(),
                                 nullptr,
                                 nullptr,
                                 1,
                                 nullptr),
              "EVP_CipherInit_ex2");
  return context;
}

/// This thread's context for `algorithm`, re-keyed. It holds the key schedule until its next use or
/// the end of the thread, when OpenSSL wipes it.
EVP_CIPHER_CTX* keyed_context(AeadAlgorithm algorithm,
                              const AeadInput& input,
                              Direction direction) {
  thread_local std::array<ossl::CipherCtxPtr, 3> contexts;
  auto& context = contexts.at(static_cast<std::size_t>(algorithm));
  if (!context) {
    context = new_context(algorithm);
  }
  const int encrypts = direction == Direction::encrypt ? 1 : 0;
  ossl::check(EVP_CipherInit_ex2(
                  context.get(), nullptr, input.key.data(), input.iv.data(), encrypts, nullptr),
              "EVP_CipherInit_ex2");
  return context.get();
}

/// A null `out` makes `in` associated data.
void update(EVP_CIPHER_CTX* context, std::uint8_t* out, ByteView in) {
  int size = 0;
  ossl::check(EVP_CipherUpdate(context, out, &size, in.data(), static_cast<int>(in.size())),
              "EVP_CipherUpdate");
}

void update_associated_data(EVP_CIPHER_CTX* context, ByteView data) {
  constexpr std::size_t kLargestStep = std::size_t{1} << 30U;
  while (!data.empty()) {
    const std::size_t step = std::min(data.size(), kLargestStep);
    update(context, nullptr, data.first(step));
    data = data.subspan(step);
  }
}

}  // namespace

void gcm_seal(AeadAlgorithm algorithm, const SealInput& input) {
  constexpr std::size_t kLargestStep = std::size_t{1} << 30U;
  EVP_CIPHER_CTX* context = keyed_context(algorithm, input.common, Direction::encrypt);
  update_associated_data(context, input.common.associated_data);
  for (std::size_t done = 0; done < input.plaintext.size();) {
    const std::size_t step = std::min(input.plaintext.size() - done, kLargestStep);
    update(context, input.ciphertext.data() + done, input.plaintext.subspan(done, step));
    done += step;
  }
  std::array<std::uint8_t, 16> nothing{};
  int size = 0;
  ossl::check(EVP_CipherFinal_ex(context, nothing.data(), &size), "EVP_CipherFinal_ex");
  ossl::check(
      EVP_CIPHER_CTX_ctrl(
          context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(input.tag.size()), input.tag.data()),
      "EVP_CTRL_AEAD_GET_TAG");
}

Result<Bytes> gcm_open(AeadAlgorithm algorithm, const OpenInput& input) {
  EVP_CIPHER_CTX* context = keyed_context(algorithm, input.common, Direction::decrypt);
  update_associated_data(context, input.common.associated_data);
  Bytes plaintext;
  plaintext.reserve(input.ciphertext.size());
  while (plaintext.size() < input.ciphertext.size()) {
    const std::size_t done = plaintext.size();
    const std::size_t step = std::min(input.ciphertext.size() - done, kAeadStep);
    plaintext.resize(done + step);
    update(context, plaintext.data() + done, input.ciphertext.subspan(done, step));
  }
  std::array<std::uint8_t, 16> tag{};
  std::ranges::copy(input.tag, tag.begin());
  ossl::check(
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()),
      "EVP_CTRL_AEAD_SET_TAG");
  std::array<std::uint8_t, 16> nothing{};
  int size = 0;
  if (EVP_CipherFinal_ex(context, nothing.data(), &size) <= 0) {
    ossl::forget_errors();
    detail::wipe(plaintext);
    return fail(Errc::authentication_failed, std::string{kAeadRefusal});
  }
  return plaintext;
}

}  // namespace plumbline::crypto
