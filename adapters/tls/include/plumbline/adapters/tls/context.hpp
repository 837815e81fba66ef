/// @file
/// TLS settings of one end of a hop, made into what OpenSSL needs; without sockets.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/security.hpp"
#include "plumbline/onem2m/association.hpp"

#include <cstdint>
#include <memory>
#include <string>

struct ssl_st;

namespace plumbline::adapters::tls {

/// Settings for any number of sessions. Sessions are never resumed or renegotiated: each one proves
/// its peer anew.
struct Context;

/// Errc::malformed (PEM text, identity, cipher list, nothing to know the server by) or
/// Errc::key_mismatch (private key of another certificate).
[[nodiscard]] Result<std::shared_ptr<const Context>> make_client_context(
    const harness::TlsClientOptions& options);

/// Errc::malformed (PEM text, neither PSK nor certificate, no anchors for clients that must show a
/// certificate) or Errc::key_mismatch.
[[nodiscard]] Result<std::shared_ptr<const Context>> make_server_context(
    const harness::TlsServerOptions& options);

/// As make_client_context(), for DTLS 1.2. Errc::unsupported for TLS 1.3.
[[nodiscard]] Result<std::shared_ptr<const Context>> make_datagram_client_context(
    const harness::TlsClientOptions& options);

/// A session without transport; it keeps its context alive.
[[nodiscard]] std::shared_ptr<ssl_st> new_session(const std::shared_ptr<const Context>& context);

/// What is known after the handshake. The exporter fails with Errc::unreachable once the session
/// is gone.
[[nodiscard]] onem2m::Association association_of(const std::shared_ptr<ssl_st>& session,
                                                 std::uint64_t number);

/// Why this end refused its peer ("unknown psk_identity", "certificate: …"); empty when it did not.
[[nodiscard]] std::string refusal_of(const ssl_st& session);

}  // namespace plumbline::adapters::tls
