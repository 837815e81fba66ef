/// @file
/// The yardstick of ESCertKE and ESF-Sm: two ends of OpenSSL's TLS 1.2 or DTLS 1.2 over memory
/// BIOs, with one suite, certificates on both sides or a key, and the exporter; no limits, no look
/// at single messages, no identities, no cookie.

#pragma once

#include "plumbline/channel/tls_context.hpp"

#include <openssl/ssl.h>

#include <memory>

namespace plumbline::bench {

class BareTls {
 public:
  enum class Wire { stream, datagrams };

  /// Each end proves itself with its credential; `root` has issued both.
  BareTls(Wire wire,
          const channel::CertificateCredential& client,
          const channel::CertificateCredential& server,
          const crypto::Certificate& root);

  /// Over datagrams; both ends have one key.
  static BareTls with_key();

  /// One handshake with fresh sessions. Whether both ends export the same 48 octets.
  bool shake_hands();

 private:
  using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

  BareTls(Context client, Context server);

  Context client_;
  Context server_;
};

}  // namespace plumbline::bench
