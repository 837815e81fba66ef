/// @file
/// Relays one TCP connection and keeps the octets of both directions; for tests.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace plumbline::adapters::http::testing {

class RecordingProxy {
 public:
  /// Listens on loopback and relays the first connection to `port`.
  explicit RecordingProxy(std::uint16_t port);
  RecordingProxy(const RecordingProxy&) = delete;
  RecordingProxy& operator=(const RecordingProxy&) = delete;
  RecordingProxy(RecordingProxy&&) = delete;
  RecordingProxy& operator=(RecordingProxy&&) = delete;
  ~RecordingProxy();

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

  /// Waits until both ends have closed. What went to the server, and what came back.
  struct Record {
    std::string to_server;
    std::string to_client;
  };

  [[nodiscard]] Record finish();

 private:
  void relay(std::uint16_t target);

  int listener_ = -1;
  std::uint16_t port_ = 0;
  Record record_;
  std::thread thread_;
};

}  // namespace plumbline::adapters::http::testing
