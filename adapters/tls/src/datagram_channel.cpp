#include "plumbline/adapters/tls/datagram_channel.hpp"

#include "context_data.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <sys/time.h>

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

namespace plumbline::adapters::tls {
namespace {

/// RFC 7252 clause 4.6: what fits into an Ethernet frame, with IP and UDP around it.
constexpr long kDatagram = 1400;
/// RFC 6347 clause 4.1: the payload of a record is of 2^14 octets at the most.
constexpr std::size_t kMaxRecord = 16384;

}  // namespace

DatagramChannel::DatagramChannel(const std::shared_ptr<const Context>& context, int descriptor)
    : session_(new_session(context)) {
  BIO* const bio = BIO_new_dgram(descriptor, BIO_NOCLOSE);
  if (bio == nullptr) {
    throw std::bad_alloc{};
  }
  // Tells it that the socket is connected; to what, the socket knows.
  const Owned<BIO_ADDR, BIO_ADDR_free> anywhere{BIO_ADDR_new()};
  BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, anywhere.get());
  SSL_set_bio(session_.get(), bio, bio);
  // The macros SSL_set_mtu() and DTLSv1_get_timeout() hold old-style casts, as others below do.
  SSL_set_options(session_.get(), SSL_OP_NO_QUERY_MTU);
  SSL_ctrl(session_.get(), SSL_CTRL_SET_MTU, kDatagram, nullptr);
  SSL_set_connect_state(session_.get());
}

DatagramChannel::~DatagramChannel() {
  ERR_clear_error();
  if (SSL_is_init_finished(session_.get()) != 0) {
    SSL_shutdown(session_.get());
  }
  // An exporter may still be asked for; there is nothing below it from here on.
  SSL_set_bio(session_.get(), nullptr, nullptr);
}

Result<bool> DatagramChannel::shake_hands() {
  ERR_clear_error();
  const int result = SSL_do_handshake(session_.get());
  if (result == 1) {
    return true;
  }
  if (wants_more(result)) {
    return false;
  }
  return fail(Errc::unreachable, "handshake refused: " + reason());
}

Result<void> DatagramChannel::write(ByteView octets) {
  if (octets.size() > kMaxRecord) {
    return fail(Errc::too_large, "more octets than a DTLS record has");
  }
  ERR_clear_error();
  std::size_t written = 0;
  if (SSL_write_ex(session_.get(), octets.data(), octets.size(), &written) == 1) {
    return success();
  }
  const auto error = ERR_GET_REASON(ERR_peek_last_error());
  return fail(error == SSL_R_DTLS_MESSAGE_TOO_BIG ? Errc::too_large : Errc::unreachable, reason());
}

Result<std::optional<Bytes>> DatagramChannel::read() {
  ERR_clear_error();
  Bytes octets(kMaxRecord);
  std::size_t size = 0;
  const int result = SSL_read_ex(session_.get(), octets.data(), octets.size(), &size);
  if (result == 1) {
    octets.resize(size);
    return std::optional{std::move(octets)};
  }
  if (wants_more(result)) {
    return std::optional<Bytes>{};
  }
  return fail(Errc::unreachable, "closed by the peer: " + reason());
}

std::optional<std::chrono::microseconds> DatagramChannel::retransmission_in() const {
  timeval left{};
  if (SSL_ctrl(session_.get(), DTLS_CTRL_GET_TIMEOUT, 0, &left) == 0) {
    return std::nullopt;
  }
  return std::chrono::seconds{left.tv_sec} + std::chrono::microseconds{left.tv_usec};
}

void DatagramChannel::retransmit() {
  SSL_ctrl(session_.get(), DTLS_CTRL_HANDLE_TIMEOUT, 0, nullptr);
}

bool DatagramChannel::wants_more(int result) const {
  return SSL_get_error(session_.get(), result) == SSL_ERROR_WANT_READ;
}

std::string DatagramChannel::reason() const {
  const int error = errno;
  if (auto own = refusal_of(*session_); !own.empty()) {
    return own;
  }
  return ERR_peek_last_error() == 0 ? std::generic_category().message(error) : last_openssl_error();
}

}  // namespace plumbline::adapters::tls
