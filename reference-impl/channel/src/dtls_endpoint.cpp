#include "plumbline/channel/dtls_endpoint.hpp"

#include "plumbline/channel/dtls_record.hpp"

#include "session.hpp"
#include "wire.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::channel {
namespace {

constexpr std::size_t kLargestFlight = 65536;
constexpr std::size_t kLargestPlaintext = 16384;
constexpr milliseconds kFirstWait = std::chrono::seconds{1};
constexpr milliseconds kLongestWait = std::chrono::seconds{60};

/// Those of a flight, or nothing for a client that begins.
Result<std::vector<DtlsRecord>> read_flight_records(ByteView octets) {
  if (octets.empty()) {
    return std::vector<DtlsRecord>{};
  }
  if (octets.size() > kLargestFlight) {
    return fail(Errc::too_large, "DTLS records of more than 65536 octets");
  }
  PLUMBLINE_TRY(auto records, read_records(octets));
  if (std::ranges::find(records, ContentType::application_data, &DtlsRecord::type) !=
      records.end()) {
    return fail(Errc::not_permitted, "application data among records of the handshake");
  }
  return records;
}

}  // namespace

struct DtlsSession {
  DtlsSession(std::shared_ptr<const Context> with, PeerOptions peer)
      : session(std::move(with), std::move(peer)),
        listening(session.context->role == Role::server) {
    SSL* const handle = session.handle.get();
    BIO* const both = wire.bio().release();
    SSL_set_bio(handle, both, both);
    SSL_set_options(handle, SSL_OP_NO_QUERY_MTU);
    // The macro SSL_set_mtu() holds an old-style cast, as others below do.
    ssl::check(SSL_ctrl(handle, SSL_CTRL_SET_MTU, static_cast<long>(session.context->mtu), nullptr),
               "SSL_set_mtu");
  }

  [[nodiscard]] bool finished() const noexcept { return session.finished() && agreed; }

  [[nodiscard]] Result<void> check_open() const {
    return finished() && !closed
               ? Result<void>{success()}
               : fail(Errc::not_permitted,
                      closed ? "the session is closed" : "the DTLS handshake is not finished");
  }

  Result<void> take(const DtlsRecord& record) {
    wire.give(record.octets);
    if (listening) {
      return listen();
    }
    return finished() ? take_afterwards(record) : shake_hands(&record);
  }

  /// Answers a ClientHello without a valid cookie, of which nothing is kept.
  Result<void> listen() {
    ERR_clear_error();
    const ssl::Ptr<BIO_ADDR, BIO_ADDR_free> unused{BIO_ADDR_new()};
    listening = DTLSv1_listen(session.handle.get(), unused.get()) <= 0;
    ERR_clear_error();
    if (listening) {
      return wire.has_written() ? Result<void>{success()}
                                : fail(Errc::malformed, "not a ClientHello of DTLS 1.2");
    }
    return shake_hands(nullptr);
  }

  Result<void> shake_hands(const DtlsRecord* record) {
    PLUMBLINE_TRY(fatal(session.shake_hands()));
    if (session.finished()) {
      return fatal(check_protocol());
    }
    const auto state = SSL_get_state(session.handle.get());
    const bool awaits_finished = state == TLS_ST_SR_CHANGE || state == TLS_ST_CR_CHANGE;
    if (awaits_finished && record != nullptr && record->type == ContentType::handshake &&
        record->epoch > 0) {
      return fail(Errc::authentication_failed, "Finished does not verify, as with another key");
    }
    return success();
  }

  /// Nobody else may take part in a session of that protocol (RFC 7301 clause 3.2).
  Result<void> check_protocol() {
    const unsigned char* name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(session.handle.get(), &name, &size);
    if (as_text({name, size}) != session.options.protocol) {
      return fail(Errc::authentication_failed,
                  "the peer does not name the protocol of the session");
    }
    agreed = true;
    return success();
  }

  /// After the handshake: a Finished again, close_notify, a fatal alert, or what is dropped.
  Result<void> take_afterwards(const DtlsRecord& record) {
    std::array<std::uint8_t, 1> room{};
    std::size_t size = 0;
    ERR_clear_error();
    const int result = SSL_read_ex(session.handle.get(), room.data(), room.size(), &size);
    if (wants_more()) {
      return record.type == ContentType::alert
                 ? fail(Errc::authentication_failed, "the alert does not verify")
                 : Result<void>{success()};
    }
    if (SSL_get_error(session.handle.get(), result) == SSL_ERROR_ZERO_RETURN) {
      say_goodbye();
      return success();
    }
    return fatal(session.failure());
  }

  /// After a read that gave nothing: whether the record was dropped, and the session goes on.
  /// SSL_get_error() would take what a dropped record leaves in the queue of errors for a failure.
  [[nodiscard]] bool wants_more() const noexcept {
    SSL* const handle = session.handle.get();
    return SSL_is_init_finished(handle) == 1 && SSL_get_shutdown(handle) == 0;
  }

  void say_goodbye() {
    SSL_shutdown(session.handle.get());
    ERR_clear_error();
    closed = true;
  }

  Result<void> fatal(Result<void> result) {
    session.failed = session.failed || result.has_error();
    return result;
  }

  void start_waiting(TimePoint now, milliseconds wait_for) {
    wait = wait_for;
    due = now + wait;
  }

