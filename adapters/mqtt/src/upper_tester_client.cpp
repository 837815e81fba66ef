#include "upper_tester_client.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/harness/upper_tester_frames.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

using harness::TapKind;
using Kind = UpperTesterTopic::Kind;

/// Numbers are drawn, so that those of an earlier tester with the same id do not come again.
constexpr std::size_t kNumberOctets = 16;

}  // namespace

UpperTesterClient::UpperTesterClient(std::shared_ptr<loop::Loop> loop,
                                     std::shared_ptr<Station> station,
                                     harness::ConnectOptions options)
    : loop_(std::move(loop)),
      station_(std::move(station)),
      options_(std::move(options)),
      tap_(options_.tap, station_) {}

void UpperTesterClient::command(const harness::UpperTesterCommand& command,
                                harness::milliseconds deadline,
                                harness::UpperTesterCallback done) {
  auto topics = topics_of_next();
  const auto joined = join();
  if (!topics || !joined) {
    refuse(std::move(done), topics ? joined.error() : topics.error());
    return;
  }
  const auto octets = harness::to_frame(command);
  const auto payload = std::make_shared<const Bytes>(octets.begin(), octets.end());
  Pending pending{.exchange = station_->next_exchange(),
                  .done = std::move(done),
                  .deadline = std::make_unique<loop::Timer>(loop_->context(), deadline)};
  pending.deadline->async_wait(
      [weak = weak_from_this(), topic = topics.value().answer](loop::error_code error) {
        if (const auto self = weak.lock(); self != nullptr && !error) {
          self->expire(topic);
        }
      });
  tap_.octets({.kind = TapKind::request,
               .sent = true,
               .exchange = pending.exchange,
               .topic = topics.value().command,
               .payload = *payload});
  pending.publication = station_->publish(std::move(topics.value().command), payload);
  pending_.emplace(std::move(topics.value().answer), std::move(pending));
  station_->open();
}

Result<UpperTesterClient::Topics> UpperTesterClient::topics_of_next() {
  UpperTesterTopic topic{.tester = options_.entity_id,
                         .entity = options_.peer_id,
                         .number = to_hex(random_.bytes(kNumberOctets))};
  Topics topics;
  PLUMBLINE_TRY(topics.command, make_topic(topic, options_.address.path));
  topic.kind = Kind::answer;
  PLUMBLINE_TRY(topics.answer, make_topic(topic, options_.address.path));
  return topics;
}

Result<void> UpperTesterClient::join() {
  PLUMBLINE_TRY(const auto filter, answer_filter(options_.entity_id, options_.address.path));
  if (!std::exchange(joined_, true)) {
    station_->join(*this);
    station_->subscribe(filter);
  }
  return success();
}

bool UpperTesterClient::take(const Arrival& arrival) {
  const auto place = pending_.find(arrival.topic);
  if (place == pending_.end()) {
    return false;  // perhaps another tester of this entity waits for it
  }
  const auto self = shared_from_this();
  tap_.octets({.kind = TapKind::response,
               .exchange = place->second.exchange,
               .topic = arrival.topic,
               .payload = arrival.payload});
  remove(place)(harness::parse_answer_frame(as_text(arrival.payload)));
  return true;
}

bool UpperTesterClient::drop(const Arrival& arrival) {
  const auto topic = parse_upper_tester_topic(arrival.topic, options_.address.path);
  if (!topic) {
    return false;
  }
  note("dropped an answer: nobody waits for that of command " + quoted_name(topic.value().number));
  return true;
}

harness::UpperTesterCallback UpperTesterClient::remove(const Place& place) {
  auto pending = std::move(place->second);
  pending_.erase(place);
  pending.deadline->cancel();
  station_->withdraw(pending.publication);
  return std::move(pending.done);
}

void UpperTesterClient::expire(const std::string& topic) {
  if (const auto place = pending_.find(topic); place != pending_.end()) {
    refuse(remove(place), fail(Errc::timed_out, "upper tester: deadline passed"));
  }
}

void UpperTesterClient::unreachable(const Error& error) {
  refuse_all(error);
}

void UpperTesterClient::disconnect() {
  refuse_all(fail(Errc::unreachable, "disconnected"));
  if (std::exchange(joined_, false)) {
    station_->leave(*this);
  }
}

void UpperTesterClient::shut_down() {
  dead_ = true;
  tap_.detach();
  disconnect();
}

void UpperTesterClient::refuse(harness::UpperTesterCallback done, Error error) {
  // Posted: no callback from within the call that starts a command.
  loop::asio::post(loop_->context(),
                   [self = shared_from_this(), done = std::move(done), error = std::move(error)] {
                     if (!self->dead_) {
                       done(error);
                     }
                   });
}

void UpperTesterClient::refuse_all(const Error& error) {
  while (!pending_.empty()) {
    refuse(remove(pending_.begin()), error);
  }
}

void UpperTesterClient::note(const std::string& event) {
  tap_.event(event);
}

}  // namespace plumbline::adapters::mqtt
