#include "plumbline/channel/tls_endpoint.hpp"

#include "session.hpp"

#include <openssl/bio.h>

#include <utility>

namespace plumbline::channel {
namespace {

using BioPtr = ssl::Ptr<BIO, BIO_free>;

/// A memory BIO whose end means "nothing yet".
BioPtr new_pipe() {
  auto pipe = ssl::require<BioPtr>(BIO_new(BIO_s_mem()), "BIO_new");
  // The macro BIO_set_mem_eof_return() holds an old-style cast.
  BIO_ctrl(pipe.get(), BIO_C_SET_BUF_MEM_EOF_RETURN, -1, nullptr);
  return pipe;
}

void feed(BIO* pipe, ByteView octets) {
  if (!octets.empty()) {
    ssl::check(BIO_write(pipe, octets.data(), static_cast<int>(octets.size())), "BIO_write");
  }
}

Bytes drain(BIO* pipe) {
  Bytes octets(BIO_ctrl_pending(pipe));
  if (!octets.empty()) {
    ssl::check(BIO_read(pipe, octets.data(), static_cast<int>(octets.size())), "BIO_read");
  }
  return octets;
}

/// Whether octets came that no message of the handshake needed.
bool has_rest(SSL* session) {
  return SSL_has_pending(session) == 1 || BIO_ctrl_pending(SSL_get_rbio(session)) > 0;
}

Result<Bytes> advance_session(Session& session, ByteView received) {
  if (received.size() > kLargestInput) {
    return fail(Errc::too_large, "TLS records of more than 65536 octets");
  }
  SSL* const handle = session.handle.get();
  feed(SSL_get_rbio(handle), received);
  PLUMBLINE_TRY(session.shake_hands());
  if (session.finished() && has_rest(handle)) {
    return fail(Errc::malformed, "octets after the last message of the handshake");
  }
  return drain(SSL_get_wbio(handle));
}

}  // namespace

TlsEndpoint::TlsEndpoint(std::shared_ptr<const Context> context, PeerOptions peer)
    : session_(std::make_unique<Session>(std::move(context), std::move(peer))) {
  BioPtr in = new_pipe();
  BioPtr out = new_pipe();
  SSL_set_bio(session_->handle.get(), in.release(), out.release());
}

TlsEndpoint::~TlsEndpoint() = default;
TlsEndpoint::TlsEndpoint(TlsEndpoint&&) noexcept = default;
TlsEndpoint& TlsEndpoint::operator=(TlsEndpoint&&) noexcept = default;

Result<Bytes> TlsEndpoint::advance(ByteView received) {
  if (session_->failed || session_->finished()) {
    return fail(Errc::conflict, "the TLS handshake has ended");
  }
  auto sent = advance_session(*session_, received);
  session_->failed = sent.has_error();
  return sent;
}

bool TlsEndpoint::finished() const noexcept {
  return session_->finished();
}

const std::vector<crypto::Certificate>& TlsEndpoint::peer_chain() const noexcept {
  return session_->peer_chain;
}

Result<crypto::SecretBytes> TlsEndpoint::export_keying_material(std::string_view label,
                                                                std::size_t size) const {
  if (!finished()) {
    return fail(Errc::not_permitted, "exporter: the TLS handshake is not finished");
  }
  return session_->exported(label, size);
}

Result<crypto::SecretBytes> TlsEndpoint::export_unverified(std::string_view label,
                                                           std::size_t size) const {
  const SSL_SESSION* const secrets = SSL_get_session(session_->handle.get());
  if (secrets == nullptr || SSL_SESSION_get_master_key(secrets, nullptr, 0) == 0) {
    return fail(Errc::not_permitted, "exporter: there is no master secret yet");
  }
  return session_->exported(label, size);
}

}  // namespace plumbline::channel