  Wire wire;
  Session session;
  bool listening;
  bool agreed = false;  ///< on the protocol
  bool closed = false;
  milliseconds wait{};
  TimePoint due{};
};

DtlsEndpoint::DtlsEndpoint(std::shared_ptr<const Context> context, PeerOptions peer)
    : session_(std::make_unique<DtlsSession>(std::move(context), std::move(peer))) {}

DtlsEndpoint::~DtlsEndpoint() = default;
DtlsEndpoint::DtlsEndpoint(DtlsEndpoint&&) noexcept = default;
DtlsEndpoint& DtlsEndpoint::operator=(DtlsEndpoint&&) noexcept = default;

Result<Bytes> DtlsEndpoint::advance(ByteView received, TimePoint now) {
  DtlsSession& session = *session_;
  if (failed() || closed()) {
    return fail(Errc::conflict, "the DTLS session has ended");
  }
  PLUMBLINE_TRY(const auto records, read_flight_records(received));
  if (records.empty() && !session.listening) {
    PLUMBLINE_TRY(session.shake_hands(nullptr));
  }
  Result<void> last = success();
  for (const DtlsRecord& record : records) {
    last = session.take(record);
    if (failed() || closed()) {
      break;
    }
  }
  if (failed() || !session.wire.has_written()) {
    PLUMBLINE_TRY(last);
    return Bytes{};
  }
  session.start_waiting(now, kFirstWait);
  return session.wire.take_written();
}

std::optional<TimePoint> DtlsEndpoint::timeout() const {
  return !failed() && session_->wire.timer_runs() ? std::optional{session_->due} : std::nullopt;
}

Result<Bytes> DtlsEndpoint::retransmit(TimePoint now) {
  DtlsSession& session = *session_;
  if (!timeout() || now < session.due) {
    return Bytes{};
  }
  ERR_clear_error();
  session.wire.expire();
  // The macro DTLSv1_handle_timeout() holds an old-style cast.
  if (SSL_ctrl(session.session.handle.get(), DTLS_CTRL_HANDLE_TIMEOUT, 0, nullptr) < 0) {
    ERR_clear_error();
    session.session.failed = true;
    return fail(Errc::timed_out, "the peer does not answer");
  }
  session.start_waiting(now, std::min(2 * session.wait, kLongestWait));
  return session.wire.take_written();
}

bool DtlsEndpoint::finished() const noexcept {
  return session_->finished();
}

bool DtlsEndpoint::failed() const noexcept {
  return session_->session.failed;
}

bool DtlsEndpoint::closed() const noexcept {
  return session_->closed;
}

bool DtlsEndpoint::listening() const noexcept {
  return session_->listening;
}

Result<Bytes> DtlsEndpoint::protect(ByteView payload) {
  PLUMBLINE_TRY(session_->check_open());
  if (payload.empty() || payload.size() > largest_payload()) {
    return fail(Errc::invalid_length,
                "payload of " + std::to_string(payload.size()) + " octets for one record");
  }
  std::size_t written = 0;
  ERR_clear_error();
  if (SSL_write_ex(session_->session.handle.get(), payload.data(), payload.size(), &written) != 1) {
    return session_->fatal(session_->session.failure()).error();
  }
  return session_->wire.take_written();
}

Result<Bytes> DtlsEndpoint::unprotect(ByteView record) {
  PLUMBLINE_TRY(session_->check_open());
  PLUMBLINE_TRY(const auto records, read_records(record));
  if (records.size() != 1 || records[0].type != ContentType::application_data) {
    return fail(Errc::malformed, "not one record of application data");
  }
  session_->wire.give(record);
  Bytes payload(kLargestPlaintext);
  std::size_t size = 0;
  ERR_clear_error();
  Session& session = session_->session;
  if (SSL_read_ex(session.handle.get(), payload.data(), payload.size(), &size) != 1) {
    return session_->wants_more()
               ? fail(Errc::authentication_failed, "the record does not verify, or came before")
               : session_->fatal(session.failure()).error();
  }
  payload.resize(size);
  return payload;
}

std::size_t DtlsEndpoint::largest_payload() const {
  return finished() ? DTLS_get_data_mtu(session_->session.handle.get()) : 0;
}

Result<Bytes> DtlsEndpoint::close() {
  PLUMBLINE_TRY(session_->check_open());
  session_->say_goodbye();
  return session_->wire.take_written();
}

Bytes DtlsEndpoint::last_words() {
  return session_->wire.take_written();
}

const std::vector<crypto::Certificate>& DtlsEndpoint::peer_chain() const noexcept {
  return session_->session.peer_chain;
}

const std::string& DtlsEndpoint::peer_identity() const noexcept {
  return session_->session.peer_identity;
}

std::optional<Suite> DtlsEndpoint::suite() const {
  return finished() ? std::optional{static_cast<Suite>(SSL_CIPHER_get_protocol_id(
                          SSL_get_current_cipher(session_->session.handle.get())))}
                    : std::nullopt;
}

Result<crypto::SecretBytes> DtlsEndpoint::export_keying_material(std::string_view label,
                                                                 std::size_t size) const {
  if (!finished()) {
    return fail(Errc::not_permitted, "exporter: the DTLS handshake is not finished");
  }
  return session_->session.exported(label, size);
}

}  // namespace plumbline::channel
