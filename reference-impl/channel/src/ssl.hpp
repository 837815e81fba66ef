/// @file
/// Ownership and errors of OpenSSL's TLS. Private to src/: no public header includes it.

#pragma once

#include "plumbline/channel/dtls_context.hpp"
#include "plumbline/core/owned.hpp"

#include <openssl/ssl.h>

#include <optional>
#include <string>

namespace plumbline::channel {

namespace ssl {

template <typename T, auto kFree>
using Ptr = Owned<T, kFree>;

/// Throws std::runtime_error naming `call` unless `status` is positive: no input can cause that.
void check(long status, const char* call);

/// Takes ownership of `object`, or throws as check() when it is null.
template <typename P>
[[nodiscard]] P require(typename P::pointer object, const char* call) {
  check(object == nullptr ? 0 : 1, call);
  return P{object};
}

/// Why OpenSSL failed first; empties this thread's queue.
[[nodiscard]] std::string take_reason();

}  // namespace ssl

struct Context {
  ssl::Ptr<SSL_CTX, SSL_CTX_free> handle;
  Role role{};
  std::optional<PskCredential> psk{};   ///< of a DTLS client
  crypto::SecretBytes cookie_secret{};  ///< of a DTLS server
  std::size_t mtu = 0;                  ///< of DTLS
};

}  // namespace plumbline::channel
