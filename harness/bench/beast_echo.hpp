/// @file
/// The yardstick of the HTTP binding: client and server as bare as Beast lets them be.

#pragma once

#include "exchanges.hpp"

#include <memory>

namespace plumbline::bench {

/// A server on loopback and its clients, one keep-alive connection each, on one event loop. A
/// client writes a primitive, the server parses it and writes its content back, the client parses
/// that and goes on with the next. No deadline, no check of any header, no tap.
class BeastEcho {
 public:
  /// `content` is what every request carries.
  BeastEcho(std::size_t connections, const Json& content);
  ~BeastEcho();
  BeastEcho(const BeastEcho&) = delete;
  BeastEcho& operator=(const BeastEcho&) = delete;
  BeastEcho(BeastEcho&&) = delete;
  BeastEcho& operator=(BeastEcho&&) = delete;

  /// Runs until one more exchange is over, whosever. Throws when one has failed.
  void complete_one();

  [[nodiscard]] Latencies& latencies() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::bench
