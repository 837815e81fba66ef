/// @file
/// libcoap on the event loop: one of its contexts, pumped through its epoll descriptor. What it
/// does for us is the message layer: datagrams, sessions, DTLS records, acknowledgement and
/// retransmission. Blocks and the check of critical options are ours.

#pragma once

#include "plumbline/adapters/coap/datagram.hpp"
#include "plumbline/adapters/loop/loop.hpp"
#include "plumbline/core/owned.hpp"
#include "plumbline/core/result.hpp"

#include <boost/asio/ip/udp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <coap3/coap.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

struct ssl_ctx_st;
struct ssl_st;

namespace plumbline::adapters::coap {

namespace asio = boost::asio;

using loop::error_code;
using loop::Loop;
using loop::SteadyClock;
using loop::Timer;

/// RFC 7252 clause 4.6: what fits into an Ethernet frame with IP, UDP and DTLS around it. libcoap
/// reads datagrams of at most 1472 octets.
inline constexpr unsigned kDatagram = 1400;
/// Octets of a message in such a datagram, whatever DTLS suite adds to it.
inline constexpr std::size_t kMessage = kDatagram - 128;

/// What libcoap tells of its sessions. Called from within Library::process() only.
class LibraryUser {
 public:
  LibraryUser() = default;
  LibraryUser(const LibraryUser&) = delete;
  LibraryUser& operator=(const LibraryUser&) = delete;
  LibraryUser(LibraryUser&&) = delete;
  LibraryUser& operator=(LibraryUser&&) = delete;
  virtual ~LibraryUser() = default;

  /// Nothing: an acknowledgement, and the response comes later.
  virtual std::optional<Message> on_request(coap_session_t& session, const Datagram& request) = 0;
  virtual void on_response(coap_session_t& session, const Datagram& response) = 0;
  /// A message of ours did not get through.
  virtual void on_failure(coap_session_t& session, coap_nack_reason_t reason) = 0;
  virtual void on_event(coap_session_t& session, coap_event_t event) = 0;
};

class Library : public std::enable_shared_from_this<Library> {
 public:
  Library(std::shared_ptr<Loop> loop, LibraryUser& user);
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  Library(Library&&) = delete;
  Library& operator=(Library&&) = delete;
  ~Library();

  [[nodiscard]] coap_context_t& context() noexcept { return *context_; }

  /// What makes its DTLS sessions.
  [[nodiscard]] ssl_ctx_st& tls() noexcept { return *tls_; }

  /// Holds what the sessions' TLS refers to for as long as there are sessions.
  void keep(std::shared_ptr<const void> settings) { kept_ = std::move(settings); }

  /// Begins to wait for datagrams and timers.
  void start();
  /// Lets libcoap do what is due; after each call from outside that sends.
  void process();
  /// No call of the user from now on. Frees the context, at once or when libcoap is left.
  void close();

 private:
  friend struct Callbacks;

  void wait();

  std::shared_ptr<Loop> loop_;
  LibraryUser* user_;  ///< nullptr once closed
  ssl_ctx_st* tls_ = nullptr;
  std::shared_ptr<const void> kept_;
  Owned<coap_context_t, coap_free_context> context_;
  asio::posix::basic_stream_descriptor<loop::Executor> descriptor_;
  bool processing_ = false;
};

/// Where datagrams for that host and port go. Errc::unreachable for a name that does not resolve.
[[nodiscard]] Result<asio::ip::udp::endpoint> resolve(Loop& loop,
                                                      const std::string& host,
                                                      std::uint16_t port);

/// As libcoap wants it.
[[nodiscard]] coap_address_t address_of(const asio::ip::udp::endpoint& endpoint);

/// Sends `message`, confirmable or not, with a message id of the session's choice. Errc::too_large
/// when it does not fit into a datagram, Errc::unreachable when the session does not take it.
/// @return the message id.
[[nodiscard]] Result<std::uint16_t> send(coap_session_t& session,
                                         Type type,
                                         const Bytes& token,
                                         const Message& message);

/// The session's TLS, nullptr for a plain one.
[[nodiscard]] ssl_st* tls_of(const coap_session_t& session);

}  // namespace plumbline::adapters::coap
