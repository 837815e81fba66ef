/// @file
/// The role of a receiver: takes requests from its topics, and publishes the answers.

#pragma once

#include "plumbline/adapters/loop/loop.hpp"
#include "plumbline/adapters/mqtt/payload.hpp"
#include "plumbline/harness/transport.hpp"

#include "redelivery.hpp"
#include "role_tap.hpp"
#include "station.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace plumbline::adapters::mqtt {

class Receiver final : public Role,
                       public loop::Participant,
                       public std::enable_shared_from_this<Receiver> {
 public:
  Receiver(std::shared_ptr<Station> station,
           std::shared_ptr<const harness::ListenOptions> options,
           Wrapping wrapping);

  /// Subscribes and blocks until that is in force. Errc::invalid_value for an entity id or a path
  /// that no topic can hold; Errc::io.
  [[nodiscard]] Result<void> open();

  [[nodiscard]] harness::Address address() const;

  [[nodiscard]] bool take(const Arrival& arrival) override;

  [[nodiscard]] bool drop(const Arrival& /*arrival*/) override { return false; }

  void session_lost() override;
  void unreachable(const Error& error) override;

  [[nodiscard]] bool receives_requests() const noexcept override { return true; }

  [[nodiscard]] bool waits() const noexcept override { return true; }

  void note(const std::string& event) override;
  void shut_down() override;

 private:
  /// How to answer one request.
  struct Service {
    std::string topic;  ///< of the response
    PayloadForm form;
    std::uint64_t exchange = 0;
    std::optional<RedeliveryWindow::Request> request;  ///< none: its redelivery is not recognised
  };

  void serve(const Topic& topic, const Arrival& arrival);
  void refuse(const Service& service, const Fault& fault);
  [[nodiscard]] bool is_repeated(const Service& service);
  void hand_over(Service service, const Topic& topic, onem2m::RequestPrimitive primitive);
  void deliver(const Service& service, harness::Reply reply);
  void answer(const Service& service, const onem2m::ResponsePrimitive& response);
  [[nodiscard]] bool try_to_answer(const Service& service,
                                   const onem2m::ResponsePrimitive& response);
  void send(const Service& service, Payload payload);
  void publish(const Service& service, Payload payload);

  std::shared_ptr<Station> station_;
  std::shared_ptr<const harness::ListenOptions> options_;
  Wrapping wrapping_;
  RoleTap tap_;
  std::string level_;  ///< of this entity
  RedeliveryWindow window_{RedeliveryWindow::Bounds{}};
  std::size_t in_service_ = 0;
  bool open_ = false;
};

}  // namespace plumbline::adapters::mqtt
