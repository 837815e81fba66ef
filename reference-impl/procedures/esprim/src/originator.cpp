#include "plumbline/esprim/originator.hpp"

#include "plumbline/esprim/status.hpp"
#include "plumbline/onem2m/security_info.hpp"

#include "originator_sessions.hpp"
#include "rand_object_json.hpp"

#include <utility>

namespace plumbline::esprim {

using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::SecurityInfoType;
using onem2m::Status;

namespace {

using Answer = Result<ResponsePrimitive>;

/// The attribute in the one resource that a partial RETRIEVE returns.
Result<onem2m::E2eSecInfo> sec_info_in(const ResponsePrimitive& response) {
  if (response.status == Status::ok && response.content && response.content->is_object() &&
      response.content->size() == 1 && response.content->front().is_object()) {
    const Json& resource = response.content->front();
    if (const auto info = resource.find("esi"); info != resource.end()) {
      return onem2m::parse_e2e_sec_info(*info);
    }
  }
  return fail(Errc::not_found, "e2eSecInfo: the answer has none");
}

Result<RandObject> rand_object_in(const ResponsePrimitive& response, TimePoint now) {
  PLUMBLINE_TRY(const onem2m::SecurityInfo info, onem2m::parse_security_info(response.content));
  if (info.type != SecurityInfoType::receiver_rand_object_response) {
    return fail(Errc::invalid_value, "sit: no random object of the receiver");
  }
  return rand_object_from_json(info.value, Issuer::receiver, now, "ero");
}

/// The ESPrim Object of a response; nothing when it has none.
std::optional<std::string> object_in(const ResponsePrimitive& response) {
  const auto info = onem2m::parse_security_info(response.content);
  if (!info || info.value().type != SecurityInfoType::esprim_object) {
    return std::nullopt;
  }
  return info.value().value.get<std::string>();
}

/// A request of this procedure that was not answered with success.
Finished refusal(std::string_view what, Status status) {
  return {.inner = fail(Errc::not_permitted,
                        std::string{what} + ": answered in clear with " + onem2m::name_of(status)),
          .refused = status};
}

}  // namespace

Exchange::Exchange(OriginatorSessions& sessions, ReceiverAddress receiver, RequestPrimitive inner)
    : sessions_(&sessions),
      receiver_(std::move(receiver)),
      inner_(std::move(inner)),
      state_(Ended{}) {}

Step Exchange::start() {
  auto session = sessions_->current(receiver_);
  if (!session) {
    return finish({.inner = std::move(session).error()});
  }
  return session.value() ? send(std::move(session).value()) : look_up();
}

Step Exchange::receive(Answer answer) {
  const auto state = std::exchange(state_, Ended{});
  return std::visit([&](const auto& known) { return on_answer(known, std::move(answer)); }, state);
}

Step Exchange::look_up() {
  if (!sessions_->policy().looks_for_shared()) {
    return ask();
  }
  RequestPrimitive request = sessions_->request(Operation::retrieve, receiver_.sec_info);
  request.query["atrl"] = "esi";
  state_ = Retrieving{};
  return request;
}

Step Exchange::ask() {
  RequestPrimitive request = sessions_->request(Operation::notify, receiver_.to);
  request.content =
      onem2m::to_content({.type = SecurityInfoType::receiver_rand_object_request, .value = {}});
  state_ = Asking{};
  return request;
}

Step Exchange::on_answer(const Retrieving& /*state*/, Answer answer) {
  if (!answer) {
    return finish({.inner = std::move(answer)});
  }
  auto info = sec_info_in(answer.value());
  if (!info) {
    return finish({.inner = std::move(info).error()});
  }
  const OriginatorPolicy& policy = sessions_->policy();
  if (!policy.supports(info.value())) {
    return finish({.inner = fail(Errc::unsupported, "e2eSecInfo: the receiver has no ESPrim")});
  }
  if (const auto& shared = info.value().shared_rand_object) {
    const auto object = rand_object_from_json(*shared, Issuer::receiver, sessions_->now(), "esro");
    // One that is no such object, or that the receiver did not know, is as good as none.
    if (object && object.value().id != refused_object_ &&
        policy.takes(object.value(), sessions_->now())) {
      return begin_session(object.value());
    }
  }
  return ask();
}

Step Exchange::on_answer(const Asking& /*state*/, Answer answer) {
  if (!answer) {
    return finish({.inner = std::move(answer)});
  }
  if (answer.value().status != Status::ok) {
    return finish(refusal("request for a random object", answer.value().status));
  }
  auto object = rand_object_in(answer.value(), sessions_->now());
  if (!object) {
    return finish({.inner = std::move(object).error()});
  }
  if (!sessions_->policy().takes(object.value(), sessions_->now())) {
    return finish({.inner = fail(Errc::expired, "ero: the random object has expired")});
  }
  return begin_session(object.value());
}

Step Exchange::begin_session(const RandObject& receiver_object) {
  auto session = sessions_->establish(receiver_, receiver_object);
  return session ? send(std::move(session).value()) : finish({.inner = std::move(session).error()});
}

Step Exchange::send(std::shared_ptr<const Session> session) {
  auto outer = sessions_->protect(receiver_, *session, inner_);
  if (!outer) {
    return finish({.inner = std::move(outer).error()});
  }
  state_ = Sent{std::move(session)};
  return std::move(outer).value();
}

Step Exchange::on_answer(const Sent& state, Answer answer) {
  if (!answer) {
    return finish({.inner = std::move(answer)});
  }
  const auto object = object_in(answer.value());
  if (!object) {
    return refused(*state.session, answer.value().status);
  }
  auto inner = sessions_->open(*object, *state.session, inner_);
  const bool refresh = inner && sessions_->policy().refreshes(inner.value().status, refreshes_);
  return refresh ? refused(*state.session, inner.value().status)
                 : finish({.inner = std::move(inner)});
}

/// What the receiver has lost is made anew; the request stays as it is. Another exchange may have
/// done so already.
Step Exchange::refused(const Session& session, Status status) {
  if (!sessions_->policy().refreshes(status, refreshes_)) {
    return finish(refusal("ESPrim Object", status));
  }
  ++refreshes_;
  sessions_->forget(session);
  auto other = sessions_->current(receiver_);
  if (!other) {
    return finish({.inner = std::move(other).error()});
  }
  if (other.value()) {
    return send(std::move(other).value());
  }
  const RandObject& theirs = session.receiver;
  if (status == kUnknownOriginatorRandId && sessions_->policy().takes(theirs, sessions_->now())) {
    return begin_session(theirs);
  }
  refused_object_ = theirs.id;
  return look_up();
}

Step Exchange::on_answer(const Ended& /*state*/, const Answer& /*answer*/) {
  return finish({.inner = fail(Errc::conflict, "an answer to no request")});
}

Step Exchange::finish(Finished finished) {
  state_ = Ended{};
  return finished;
}

Originator::Originator(OriginatorConfiguration configuration,
                       const PairwiseKeys& keys,
                       const Clock& clock,
                       RandomSource& random,
                       std::unique_ptr<OriginatorPolicy> policy)
    : sessions_(std::make_unique<OriginatorSessions>(
          std::move(configuration), keys, clock, random, std::move(policy))) {}

Originator::~Originator() = default;

Exchange Originator::begin(ReceiverAddress receiver, RequestPrimitive inner) {
  return Exchange{*sessions_, std::move(receiver), std::move(inner)};
}

}  // namespace plumbline::esprim
