/// @file
/// The yardstick of ESCertKE: two ends of OpenSSL's TLS 1.2 over memory BIOs, with one suite,
/// certificates on both sides, and the exporter; no limits, no look at single messages, no
/// identities.

#pragma once

#include "plumbline/channel/tls_context.hpp"

#include <openssl/ssl.h>

#include <memory>

namespace plumbline::bench {

class BareTls {
 public:
  /// Each end proves itself with its credential; `root` has issued both.
  BareTls(const channel::CertificateCredential& client,
          const channel::CertificateCredential& server,
          const crypto::Certificate& root);

  /// One handshake with fresh sessions. Whether both ends export the same 48 octets.
  bool shake_hands();

 private:
  using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

  static Context make(const SSL_METHOD* method,
                      const channel::CertificateCredential& own,
                      const crypto::Certificate& root);

  Context client_;
  Context server_;
};

}  // namespace plumbline::bench
