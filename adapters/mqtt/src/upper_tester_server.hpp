/// @file
/// The role of an upper tester: takes commands from its topics, and publishes the answers.

#pragma once

#include "plumbline/adapters/loop/loop.hpp"
#include "plumbline/adapters/mqtt/upper_tester_topic.hpp"
#include "plumbline/harness/transport.hpp"

#include "redelivery.hpp"
#include "role_tap.hpp"
#include "station.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace plumbline::adapters::mqtt {

class UpperTesterServer final : public Role,
                                public loop::Participant,
                                public std::enable_shared_from_this<UpperTesterServer> {
 public:
  /// `options` has an upper tester.
  UpperTesterServer(std::shared_ptr<Station> station,
                    std::shared_ptr<const harness::ListenOptions> options);

  /// As Receiver::open().
  [[nodiscard]] Result<void> open();

  [[nodiscard]] bool take(const Arrival& arrival) override;

  [[nodiscard]] bool drop(const Arrival& /*arrival*/) override { return false; }

  /// A tester that misses an answer commands again or gives up.
  void session_lost() override {}

  /// open() says so.
  void unreachable(const Error& /*error*/) override {}

  [[nodiscard]] bool receives_requests() const noexcept override { return false; }

  [[nodiscard]] bool waits() const noexcept override { return true; }

  void note(const std::string& event) override;
  void shut_down() override;

 private:
  /// How to answer one command.
  struct Service {
    std::string topic;  ///< of the answer
    std::uint64_t exchange = 0;
    RedeliveryWindow::Request request;
  };

  void carry_out(const Arrival& arrival, Service service);
  void answer(const Service& service, const harness::UpperTesterAnswer& answer);

  std::shared_ptr<Station> station_;
  std::shared_ptr<const harness::ListenOptions> options_;
  RoleTap tap_;
  std::string level_;  ///< of this entity
  RedeliveryWindow window_{RedeliveryWindow::Bounds{}};
  bool open_ = false;
};

}  // namespace plumbline::adapters::mqtt
