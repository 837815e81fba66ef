#include "requester.hpp"

#include "plumbline/core/quoted_name.hpp"

#include "declared_form.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace plumbline::adapters::mqtt {
namespace {

using harness::TapKind;

/// Requests of one client that may wait for their responses at once.
constexpr std::size_t kMostOutstanding = 1024;
/// Until the peer, too, is back at a broker that has lost all sessions: before, nobody is
/// subscribed to what is published there.
constexpr std::chrono::milliseconds kSettling{1500};

Payload shared(Bytes octets) {
  return std::make_shared<const Bytes>(std::move(octets));
}

}  // namespace

Requester::Requester(std::shared_ptr<loop::Loop> loop,
                     std::shared_ptr<Station> station,
                     harness::ConnectOptions options,
                     Topics topics,
                     PayloadForm form)
    : loop_(std::move(loop)),
      station_(std::move(station)),
      options_(std::move(options)),
      upper_tester_(std::make_shared<UpperTesterClient>(loop_, station_, options_)),
      topics_(std::move(topics)),
      form_(form),
      tap_(options_.tap, station_),
      settled_(loop_->context()) {}

void Requester::exchange(const onem2m::RequestPrimitive& request,
                         harness::milliseconds deadline,
                         harness::ExchangeCallback done) {
  auto encoded = encode_request(request, form_);
  if (!encoded) {
    refuse(std::move(done), encoded.error());
    return;
  }
  Pending pending{.request_id = request.request_id,
                  .payload = shared(std::move(encoded).value()),
                  .done = std::move(done)};
  start(std::move(pending), deadline, &request);
}

void Requester::exchange_octets(Bytes octets,
                                harness::RawThen then,
                                harness::milliseconds deadline,
                                harness::OctetsCallback done) {
  if (then == harness::RawThen::reset) {  // nothing is awaited
    loop::asio::post(loop_->context(), [self = shared_from_this(), done = std::move(done)] {
      if (!self->dead_) {
        done(Bytes{});
      }
    });
    done = [](const Result<Bytes>&) {};
  }
  Pending pending{.request_id = request_id_in(octets, form_),
                  .payload = shared(std::move(octets)),
                  .done = std::move(done)};
  start(std::move(pending), deadline, nullptr);
}

Bytes Requester::encode(const onem2m::RequestPrimitive& request) const {
  auto encoded = encode_request(request, form_);
  return encoded ? std::move(encoded).value() : Bytes{};
}

std::optional<Error> Requester::refusal_of(const Pending& pending) const {
  if (pending_.size() >= kMostOutstanding) {
    return fail(Errc::too_large,
                "over " + std::to_string(kMostOutstanding) + " outstanding requests");
  }
  if (pending.payload->size() > form_.octets) {
    return fail(Errc::too_large, "payload: over " + std::to_string(form_.octets) + " octets");
  }
  return std::nullopt;
}

void Requester::start(Pending pending,
                      harness::milliseconds deadline,
                      const onem2m::RequestPrimitive* primitive) {
  if (dead_) {
    return;
  }
  if (auto refusal = refusal_of(pending)) {
    refuse(std::move(pending.done), *std::move(refusal));
    return;
  }
  if (!std::exchange(joined_, true)) {
    station_->join(*this);
    station_->subscribe(topics_.filter);
  }
  pending.exchange = station_->next_exchange();
  pending.deadline = std::make_unique<loop::Timer>(loop_->context(), deadline);
  pending.deadline->async_wait(
      [weak = weak_from_this(), exchange = pending.exchange](loop::error_code error) {
        if (const auto self = weak.lock(); self != nullptr && !error) {
          self->expire(exchange);
        }
      });
  Pending& waiting = pending_.emplace_back(std::move(pending));
  waiting.publication =
      station_->publish(topics_.request, waiting.payload, telling(waiting, primitive));
  station_->open();
}

// The tap sees what goes out, when it does, within the association that there is then.
std::function<void()> Requester::telling(const Pending& pending,
                                         const onem2m::RequestPrimitive* primitive) {
  if (!tap_.listens()) {
    return {};
  }
  return [weak = weak_from_this(),
          exchange = pending.exchange,
          payload = pending.payload,
          shown = primitive == nullptr ? std::optional<Json>{} : to_json(*primitive)] {
    if (const auto self = weak.lock(); self != nullptr && self->tap_.listens()) {
      self->tap_.record({.kind = shown ? TapKind::request : TapKind::octets,
                         .sent = true,
                         .exchange = exchange,
                         .topic = self->topics_.request,
                         .payload = *payload},
                        shown);
    }
  };
}

