/// @file
/// TLS settings for sessions that a library makes for itself, DTLS 1.2, by OpenSSL's public means:
/// the library needs no patch, and its sessions keep to the same checks as ours.

#pragma once

#include "plumbline/adapters/tls/context.hpp"

#include <functional>

struct ssl_ctx_st;

namespace plumbline::adapters::tls {

/// The SSL_CTX for DTLS that comes into being on this thread while `make` runs, or nullptr.
[[nodiscard]] ssl_ctx_st* dtls_context_made_by(const std::function<void()>& make);

/// As make_client_context(), for the sessions of a library's SSL_CTX. The result must outlive them;
/// call before the first of them is made. Errc::unsupported for TLS 1.3.
[[nodiscard]] Result<std::shared_ptr<const Context>> adopt_client_context(
    ssl_ctx_st& library, const harness::TlsClientOptions& options);

/// As make_server_context(), likewise.
[[nodiscard]] Result<std::shared_ptr<const Context>> adopt_server_context(
    ssl_ctx_st& library, const harness::TlsServerOptions& options);

/// Removes what the library does at each ClientHello, where it would put its own settings first.
void drop_hello_callback(ssl_ctx_st& library);

/// A session of the library, kept beyond the library's use of it. Let go of it before the library
/// frees the transport below.
[[nodiscard]] std::shared_ptr<ssl_st> share_session(ssl_st& session);

}  // namespace plumbline::adapters::tls
