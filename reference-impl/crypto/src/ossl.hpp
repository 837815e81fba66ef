/// @file
/// Ownership and error mapping for OpenSSL. Private to src/: no public header includes it.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/owned.hpp"

#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/x509v3.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace plumbline::crypto::ossl {

template <typename T, auto kFree>
using Ptr = Owned<T, kFree>;

using BioPtr = Ptr<BIO, BIO_free_all>;
using BnPtr = Ptr<BIGNUM, BN_clear_free>;
using BnCtxPtr = Ptr<BN_CTX, BN_CTX_free>;
using CipherPtr = Ptr<EVP_CIPHER, EVP_CIPHER_free>;
using CipherCtxPtr = Ptr<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using MacPtr = Ptr<EVP_MAC, EVP_MAC_free>;
using MacCtxPtr = Ptr<EVP_MAC_CTX, EVP_MAC_CTX_free>;
using MdPtr = Ptr<EVP_MD, EVP_MD_free>;
using MdCtxPtr = Ptr<EVP_MD_CTX, EVP_MD_CTX_free>;
using ParamBldPtr = Ptr<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParamPtr = Ptr<OSSL_PARAM, OSSL_PARAM_free>;
using PkeyPtr = Ptr<EVP_PKEY, EVP_PKEY_free>;
using PkeyCtxPtr = Ptr<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

/// OpenSSL failed for a reason that no input can explain (provider missing, out of memory).
class CryptoFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws CryptoFault naming `call` and what OpenSSL's error queue says, which is emptied.
[[noreturn]] void throw_fault(const char* call);

/// Takes ownership of `object`, or throws CryptoFault when it is null.
template <typename P>
[[nodiscard]] P require(typename P::pointer object, const char* call) {
  if (object == nullptr) {
    throw_fault(call);
  }
  return P{object};
}

/// Throws CryptoFault unless `status` is positive, OpenSSL's word for success.
inline void check(int status, const char* call) {
  if (status <= 0) {
    throw_fault(call);
  }
}

/// The fetched cipher of that name.
[[nodiscard]] CipherPtr fetch_cipher(const char* name);

[[nodiscard]] CipherCtxPtr new_cipher_context();

/// A big-endian unsigned number of at most INT_MAX octets.
[[nodiscard]] BnPtr number(ByteView octets);

/// The same in memory that OpenSSL wipes.
[[nodiscard]] BnPtr secret_number(ByteView octets);

/// Forgets the errors that an expected refusal left in this thread's queue.
void forget_errors() noexcept;

/// A read-only BIO over `octets`, which must outlive it; at most INT_MAX octets.
[[nodiscard]] BioPtr memory_reader(ByteView octets);

/// A growing BIO that wipes its memory when freed.
[[nodiscard]] BioPtr memory_writer();

/// What was written to a memory BIO so far, without copying.
[[nodiscard]] ByteView written(const BioPtr& bio);

/// The answer to OpenSSL asking for a password: there is none, and nobody at a terminal is asked.
int no_password(char* buffer, int size, int writing, void* user) noexcept;

}  // namespace plumbline::crypto::ossl