Requester::Place Requester::find(const std::string& request_id) {
  return std::ranges::find(pending_, request_id, &Pending::request_id);
}

Requester::Pending Requester::remove(const Place& place) {
  auto pending = std::move(*place);
  pending_.erase(place);
  pending.deadline->cancel();
  station_->withdraw(pending.publication);
  return pending;
}

void Requester::expire(std::uint64_t exchange) {
  const auto place = std::ranges::find(pending_, exchange, &Pending::exchange);
  if (place == pending_.end()) {
    return;
  }
  const auto& trouble = station_->trouble();
  auto pending = remove(place);
  note("deadline passed: no response to " + quoted_name(pending.request_id));
  refuse(std::move(pending.done),
         fail(Errc::timed_out,
              "response: deadline passed" + (trouble.empty() ? "" : "; broker " + trouble)));
}

bool Requester::take(const Arrival& arrival) {
  if (arrival.topic != topics_.response) {
    return false;
  }
  const auto self = shared_from_this();
  auto response = decode_declared(arrival.payload, form_, options_.dialect);
  const auto request_id =
      response ? response.value().request_id : request_id_in(arrival.payload, form_);
  const auto place = find(request_id);
  if (place == pending_.end()) {
    return false;  // perhaps another requester of the same entity waits for it
  }
  complete(remove(place), arrival, std::move(response));
  return true;
}

bool Requester::drop(const Arrival& arrival) {
  if (arrival.topic != topics_.response) {
    return false;
  }
  tap_.octets({.kind = TapKind::octets, .topic = arrival.topic, .payload = arrival.payload});
  note("dropped a response: nobody waits for one to " +
       quoted_name(request_id_in(arrival.payload, form_)));
  return true;
}

void Requester::complete(Pending pending,
                         const Arrival& arrival,
                         Result<onem2m::ResponsePrimitive> response) {
  const auto* const raw = std::get_if<harness::OctetsCallback>(&pending.done);
  const bool whole = response && raw == nullptr;
  tap_.message({.kind = whole ? TapKind::response : TapKind::octets,
                .exchange = pending.exchange,
                .topic = arrival.topic,
                .payload = arrival.payload},
               whole ? &response.value() : nullptr);
  if (raw != nullptr) {
    (*raw)(arrival.payload);
  } else {
    std::get<harness::ExchangeCallback>(pending.done)(std::move(response));
  }
}

void Requester::session_lost() {
  publish_what_the_broker_forgot();
  settled_.expires_after(kSettling);
  settled_.async_wait([weak = weak_from_this()](loop::error_code error) {
    if (const auto self = weak.lock(); self != nullptr && !error) {
      self->publish_what_the_broker_forgot();
    }
  });
}

void Requester::publish_what_the_broker_forgot() {
  for (auto& pending : pending_) {
    if (!station_->is_waiting(pending.publication)) {
      // The broker had it, and may not have passed it on.
      pending.publication = station_->publish(topics_.request, pending.payload);
    }
  }
}

void Requester::unreachable(const Error& error) {
  refuse_all(error);
}

void Requester::disconnect() {
  refuse_all(fail(Errc::unreachable, "disconnected"));
  settled_.cancel();
  if (std::exchange(joined_, false)) {
    station_->leave(*this);
  }
  upper_tester_->disconnect();
}

void Requester::shut_down() {
  upper_tester_->shut_down();
  dead_ = true;
  tap_.detach();
  disconnect();
}

void Requester::refuse(Callback done, Error error) {
  // Posted: no callback from within the call that starts an exchange.
  loop::asio::post(loop_->context(),
                   [self = shared_from_this(), done = std::move(done), error = std::move(error)] {
                     if (!self->dead_) {
                       std::visit([&](const auto& call) { call(error); }, done);
                     }
                   });
}

void Requester::refuse_all(const Error& error) {
  while (!pending_.empty()) {
    refuse(remove(pending_.begin()).done, error);
  }
}

void Requester::note(const std::string& event) {
  tap_.event(event);
}

}  // namespace plumbline::adapters::mqtt
