#include "upper_tester_server.hpp"

#include "plumbline/adapters/loop/answer_once.hpp"
#include "plumbline/adapters/mqtt/topic.hpp"
#include "plumbline/core/quoted_name.hpp"
#include "plumbline/harness/upper_tester_frames.hpp"

#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

using harness::TapKind;
using harness::UpperTesterAnswer;
using Kind = UpperTesterTopic::Kind;
using onem2m::Status;

UpperTesterAnswer refusal(Status status, std::string why) {
  return {.status = status, .output = {{"m2m:dbg", std::move(why)}}};
}

}  // namespace

UpperTesterServer::UpperTesterServer(std::shared_ptr<Station> station,
                                     std::shared_ptr<const harness::ListenOptions> options)
    : station_(std::move(station)),
      options_(std::move(options)),
      tap_(options_->tap, station_) {}

Result<void> UpperTesterServer::open() {
  PLUMBLINE_TRY(level_, level_of(options_->entity_id));
  PLUMBLINE_TRY(const auto filter, command_filter(options_->entity_id, options_->path));
  open_ = true;
  station_->join(*this);
  station_->subscribe(filter);
  return station_->open_now();
}

bool UpperTesterServer::take(const Arrival& arrival) {
  auto topic = parse_upper_tester_topic(arrival.topic, options_->path);
  if (!open_ || !topic || topic.value().kind != Kind::command ||
      level_of(topic.value().entity).value() != level_) {
    return false;
  }
  const auto self = shared_from_this();  // the handler may end the listener
  Service service{
      .topic = {},
      .exchange = station_->next_exchange(),
      .request = {.originator = topic.value().tester, .request_id = topic.value().number}};
  tap_.octets({.kind = TapKind::request,
               .exchange = service.exchange,
               .topic = arrival.topic,
               .payload = arrival.payload});
  topic.value().kind = Kind::answer;
  service.topic = make_topic(topic.value(), options_->path).value();
  const auto known = window_.admit(service.request, loop::SteadyClock::now());
  if (known.seen == RedeliveryWindow::Seen::never) {
    carry_out(arrival, std::move(service));
  } else {
    note("command delivered again: " + quoted_name(service.request.request_id));
    if (known.answer != nullptr) {
      station_->publish(service.topic, known.answer);
    }
  }
  return true;
}

void UpperTesterServer::carry_out(const Arrival& arrival, Service service) {
  auto command = harness::parse_command_frame(as_text(arrival.payload));
  if (!command) {
    answer(service, refusal(Status::bad_request, command.error().detail));
    return;
  }
  auto replier = loop::answer_once<UpperTesterAnswer>(
      [weak = weak_from_this(), service = std::move(service)](const UpperTesterAnswer& given) {
        if (const auto self = weak.lock()) {
          self->answer(service, given);
        }
      },
      refusal(Status::internal_server_error, "no answer was given"));
  const auto options = options_;
  options->upper_tester(std::move(command).value(), std::move(replier));
}

void UpperTesterServer::answer(const Service& service, const UpperTesterAnswer& given) {
  if (!open_) {
    return;
  }
  const auto text = harness::to_frame(given);
  const auto payload = std::make_shared<const Bytes>(text.begin(), text.end());
  tap_.octets({.kind = TapKind::response,
               .sent = true,
               .exchange = service.exchange,
               .topic = service.topic,
               .payload = *payload});
  window_.answered(service.request, payload);
  station_->publish(service.topic, payload);
}

void UpperTesterServer::note(const std::string& event) {
  tap_.event(event);
}

void UpperTesterServer::shut_down() {
  tap_.detach();
  if (std::exchange(open_, false)) {
    station_->leave(*this);
  }
}

}  // namespace plumbline::adapters::mqtt
