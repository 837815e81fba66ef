#include "paho_pair.hpp"

#include "send_at_once.hpp"
#include "wake_paho.hpp"

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

using Clock = Latencies::Clock;

class PahoPair final : public Pair {
 public:
  PahoPair(const harness::Address& broker, std::size_t clients, const Json& content)
      : request_(request_with(content)),
        receiver_(broker, "C::cse-a", kRequests + "+/cse-a/#", answer) {
    for (std::size_t i = 0; i < clients; ++i) {
      askers_.push_back(std::make_unique<Asker>(*this, broker, "cse-a:Cae" + std::to_string(i)));
    }
    asking_ = clients;
    for (const auto& asker : askers_) {
      asker->ask();
    }
  }

  ~PahoPair() override {
    std::unique_lock lock{mutex_};
    over_ = true;
    there_is_one_.wait_for(lock, kDeadline, [this] { return asking_ == 0; });
  }

  PahoPair(const PahoPair&) = delete;
  PahoPair& operator=(const PahoPair&) = delete;
  PahoPair(PahoPair&&) = delete;
  PahoPair& operator=(PahoPair&&) = delete;

  void complete_one() override {
    std::unique_lock lock{mutex_};
    const bool in_time =
        there_is_one_.wait_for(lock, kDeadline, [this] { return failed_ || !taken_.empty(); });
    require(in_time && !failed_, "Paho pair");
    latencies().add(taken_.front());
    taken_.pop_front();
  }

 private:
  /// A client that asks, one request after the other.
  class Asker {
   public:
    Asker(PahoPair& pair, const harness::Address& broker, const std::string& level)
        : pair_(pair),
          topic_(kRequests + level + "/cse-a/json"),
          connected_(broker,
                     "A::" + level,
                     kResponses + level + "/#",
                     [this](paho::async_client& /*client*/, const paho::message& response) {
                       take(response);
                     }) {}

    void ask() {
      asked_ = Clock::now();
      publish(connected_.client(), topic_, pair_.request_.dump());
    }

   private:
    void take(const paho::message& response) {
      const bool right =
          Json::parse(response.get_payload_ref().str()).at("pc") == pair_.request_.at("pc");
      if (pair_.goes_on_after(Clock::now() - asked_, right)) {
        ask();
      }
    }

    PahoPair& pair_;
    paho::string_ref topic_;
    Clock::time_point asked_;
    Connected connected_;
  };

  [[nodiscard]] bool goes_on_after(Clock::duration exchange, bool right) {
    const std::lock_guard lock{mutex_};
    failed_ = failed_ || !right;
    taken_.push_back(exchange);
    asking_ -= over_ ? 1 : 0;
    there_is_one_.notify_one();
    return !over_;
  }

  const Json request_;
  std::mutex mutex_;  ///< of the next five
  std::condition_variable there_is_one_;
  std::deque<Clock::duration> taken_;  ///< by exchanges that nobody has counted
  std::size_t asking_ = 0;
  bool failed_ = false;
  bool over_ = false;
  Connected receiver_;
  std::vector<std::unique_ptr<Asker>> askers_;
};

}  // namespace

std::unique_ptr<Pair> make_paho_pair(const harness::Address& broker,
                                     std::size_t clients,
                                     const Json& content) {
  return std::make_unique<PahoPair>(broker, clients, content);
}

}  // namespace plumbline::bench
