/// @file
/// The port through which the harness and the reference servers reach the wire. One transport has
/// several bindings; nothing above it names a binding's library.
///
/// Everything runs on the event loop of one thread: callbacks are called from within run_until(),
/// never from within the call that started the operation.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/dialect.hpp"
#include "plumbline/harness/security.hpp"
#include "plumbline/harness/tap.hpp"
#include "plumbline/onem2m/association.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace plumbline::harness {

using std::chrono::milliseconds;

/// Where a peer listens: "https://127.0.0.1:8443/path".
struct Address {
  std::string scheme;  ///< "http", "https", "coap", "coaps", "mqtt", "mqtts"
  std::string host;    ///< name, IPv4, or IPv6 without brackets
  std::uint16_t port = 0;
  std::string path;  ///< prefix of every target, without trailing '/'; usually empty
};

/// Errc::malformed naming what is wrong.
[[nodiscard]] Result<Address> parse_address(std::string_view uri);
[[nodiscard]] std::string to_uri(const Address& address);
/// Whether the scheme asks for TLS or DTLS: https, coaps, mqtts.
[[nodiscard]] bool is_secured(const Address& address) noexcept;
/// "http", "coap", "mqtt".
[[nodiscard]] std::string_view binding_of(const Address& address) noexcept;

struct Bounds {
  std::size_t body_octets = std::size_t{4} << 20U;
  std::size_t header_octets = 16384;
  std::size_t connections = 1024;  ///< at one server; further ones are closed at once
  milliseconds handshake{5000};    ///< for TCP and TLS together
  milliseconds request{10000};     ///< from the first octet of a request to its last
  milliseconds idle{60000};        ///< between two requests of a connection
};

/// An answer that is no primitive, for fixtures that misbehave on purpose.
struct RawReply {
  enum class Then : std::uint8_t { keep_open, close, reset, stall };
  Bytes octets;
  Then then = Then::close;
  std::string topic = {};  ///< MQTT: where to, in place of the response topic
};

using Reply = std::variant<onem2m::ResponsePrimitive, RawReply>;

/// Called exactly once, at once or later.
using Replier = std::function<void(Reply)>;

struct IncomingRequest {
  onem2m::RequestPrimitive primitive;
  onem2m::Association association;
};

using RequestHandler = std::function<void(IncomingRequest, Replier)>;

/// Control of a client role or of a clock: {"cmd","arg"} → {"rsc","out"}.
struct UpperTesterCommand {
  std::string command;  ///< e.g. "e2e.host"
  Json argument;
};

struct UpperTesterAnswer {
  onem2m::Status status = onem2m::Status::ok;
  Json output;
};

using UpperTesterHandler =
    std::function<void(UpperTesterCommand, std::function<void(UpperTesterAnswer)>)>;

struct ListenOptions {
  std::string binding = "http";  ///< "http", "coap", "mqtt"
  /// Who listens: SP-relative or absolute id. MQTT names its topics after it; else unused.
  std::string entity_id;
  std::string host = "127.0.0.1";       ///< of this listener; with MQTT of the broker
  std::uint16_t port = 0;               ///< 0: the system picks; with MQTT that of the broker
  std::optional<TlsServerOptions> tls;  ///< nothing: plain
  std::string path;                     ///< MQTT: what stands in front of the topics
  std::optional<TlsClientOptions> broker_tls;  ///< MQTT, in place of `tls`; nothing: plain
  Dialect dialect;                             ///< of the peers that come
  RequestHandler handler;
  UpperTesterHandler upper_tester;  ///< empty: no such endpoint (404)
  Tap* tap = nullptr;               ///< must outlive the listener
  Bounds bounds;
};

class Listener {
 public:
  Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  Listener(Listener&&) = delete;
  Listener& operator=(Listener&&) = delete;
  /// Stops listening and ends every connection.
  virtual ~Listener() = default;

  [[nodiscard]] virtual Address address() const = 0;
};

struct ConnectOptions {
  Address address;  ///< of the peer; with MQTT of the broker
  /// The ends of this hop, SP-relative or absolute ids: who sends, and who receives. MQTT names its
  /// topics after them; else unused.
  std::string entity_id;
  std::string peer_id;
  /// What the content, or the whole primitive, is written in.
  onem2m::Serialization serialization = onem2m::Serialization::json;
  std::optional<TlsClientOptions> tls;  ///< must be there when the scheme is a secured one
  Dialect dialect;                      ///< of the peer
  Tap* tap = nullptr;                   ///< must outlive the client
  Bounds bounds;
};

using ExchangeCallback = std::function<void(Result<onem2m::ResponsePrimitive>)>;
using OctetsCallback = std::function<void(Result<Bytes>)>;
using UpperTesterCallback = std::function<void(Result<UpperTesterAnswer>)>;

/// What to do after raw octets were written.
enum class RawThen : std::uint8_t {
  await_response,  ///< read until a whole response or the end of the connection
  half_close,      ///< shut the sending side down, then read
  reset,           ///< end the connection abruptly; the callback gets no octets
};

/// One logical connection to a peer: connects at the first use, keeps alive, reconnects when the
/// peer closed between two exchanges. Exchanges are queued and answered in order.
class Client {
 public:
  Client() = default;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client(Client&&) = delete;
  Client& operator=(Client&&) = delete;
  /// Closes; callbacks that are still due are not called any more.
  virtual ~Client() = default;

  /// Sends `request`, calls back with the response; Errc::unreachable (refused connection or
  /// handshake, reset), Errc::timed_out, Errc::malformed (not the binding), Errc::too_large.
  virtual void exchange(const onem2m::RequestPrimitive& request,
                        milliseconds deadline,
                        ExchangeCallback done) = 0;

  /// Writes exactly these octets above TLS; calls back with whatever came, as raw octets.
  virtual void exchange_octets(Bytes octets,
                               RawThen then,
                               milliseconds deadline,
                               OctetsCallback done) = 0;

  /// Sends a command to the peer's upper tester endpoint.
  virtual void command(const UpperTesterCommand& command,
                       milliseconds deadline,
                       UpperTesterCallback done) = 0;

  /// The octets that exchange() would write for `request`, without writing them.
  [[nodiscard]] virtual Bytes encode(const onem2m::RequestPrimitive& request) const = 0;

  /// The association in force; not secured while there is no connection.
  [[nodiscard]] virtual onem2m::Association association() const = 0;

  /// Ends the connection; the next use makes a new one.
  virtual void disconnect() = 0;
};

/// Factory and event loop of the bindings on one thread.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  Transport(Transport&&) = delete;
  Transport& operator=(Transport&&) = delete;
  virtual ~Transport() = default;

  /// Errc::io when the port cannot be bound, Errc::malformed or Errc::key_mismatch for credentials,
  /// Errc::unsupported for a binding that is not there.
  [[nodiscard]] virtual Result<std::unique_ptr<Listener>> listen(ListenOptions options) = 0;
  /// By the scheme of the address. Errc::malformed or Errc::key_mismatch for credentials,
  /// Errc::unsupported for a binding that is not there; nothing is sent yet.
  [[nodiscard]] virtual Result<std::unique_ptr<Client>> connect(ConnectOptions options) = 0;
  /// Runs the loop until `done()` or for `at_most`; returns done().
  virtual bool run_until(const std::function<bool()>& done, milliseconds at_most) = 0;
  /// Calls `task` from the loop after `delay`.
  virtual void after(milliseconds delay, std::function<void()> task) = 0;
};

}  // namespace plumbline::harness
