/// @file
/// What Paho's threads leave for the loop.

#pragma once

#include "plumbline/adapters/loop/asio.hpp"
#include "plumbline/core/bytes.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace plumbline::adapters::mqtt {

/// Something that happened to a connection.
struct Event {
  enum class Kind : std::uint8_t {
    connected,
    refused,  ///< the attempt to connect has failed
    lost,
    subscribed,
    not_subscribed,
    acknowledged,  ///< the broker has a publication
  };
  Kind kind{};
  std::uint64_t connection = 0;  ///< the number of the connection
  int token = 0;                 ///< of a subscription or a publication
  bool session_present = false;  ///< connected: the broker had kept the session
  std::string text;              ///< why
};

/// A message as it arrived.
struct Arrival {
  std::string topic;
  Bytes payload;
  bool retained = false;
};

/// Filled by any thread, emptied by the loop's.
class Mailbox {
 public:
  using Wake = std::function<void()>;

  /// `events` and `arrivals` are called from the loop when there is something to take.
  Mailbox(loop::asio::io_context& context, Wake events, Wake arrivals);

  void put(Event event);
  /// Drops what would be more than `kMostOctets` waiting.
  void put(Arrival arrival);

  [[nodiscard]] std::optional<Event> take_event();
  [[nodiscard]] std::optional<Arrival> take_arrival();
  /// How many arrivals were dropped since this was asked last.
  [[nodiscard]] std::size_t take_dropped();
  /// Blocks until there is an event; false when there is none at `until`.
  [[nodiscard]] bool await_event(loop::SteadyClock::time_point until);

  static constexpr std::size_t kMostOctets = std::size_t{64} << 20U;

 private:
  loop::asio::io_context& context_;
  Wake on_events_;
  Wake on_arrivals_;
  std::mutex mutex_;
  std::condition_variable there_is_one_;
  std::deque<Event> events_;
  std::deque<Arrival> arrivals_;
  std::size_t octets_ = 0;  ///< of the arrivals
  std::size_t dropped_ = 0;
};

}  // namespace plumbline::adapters::mqtt
