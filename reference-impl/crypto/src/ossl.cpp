#include "ossl.hpp"

#include <openssl/err.h>

#include <array>
#include <climits>

namespace plumbline::crypto::ossl {

void throw_fault(const char* call) {
  std::string message = std::string{call} + " failed";
  for (unsigned long code = ERR_get_error(); code != 0; code = ERR_get_error()) {
    std::array<char, 256> text{};
    ERR_error_string_n(code, text.data(), text.size());
    message.append(": ").append(text.data());
  }
  throw CryptoFault{message};
}

CipherPtr fetch_cipher(const char* name) {
  return require<CipherPtr>(EVP_CIPHER_fetch(nullptr, name, nullptr), "EVP_CIPHER_fetch");
}

CipherCtxPtr new_cipher_context() {
  return require<CipherCtxPtr>(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new");
}

BnPtr number(ByteView octets) {
  return require<BnPtr>(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr),
                        "BN_bin2bn");
}

BnPtr secret_number(ByteView octets) {
  auto result = require<BnPtr>(BN_secure_new(), "BN_secure_new");
  if (BN_bin2bn(octets.data(), static_cast<int>(octets.size()), result.get()) == nullptr) {
    throw_fault("BN_bin2bn");
  }
  return result;
}

void forget_errors() noexcept {
  ERR_clear_error();
}

BioPtr memory_reader(ByteView octets) {
  if (octets.size() > INT_MAX) {
    throw CryptoFault{"memory_reader: text over 2 GiB"};
  }
  return require<BioPtr>(BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size())),
                         "BIO_new_mem_buf");
}

BioPtr memory_writer() {
  return require<BioPtr>(BIO_new(BIO_s_secmem()), "BIO_new");
}

ByteView written(const BioPtr& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return as_bytes({data, static_cast<std::size_t>(size)});
}

int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/) noexcept {
  return -1;
}

}  // namespace plumbline::crypto::ossl
