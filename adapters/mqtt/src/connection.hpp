/// @file
/// One connection of a client to its broker: Paho MQTT C++.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include "leg.hpp"
#include "mailbox.hpp"

#include <mqtt/async_client.h>

#include <cstdint>
#include <future>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace plumbline::adapters::mqtt {

/// Made for one attempt to connect; never reconnects, so that nothing is resent but by its owner.
/// All that happens arrives in the mailbox, with the connection's number, in the order of Paho's
/// threads; nothing does any more once this object is gone.
class Connection final : private paho::iaction_listener {
 public:
  /// `clean`: without a session that outlives the connection.
  Connection(std::shared_ptr<const Leg> leg,
             const std::string& client_id,
             bool clean,
             std::shared_ptr<Mailbox> mailbox);
  /// Says goodbye when it is connected.
  ~Connection() override = default;
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
  void on_success(const paho::token& token) override;
  void on_failure(const paho::token& token) override;

  void connect(const std::stop_token& over, std::promise<Result<void>>& started);
  [[nodiscard]] paho::connect_options options();
  void put(Event event) const;

  std::uint64_t number_;
  std::shared_ptr<const Leg> leg_;
  bool clean_;
  std::shared_ptr<Mailbox> mailbox_;
  std::string errors_;         ///< OpenSSL's; written and read on Paho's threads
  paho::ssl_options tls_;      ///< copies of it refer to its path of anchors
  std::jthread holder_;        ///< of what Paho's client refers to, so it ends after that
  paho::async_client client_;  ///< its end waits for a callback that is being called
};

}  // namespace plumbline::adapters::mqtt
