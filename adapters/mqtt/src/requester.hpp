/// @file
/// The role of an originator: publishes requests and gets their responses. With the client of the
/// upper tester that it holds, it is all that a harness::Client is.

#pragma once

#include "plumbline/adapters/loop/loop.hpp"
#include "plumbline/adapters/mqtt/payload.hpp"
#include "plumbline/harness/transport.hpp"

#include "role_tap.hpp"
#include "station.hpp"
#include "upper_tester_client.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace plumbline::adapters::mqtt {

class Requester final : public Role,
                        public loop::Participant,
                        public std::enable_shared_from_this<Requester> {
 public:
  struct Topics {
    std::string request;
    std::string response;
    std::string filter;  ///< what to subscribe to
  };

  Requester(std::shared_ptr<loop::Loop> loop,
            std::shared_ptr<Station> station,
            harness::ConnectOptions options,
            Topics topics,
            PayloadForm form);

  /// As harness::Client. A request that is sent again while it waits for its response, which only
  /// exchange_octets() would do, shares its request identifier: responses go to the oldest.
  void exchange(const onem2m::RequestPrimitive& request,
                harness::milliseconds deadline,
                harness::ExchangeCallback done);
  void exchange_octets(Bytes octets,
                       harness::RawThen then,
                       harness::milliseconds deadline,
                       harness::OctetsCallback done);

  void command(const harness::UpperTesterCommand& command,
               harness::milliseconds deadline,
               harness::UpperTesterCallback done) {
    upper_tester_->command(command, deadline, std::move(done));
  }

  [[nodiscard]] Bytes encode(const onem2m::RequestPrimitive& request) const;

  [[nodiscard]] onem2m::Association association() const { return station_->association(); }

  void disconnect();

  [[nodiscard]] bool take(const Arrival& arrival) override;
  [[nodiscard]] bool drop(const Arrival& arrival) override;
  void session_lost() override;
  void unreachable(const Error& error) override;

  [[nodiscard]] bool receives_requests() const noexcept override { return false; }

  [[nodiscard]] bool waits() const noexcept override { return !pending_.empty(); }

  void note(const std::string& event) override;
  void shut_down() override;

 private:
  using Callback = std::variant<harness::ExchangeCallback, harness::OctetsCallback>;

  /// A request without its response.
  struct Pending {
    std::string request_id;  ///< empty when there is none to be read
    Payload payload;
    std::uint64_t publication = 0;
    std::uint64_t exchange = 0;
    Callback done;
    std::unique_ptr<loop::Timer> deadline;
  };

  using Place = std::deque<Pending>::iterator;

  [[nodiscard]] std::optional<Error> refusal_of(const Pending& pending) const;
  void start(Pending pending,
             harness::milliseconds deadline,
             const onem2m::RequestPrimitive* primitive);
  [[nodiscard]] std::function<void()> telling(const Pending& pending,
                                              const onem2m::RequestPrimitive* primitive);
  void publish_what_the_broker_forgot();
  [[nodiscard]] Place find(const std::string& request_id);
  [[nodiscard]] Pending remove(const Place& place);
  void expire(std::uint64_t exchange);
  void complete(Pending pending,
                const Arrival& arrival,
                Result<onem2m::ResponsePrimitive> response);
  void refuse(Callback done, Error error);
  void refuse_all(const Error& error);

  std::shared_ptr<loop::Loop> loop_;
  std::shared_ptr<Station> station_;
  harness::ConnectOptions options_;
  std::shared_ptr<UpperTesterClient> upper_tester_;  ///< a role of its own, as long as this one
  Topics topics_;
  PayloadForm form_;
  RoleTap tap_;
  loop::Timer settled_;
  std::deque<Pending> pending_;  ///< oldest first
  bool joined_ = false;
  bool dead_ = false;  ///< no callback is called any more
};

}  // namespace plumbline::adapters::mqtt
