/// @file
/// One connection as both roles see it: messages in and out under deadlines, each shown to the tap.

#pragma once

#include "plumbline/harness/transport.hpp"

#include "asio.hpp"
#include "buffer.hpp"
#include "parser.hpp"
#include "stream.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::http {

/// How an attempt to read a message ended.
enum class ReadEnd : std::uint8_t {
  message,
  malformed,
  header_too_large,
  body_too_large,
  closed,  ///< by the peer
  lost,    ///< reset, or TLS broke down
  timed_out,
  shut_down,  ///< by this end
};

template <typename Message>
struct Received {
  ReadEnd end = ReadEnd::shut_down;
  Message message;
  Bytes octets;        ///< all that was read of it, whole or not
  std::string detail;  ///< why it is no message
};

/// How long a message may take.
struct Patience {
  SteadyClock::time_point first;                                   ///< until its first octet
  std::chrono::milliseconds rest{0};                               ///< from there to its last …
  SteadyClock::time_point whole = SteadyClock::time_point::max();  ///< … but not beyond
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::unique_ptr<Stream> stream,
             Role role,
             const harness::Bounds& bounds,
             harness::Tap* tap);

  /// Connects to the first of `endpoints` that answers, then does the handshake of TLS.
  [[nodiscard]] Awaitable<Result<void>> open(std::vector<asio::ip::tcp::endpoint> endpoints,
                                             SteadyClock::time_point until);
  /// The server's part of the handshake.
  [[nodiscard]] Awaitable<Result<void>> accept(SteadyClock::time_point until);

  /// Reads one message. `Message` is Request or Response.
  template <typename Message>
  [[nodiscard]] Awaitable<Received<Message>> receive(Patience patience);
  /// Adds to `received` whatever comes until the peer ends the connection.
  [[nodiscard]] Awaitable<void> receive_rest(Received<Response>& received,
                                             SteadyClock::time_point until);
  [[nodiscard]] Awaitable<Result<void>> send(ByteView octets, SteadyClock::time_point until);
  /// Ends the sending side, then discards for a while what the peer still sends: closing at once
  /// would make its system drop what this end sent last.
  [[nodiscard]] Awaitable<void> linger();
  /// Waits until the peer ends the connection.
  [[nodiscard]] Awaitable<void> outwait();

  /// Whether the peer ended the connection, or sent what nobody asked for.
  [[nodiscard]] bool is_stale();

  /// Says that nothing more will be sent; not while something is being sent.
  void finish() { stream_->finish(); }

  /// Ends the connection and what is under way on it. `why` goes to the tap.
  void close(std::string why);
  void reset();

  /// No more records from here on.
  void detach_tap() noexcept { tap_ = nullptr; }

  [[nodiscard]] bool tapped() const noexcept { return tap_ != nullptr; }

  [[nodiscard]] bool is_open() const noexcept { return open_; }

  [[nodiscard]] const onem2m::Association& association() const noexcept { return association_; }

  void record(harness::TapKind kind,
              bool sent,
              std::uint64_t exchange,
              ByteView octets,
              std::optional<Json> primitive = {});
  void record_event(std::string text);

 private:
  [[nodiscard]] Awaitable<Result<void>> secure();
  [[nodiscard]] Awaitable<error_code> fill();
  /// Reads below TLS and forgets.
  [[nodiscard]] Awaitable<void> discard();
  [[nodiscard]] ReadEnd end_of(error_code error) const;
  [[nodiscard]] Result<void> outcome(error_code error, std::string_view during) const;
  template <typename Message>
  void conclude(Received<Message>& received, Parser<Message>& parser, std::size_t taken);
  [[nodiscard]] Bytes take(std::size_t size);

  void set_deadline(SteadyClock::time_point at);
  void wait_for_deadline(SteadyClock::time_point at);

  std::unique_ptr<Stream> stream_;
  Timer timer_;
  Role role_;
  harness::Bounds bounds_;
  harness::Tap* tap_;
  onem2m::Association association_;
  Buffer buffer_;
  SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
  bool waiting_ = false;  ///< the timer runs
  bool expired_ = false;
  bool open_ = true;
};

extern template Awaitable<Received<Request>> Connection::receive<Request>(Patience patience);
extern template Awaitable<Received<Response>> Connection::receive<Response>(Patience patience);

}  // namespace plumbline::adapters::http
