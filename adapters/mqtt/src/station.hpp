/// @file
/// An entity at its broker: the session that all its roles share, over any number of connections.

#pragma once

#include "plumbline/adapters/loop/loop.hpp"
#include "plumbline/core/result.hpp"

#include "connection.hpp"
#include "leg.hpp"
#include "mailbox.hpp"
#include "nudger.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::adapters::mqtt {

/// What an entity does at the broker: it receives requests, or it sends them and gets responses.
class Role {
 public:
  Role() = default;
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;
  Role(Role&&) = delete;
  Role& operator=(Role&&) = delete;
  virtual ~Role() = default;

  /// False when the message is not for this role.
  [[nodiscard]] virtual bool take(const Arrival& arrival) = 0;
  /// Tells the tap of a message on this role's topics that no role took. False when it is on none
  /// of them.
  [[nodiscard]] virtual bool drop(const Arrival& arrival) = 0;
  /// The broker is back without the session: what it had acknowledged may be lost.
  virtual void session_lost() = 0;
  /// The first connection could not be made. Calls nobody back from within.
  virtual void unreachable(const Error& error) = 0;
  [[nodiscard]] virtual bool receives_requests() const noexcept = 0;
  /// Whether something may arrive for it.
  [[nodiscard]] virtual bool waits() const noexcept = 0;
  /// Tells the tap.
  virtual void note(const std::string& event) = 0;
};

using Payload = std::shared_ptr<const Bytes>;

/// Keeps what is to be published until the broker has acknowledged it, connects again when the
/// connection is lost, and then subscribes again and publishes again: at least once (QoS 1). The
/// first connection has to succeed, though. While no role waits for anything a lost connection is
/// not replaced: the same entity may have come with another credential, and a broker lets a client
/// id connect once.
class Station : public loop::Participant, public std::enable_shared_from_this<Station> {
 public:
  struct Options {
    std::shared_ptr<const Leg> leg;
    std::shared_ptr<Nudger> nudger;
    std::string client_id;
    std::chrono::milliseconds patience{};  ///< for one attempt to connect and to subscribe
    bool fresh = false;                    ///< makes the broker forget an earlier session first
  };

  Station(std::shared_ptr<loop::Loop> loop, Options options);

  /// Both may be called from within a callback of a role. The last one that leaves disconnects.
  void join(Role& role);
  void leave(Role& role);

  /// Takes effect with the next open(), at once when that was called before.
  void subscribe(const std::string& filter);
  /// Connects if need be; roles learn what becomes of it.
  void open();
  /// Blocks until what was subscribed to is in force; tries a few times. Errc::io.
  [[nodiscard]] Result<void> open_now();

  /// Publishes now or when there is a connection; the number says which. `sent` is called when it
  /// goes out for the first time.
  std::uint64_t publish(std::string topic, Payload payload, std::function<void()> sent = {});
  /// Nobody is interested in that publication any more.
  void withdraw(std::uint64_t publication);
  /// Whether the broker has not acknowledged it yet.
  [[nodiscard]] bool is_waiting(std::uint64_t publication) const;

  [[nodiscard]] const Leg& leg() const noexcept { return *options_.leg; }

  [[nodiscard]] const std::string& client_id() const noexcept { return options_.client_id; }

  /// Whether one of its roles does.
  [[nodiscard]] bool receives_requests() const noexcept;

  /// With the broker; not secured while there is no connection.
  [[nodiscard]] onem2m::Association association() const;

  /// For the tap: stays the same over all connections.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

  std::uint64_t next_exchange() noexcept { return ++exchange_; }

  /// Why there is no connection; empty when there is one.
  [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }

  void shut_down() override;

 private:
  enum class State : std::uint8_t { idle, connecting, subscribing, ready, waiting };

  struct Publication {
    std::string topic;
    Payload payload;
    std::function<void()> tell;  ///< whom, when it goes out for the first time
    bool sent = false;           ///< on the connection that there is
  };

  void make_mailbox();
  void connect();
  void disconnect();
  void take_events();
  void take_arrivals();
  void handle(const Event& event);
  void connected(bool session_present);
  void subscribe_on_connection(const std::string& filter);
  void become_ready();
  void send(std::uint64_t number, Publication& publication);
  void acknowledged(int token);
  void broken(const std::string& why);
  void route(const Arrival& arrival);
  void note(const std::string& event);
  void wake_after(std::chrono::milliseconds delay);
  void woken();
  [[nodiscard]] bool waits_for_paho() const;
  void nudge();
  void await_connection(loop::SteadyClock::time_point until);

  std::shared_ptr<loop::Loop> loop_;
  Options options_;
  std::uint64_t number_;
  std::shared_ptr<Mailbox> mailbox_;
  loop::Timer timer_;
  bool nudging_ = false;
  std::vector<Role*> roles_;
  std::vector<std::string> filters_;
  std::unique_ptr<Connection> connection_;
  State state_ = State::idle;
  bool was_ready_ = false;        ///< since it was opened
  bool resumed_ = false;          ///< the broker had kept the session
  bool wiped_ = false;            ///< Options::fresh is done
  std::size_t unsubscribed_ = 0;  ///< filters that the broker has not confirmed
  std::chrono::milliseconds delay_{0};
  std::string trouble_;
  std::map<std::uint64_t, Publication> outbox_;
  std::map<int, std::uint64_t> tokens_;
  std::uint64_t publication_ = 0;
  std::uint64_t exchange_ = 0;
};

}  // namespace plumbline::adapters::mqtt
