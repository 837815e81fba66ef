#include "plumbline/esf_sm/session.hpp"

#include "payload.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::esf_sm {

Session::Session(channel::DtlsEndpoint endpoint, const Terms& terms)
    : endpoint_(std::move(endpoint)),
      terms_(terms),
      began_(terms.clock.now()),
      used_(began_) {}

Envelope Session::wrap(Bytes records) const {
  return {.target_data_class = terms_.target_data_class, .records = std::move(records)};
}

bool Session::is_over() const {
  return terms_.policy.is_over(
      {.finished = endpoint_.finished(), .began = began_, .used = used_, .now = terms_.clock.now()},
      terms_.configuration);
}

Phase Session::phase() const {
  if (endpoint_.failed() || endpoint_.closed() || is_over()) {
    return Phase::ended;
  }
  return endpoint_.finished() ? Phase::payload : Phase::handshake;
}

Result<Envelope> Session::start() {
  PLUMBLINE_TRY(auto records, endpoint_.advance({}, terms_.clock.now()));
  return wrap(std::move(records));
}

Received Session::receive(const Envelope& envelope) {
  Received received;
  received.taken = take(envelope, received);
  if (received.taken) {
    used_ = terms_.clock.now();
  } else if (Bytes alert = endpoint_.last_words(); !alert.empty()) {
    received.reply = wrap(std::move(alert));
  }
  return received;
}

Result<void> Session::take(const Envelope& envelope, Received& received) {
  if (!terms_.policy.belongs(envelope.target_data_class, terms_.target_data_class)) {
    return fail(Errc::not_permitted, "tdc: the session is of another target data class");
  }
  if (is_over()) {
    return fail(Errc::expired, "the session's time is over");
  }
  PLUMBLINE_TRY(const auto records, channel::read_records(envelope.records));
  if (records.front().type == channel::ContentType::application_data) {
    PLUMBLINE_TRY(terms_.policy.may_carry(endpoint_));
    PLUMBLINE_TRY(received.target_data, terms_.policy.open(endpoint_, records));
    return success();
  }
  PLUMBLINE_TRY(auto reply, endpoint_.advance(envelope.records, terms_.clock.now()));
  if (!reply.empty()) {
    received.reply = wrap(std::move(reply));
  }
  return success();
}

Result<Envelope> Session::send(ByteView target_data) {
  if (is_over()) {
    return fail(Errc::expired, "the session's time is over");
  }
  PLUMBLINE_TRY(terms_.policy.may_carry(endpoint_));
  PLUMBLINE_TRY(auto records, protect_payload(endpoint_, target_data));
  used_ = terms_.clock.now();
  return wrap(std::move(records));
}

Result<Envelope> Session::close() {
  PLUMBLINE_TRY(auto records, endpoint_.close());
  return wrap(std::move(records));
}

Result<std::optional<Envelope>> Session::retransmit() {
  PLUMBLINE_TRY(auto records, endpoint_.retransmit(terms_.clock.now()));
  return records.empty() ? std::optional<Envelope>{} : std::optional{wrap(std::move(records))};
}

}  // namespace plumbline::esf_sm
