/// @file
/// The configuration that TLS and DTLS share. Private to src/.

#pragma once

#include "plumbline/channel/tls_context.hpp"

#include "ssl.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace plumbline::channel {

enum class Transport : std::uint8_t { stream, datagrams };

/// Exactly version 1.2, the algorithms of the certificate profile, certificates checked by the
/// PeerCheck of each session; no renegotiation, resumption or compression.
[[nodiscard]] std::shared_ptr<Context> new_context(Role role, Transport transport);

/// @return as make_tls_context, its errors for suites aside
[[nodiscard]] Result<void> use_credential(SSL_CTX* context,
                                          const CertificateCredential& credential);

/// @return Errc::invalid_value for none
[[nodiscard]] Result<void> use_suites(SSL_CTX* context, const std::vector<Suite>& suites);

}  // namespace plumbline::channel
