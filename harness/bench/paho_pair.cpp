#include "paho_pair.hpp"

#include "send_at_once.hpp"
#include "waker.hpp"

#include <mqtt/async_client.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::bench {
namespace {

namespace paho = ::mqtt;

constexpr int kAtLeastOnce = 1;
constexpr int kMostWaiting = 1000;  // for the broker; 100 if it is not said
const std::string kRequests{"/oneM2M/req/"};
const std::string kResponses{"/oneM2M/resp/"};

void await(const paho::token_ptr& token) {
  while (!token->wait_for(std::chrono::milliseconds{3})) {
    adapters::mqtt::wake_paho();
  }
}

/// The primitive that our client writes.
Json request_with(const Json& content) {
  return Json{{"op", 1},
              {"to", "/cse-a/cse"},
              {"fr", "Cae"},
              {"rqi", "r1"},
              {"rvi", "3"},
              {"ty", 4},
              {"pc", content}};
}

std::string response_to(const std::string& text) {
  auto request = Json::parse(text);
  const Json response{{"rsc", 2000},
                      {"rqi", std::move(request["rqi"])},
                      {"rvi", std::move(request["rvi"])},
                      {"pc", std::move(request["pc"])}};
  return response.dump();
}

/// A client that is connected and subscribed.
class Connected {
 public:
  using Take = std::function<void(paho::async_client&, const paho::message&)>;

  Connected(const harness::Address& broker,
            const std::string& id,
            const std::string& filter,
            Take take)
      : client_("tcp://127.0.0.1:" + std::to_string(broker.port),
                id,
                paho::create_options{MQTTVERSION_3_1_1, kMostWaiting}) {
    client_.set_message_callback(
        [this, take = std::move(take)](const auto& message) { take(client_, *message); });
    await(client_.connect());
    adapters::mqtt::send_at_once(broker.port);
    await(client_.subscribe(filter, kAtLeastOnce));
  }

  ~Connected() { await(client_.disconnect()); }

  Connected(const Connected&) = delete;
  Connected& operator=(const Connected&) = delete;
  Connected(Connected&&) = delete;
  Connected& operator=(Connected&&) = delete;

  [[nodiscard]] paho::async_client& client() noexcept { return client_; }

 private:
  paho::async_client client_;
};

void publish(paho::async_client& client, const paho::string_ref& topic, std::string payload) {
  client.publish(topic, std::move(payload), kAtLeastOnce, false);
}

void answer(paho::async_client& client, const paho::message& request) {
  publish(client,
          kResponses + request.get_topic().substr(kRequests.size()),
          response_to(request.get_payload_ref().str()));
}

}  // namespace

struct PahoPair::State {
  using Clock = Latencies::Clock;

  /// A client that asks, one request after the other.
  struct Asker {
    Asker(State& owner, const harness::Address& broker, const std::string& level)
        : state(owner),
          topic(kRequests + level + "/cse-a/json"),
          connected(broker,
                    "A::" + level,
                    kResponses + level + "/#",
                    [this](paho::async_client& /*client*/, const paho::message& response) {
                      take(response);
                    }) {}

    void ask() {
      asked = Clock::now();
      publish(connected.client(), topic, state.request.dump());
    }

    void take(const paho::message& response) {
      const bool right =
          Json::parse(response.get_payload_ref().str()).at("pc") == state.request.at("pc");
      if (state.goes_on_after(Clock::now() - asked, right)) {
        ask();
      }
    }

    State& state;
    paho::string_ref topic;
    Clock::time_point asked;
    Connected connected;
  };

  State(const harness::Address& broker, std::size_t clients, const Json& content)
      : request(request_with(content)),
        receiver(broker, "C::cse-a", kRequests + "+/cse-a/#", answer) {
    for (std::size_t i = 0; i < clients; ++i) {
      askers.push_back(std::make_unique<Asker>(*this, broker, "cse-a:Cae" + std::to_string(i)));
    }
    asking = clients;
    for (const auto& asker : askers) {
      asker->ask();
    }
  }

  ~State() {
    std::unique_lock lock{mutex};
    over = true;
    there_is_one.wait_for(lock, kDeadline, [this] { return asking == 0; });
  }

  State(const State&) = delete;
  State& operator=(const State&) = delete;
  State(State&&) = delete;
  State& operator=(State&&) = delete;

  [[nodiscard]] bool goes_on_after(Clock::duration exchange, bool right) {
    const std::lock_guard lock{mutex};
    failed = failed || !right;
    taken.push_back(exchange);
    asking -= over ? 1 : 0;
    there_is_one.notify_one();
    return !over;
  }

  const Json request;
  Latencies latencies;
  std::mutex mutex;  ///< of the next five
  std::condition_variable there_is_one;
  std::deque<Clock::duration> taken;  ///< by exchanges that nobody has counted
  std::size_t asking = 0;
  bool failed = false;
  bool over = false;
  Connected receiver;
  std::vector<std::unique_ptr<Asker>> askers;
};

PahoPair::PahoPair(const harness::Address& broker, std::size_t clients, const Json& content)
    : state_(std::make_unique<State>(broker, clients, content)) {}

PahoPair::~PahoPair() = default;

Latencies& PahoPair::latencies() noexcept {
  return state_->latencies;
}

void PahoPair::complete_one() {
  std::unique_lock lock{state_->mutex};
  const bool in_time = state_->there_is_one.wait_for(
      lock, kDeadline, [this] { return state_->failed || !state_->taken.empty(); });
  require(in_time && !state_->failed, "Paho pair");
  state_->latencies.add(state_->taken.front());
  state_->taken.pop_front();
}

}  // namespace plumbline::bench
