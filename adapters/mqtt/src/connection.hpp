/// @file
/// One connection of a client to its broker: Paho's asynchronous C interface.
///
/// Its C++ interface 1.2.0 lets the TLS options die while the handshake still refers to them.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include "leg.hpp"
#include "mailbox.hpp"

#include <MQTTAsync.h>

#include <cstdint>
#include <memory>
#include <string>

namespace plumbline::adapters::mqtt {

/// Made for one attempt to connect; never reconnects, so that nothing is resent but by its owner.
/// All that happens arrives in the mailbox, with the connection's number, in the order of Paho's
/// threads; nothing does any more once this object is gone.
class Connection {
 public:
  /// `clean`: without a session that outlives the connection.
  Connection(std::shared_ptr<const Leg> leg,
             const std::string& client_id,
             bool clean,
             std::shared_ptr<Mailbox> mailbox);
  /// Says goodbye when it is connected.
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&&) = delete;
  Connection& operator=(Connection&&) = delete;

  /// Unique within the process.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

  /// Starts to connect. Errc::unreachable when that cannot even start.
  [[nodiscard]] Result<void> open();
  /// These give the token of the event to come, or Errc::unreachable.
  [[nodiscard]] Result<int> subscribe(const std::string& filter);
  [[nodiscard]] Result<int> publish(const std::string& topic, ByteView payload);

 private:
  static void on_connected(void* self, MQTTAsync_successData* data);
  static void on_refused(void* self, MQTTAsync_failureData* data);
  static void on_lost(void* self, char* cause);
  static void on_subscribed(void* self, MQTTAsync_successData* data);
  static void on_not_subscribed(void* self, MQTTAsync_failureData* data);
  static void on_acknowledged(void* self, MQTTAsync_successData* data);
  static int on_arrival(void* self, char* topic, int topic_size, MQTTAsync_message* message);

  void put(Event event) const;

  std::uint64_t number_;
  std::shared_ptr<const Leg> leg_;
  bool clean_;
  std::shared_ptr<Mailbox> mailbox_;
  std::string errors_;  ///< written and read on Paho's threads
  MQTTAsync handle_ = nullptr;
};

}  // namespace plumbline::adapters::mqtt
