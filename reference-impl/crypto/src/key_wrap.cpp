#include "plumbline/crypto/key_wrap.hpp"

#include "ossl.hpp"

#include <array>
#include <climits>

namespace plumbline::crypto {
namespace {

constexpr std::size_t kBlockSize = 8;
constexpr std::size_t kLargest = INT_MAX - (2 * kBlockSize);  // OpenSSL counts octets in an int

/// The wrapping algorithm for that key size, or nullptr.
const EVP_CIPHER* algorithm_for(std::size_t key_size) {
  static const std::array algorithms{ossl::fetch_cipher("AES-128-WRAP"),
                                     ossl::fetch_cipher("AES-192-WRAP"),
                                     ossl::fetch_cipher("AES-256-WRAP")};
  if (key_size != 16 && key_size != 24 && key_size != 32) {
    return nullptr;
  }
  return algorithms.at((key_size / kBlockSize) - 2).get();
}

ossl::CipherCtxPtr new_context() {
  auto context = ossl::new_cipher_context();
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  return context;
}

}  // namespace

Result<Bytes> aes_key_wrap(ByteView wrapping_key, ByteView key) {
  const EVP_CIPHER* algorithm = algorithm_for(wrapping_key.size());
  if (algorithm == nullptr) {
    return fail(Errc::invalid_length, "AES key wrap: wrapping key is not 16, 24 or 32 octets");
  }
  if (key.size() < 2 * kBlockSize || key.size() % kBlockSize != 0 || key.size() > kLargest) {
    return fail(Errc::invalid_length, "AES key wrap: key is not a multiple of 8, at least 16");
  }
  const auto context = new_context();
  ossl::check(EVP_EncryptInit_ex2(context.get(), algorithm, wrapping_key.data(), nullptr, nullptr),
              "EVP_EncryptInit_ex2");
  Bytes wrapped(key.size() + kBlockSize);
  int size = 0;
  ossl::check(EVP_EncryptUpdate(
                  context.get(), wrapped.data(), &size, key.data(), static_cast<int>(key.size())),
              "EVP_EncryptUpdate");
  return wrapped;
}

Result<SecretBytes> aes_key_unwrap(ByteView wrapping_key, ByteView wrapped) {
  const EVP_CIPHER* algorithm = algorithm_for(wrapping_key.size());
  if (algorithm == nullptr) {
    return fail(Errc::invalid_length, "AES key unwrap: wrapping key is not 16, 24 or 32 octets");
  }
  if (wrapped.size() < 3 * kBlockSize || wrapped.size() % kBlockSize != 0 ||
      wrapped.size() > kLargest) {
    return fail(Errc::invalid_length, "AES key unwrap: input is not a multiple of 8, at least 24");
  }
  const auto context = new_context();
  ossl::check(EVP_DecryptInit_ex2(context.get(), algorithm, wrapping_key.data(), nullptr, nullptr),
              "EVP_DecryptInit_ex2");
  SecretBytes key{wrapped.size()};  // OpenSSL works in place on the whole input
  int size = 0;
  if (EVP_DecryptUpdate(context.get(),
                        key.expose_mutable().data(),
                        &size,
                        wrapped.data(),
                        static_cast<int>(wrapped.size())) <= 0) {
    ossl::forget_errors();
    return fail(Errc::authentication_failed, "AES key unwrap: check value");
  }
  return SecretBytes{key.expose().first(wrapped.size() - kBlockSize)};
}

}  // namespace plumbline::crypto
