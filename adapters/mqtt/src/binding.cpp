#include "plumbline/adapters/mqtt/binding.hpp"

#include "plumbline/adapters/loop/handles.hpp"
#include "plumbline/adapters/mqtt/topic.hpp"

#include "nudger.hpp"
#include "receiver.hpp"
#include "requester.hpp"
#include "station.hpp"
#include "upper_tester_server.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

class MqttListener final : public harness::Listener {
 public:
  MqttListener(std::shared_ptr<Receiver> receiver, std::shared_ptr<UpperTesterServer> upper_tester)
      : receiver_(std::move(receiver)),
        upper_tester_(std::move(upper_tester)) {}

  [[nodiscard]] harness::Address address() const override { return receiver_->address(); }

  /// Blocks until the broker has the subscriptions. Errors as Receiver::open().
  [[nodiscard]] Result<void> open(bool is_upper_tester) {
    PLUMBLINE_TRY(receiver_->open());
    return is_upper_tester ? upper_tester_->open() : success();
  }

 private:
  loop::Owned<Receiver> receiver_;
  loop::Owned<UpperTesterServer> upper_tester_;  ///< open only where there is one
};

Result<Requester::Topics> topics_of(const harness::ConnectOptions& options) {
  const auto& path = options.address.path;
  Topic topic{.originator = options.entity_id,
              .receiver = options.peer_id,
              .serialization = options.serialization};
  if (is_credential_id(topic.originator)) {
    topic.kind = TopicKind::registration_request;
  }
  Requester::Topics topics;
  PLUMBLINE_TRY(topics.request, make_topic(topic, path));
  topic.kind = counterpart(topic.kind);
  PLUMBLINE_TRY(topics.response, make_topic(topic, path));
  PLUMBLINE_TRY(topics.filter, response_filter(topic.originator, path));
  return topics;
}

Wrapping wrapping_for(const harness::Dialect& dialect) {
  return dialect.declares(harness::Deviation::wrapped_primitives) ? Wrapping::wrapped
                                                                  : Wrapping::bare;
}

class MqttBinding final : public loop::Binding {
 public:
  MqttBinding(std::shared_ptr<loop::Loop> loop, MqttOptions options)
      : loop_(std::move(loop)),
        options_(options),
        nudger_(std::make_shared<Nudger>(*loop_)) {}

  [[nodiscard]] std::string_view name() const override { return "mqtt"; }

  [[nodiscard]] Result<std::unique_ptr<harness::Listener>> listen(
      harness::ListenOptions options) override {
    if (options.tls) {
      return fail(Errc::malformed, "mqtt: a listener is a client of its broker: broker_tls");
    }
    const harness::Address broker{.scheme = options.broker_tls ? "mqtts" : "mqtt",
                                  .host = options.host,
                                  .port = options.port,
                                  .path = {}};
    PLUMBLINE_TRY(auto leg, Leg::make(broker, options.broker_tls));
    PLUMBLINE_TRY(auto station,
                  station_of(std::move(leg), options.entity_id, options.bounds.handshake));
    if (station->receives_requests()) {
      return fail(Errc::conflict, "mqtt: " + options.entity_id + " listens already");
    }
    const bool is_upper_tester = static_cast<bool>(options.upper_tester);
    const auto shared = std::make_shared<const harness::ListenOptions>(std::move(options));
    auto receiver = std::make_shared<Receiver>(station, shared, wrapping_for(shared->dialect));
    auto upper_tester = std::make_shared<UpperTesterServer>(std::move(station), shared);
    auto listener = std::make_unique<MqttListener>(receiver, upper_tester);
    PLUMBLINE_TRY(listener->open(is_upper_tester));
    loop_->add(receiver);
    loop_->add(upper_tester);
    return std::unique_ptr<harness::Listener>{std::move(listener)};
  }

  [[nodiscard]] Result<std::unique_ptr<harness::Client>> connect(
      harness::ConnectOptions options) override {
    PLUMBLINE_TRY(auto topics, topics_of(options));
    PLUMBLINE_TRY(auto leg, Leg::make(options.address, options.tls));
    PLUMBLINE_TRY(auto station,
                  station_of(std::move(leg), options.entity_id, options.bounds.handshake));
    const PayloadForm form{.serialization = options.serialization,
                           .wrapping = wrapping_for(options.dialect),
                           .octets = options.bounds.body_octets};
    auto requester = std::make_shared<Requester>(
        loop_, std::move(station), std::move(options), std::move(topics), form);
    loop_->add(requester);
    return loop::client_of(std::move(requester));
  }

 private:
  /// The one that there is for that entity at that broker, or a new one.
  [[nodiscard]] Result<std::shared_ptr<Station>> station_of(Leg leg,
                                                            std::string_view entity,
                                                            harness::milliseconds patience) {
    PLUMBLINE_TRY(auto client_id, client_id_of(entity));
    std::erase_if(stations_, [](const auto& known) { return known.expired(); });
    for (const auto& weak : stations_) {
      auto known = weak.lock();
      if (known != nullptr && known->client_id() == client_id && known->leg() == leg) {
        return known;
      }
    }
    auto station = std::make_shared<Station>(
        loop_,
        Station::Options{.leg = std::make_shared<const Leg>(std::move(leg)),
                         .nudger = nudger_,
                         .client_id = std::move(client_id),
                         .patience = patience,
                         .fresh = options_.fresh_sessions});
    stations_.push_back(station);
    loop_->add(station);
    return station;
  }

  std::shared_ptr<loop::Loop> loop_;
  MqttOptions options_;
  std::shared_ptr<Nudger> nudger_;
  std::vector<std::weak_ptr<Station>> stations_;
};

}  // namespace

loop::BindingFactory mqtt_binding(MqttOptions options) {
  return [options](std::shared_ptr<loop::Loop> loop) {
    return std::make_unique<MqttBinding>(std::move(loop), options);
  };
}

}  // namespace plumbline::adapters::mqtt
