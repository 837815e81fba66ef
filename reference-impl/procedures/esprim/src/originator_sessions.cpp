#include "originator_sessions.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/esprim/inner_primitive.hpp"
#include "plumbline/onem2m/security_info.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace plumbline::esprim {

using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

OriginatorSessions::OriginatorSessions(OriginatorConfiguration configuration,
                                       const PairwiseKeys& keys,
                                       const Clock& clock,
                                       RandomSource& random,
                                       std::unique_ptr<OriginatorPolicy> policy)
    : configuration_(std::move(configuration)),
      keys_(keys),
      clock_(clock),
      random_(random),
      policy_(policy ? std::move(policy) : std::make_unique<OriginatorPolicy>()) {}

Result<const PairwiseKey*> OriginatorSessions::key_for(const ReceiverAddress& receiver) const {
  for (const PairwiseKey* const key : keys_.shared_with(receiver.id)) {
    if (policy_->usable(*key, now())) {
      return key;
    }
  }
  return fail(Errc::key_not_found, "no pairwiseESPrimKey with " + quoted_name(receiver.id));
}

OriginatorSessions::Record* OriginatorSessions::record_of(const Session& session) {
  const auto found = records_.find(session.peer);
  return found != records_.end() && found->second.session.get() == &session ? &found->second
                                                                            : nullptr;
}

Result<std::shared_ptr<const Session>> OriginatorSessions::current(
    const ReceiverAddress& receiver) {
  PLUMBLINE_TRY(const PairwiseKey* const key, key_for(receiver));
  Record& record = records_[receiver.id];
  if (record.session && record.session->key_id == key->id &&
      policy_->reuses(
          {.session = *record.session, .requests = record.requests}, configuration_, now())) {
    return record.session;
  }
  if (const auto next = std::exchange(record.next_object, std::nullopt);
      next && policy_->takes(*next, now())) {
    return establish(receiver, *next);
  }
  return std::shared_ptr<const Session>{};
}

Result<std::shared_ptr<const Session>> OriginatorSessions::establish(
    const ReceiverAddress& receiver, const RandObject& receiver_object) {
  PLUMBLINE_TRY(const PairwiseKey* const key, key_for(receiver));
  PLUMBLINE_TRY(RandObject own,
                policy_->choose_rand_object(receiver_object, configuration_, now(), random_));
  PLUMBLINE_TRY(Session session, make_session(*policy_, *key, std::move(own), receiver_object));
  Record& record = records_[receiver.id];
  record = {};
  record.session = std::make_shared<const Session>(std::move(session));
  return record.session;
}

void OriginatorSessions::forget(const Session& session) {
  if (Record* const record = record_of(session)) {
    *record = {.next_object = std::move(record->next_object)};
  }
}

RequestPrimitive OriginatorSessions::request(onem2m::Operation operation, std::string to) {
  constexpr std::size_t kRandomOctets = 8;
  RequestPrimitive request;
  request.operation = operation;
  request.to = std::move(to);
  request.from = configuration_.from;
  request.request_id = to_hex(random_.bytes(kRandomOctets));
  return request;
}

Result<RequestPrimitive> OriginatorSessions::protect(const ReceiverAddress& receiver,
                                                     const Session& session,
                                                     const RequestPrimitive& inner) {
  Record* const record = record_of(session);
  ObjectHeader header;
  header.enc = enc_of(session.originator.protocols.at(0));
  header.key_id = session.key_id;
  header.content_type = request_type(configuration_.serialization);
  header.originator_rand_id = session.originator.id;
  header.receiver_rand_id = session.receiver.id;
  if (policy_->encloses_rand_object(record != nullptr && record->answered)) {
    header.originator_object = session.originator;
  }
  PLUMBLINE_TRY(const Bytes plaintext, onem2m::serialize(inner, configuration_.serialization));
  PLUMBLINE_TRY(
      std::string object,
      policy_->seal({.header = header, .session_key = session.key.expose(), .plaintext = plaintext},
                    policy_->iv_source(random_)));
  if (record != nullptr) {
    ++record->requests;
  }
  RequestPrimitive outer = request(onem2m::Operation::notify, receiver.to);
  if (!inner.release_version.empty()) {
    outer.release_version = inner.release_version;
  }
  outer.content = onem2m::to_content(
      {.type = onem2m::SecurityInfoType::esprim_object, .value = std::move(object)});
  outer.parameters["ot"] =
      onem2m::to_timestamp(std::chrono::floor<std::chrono::seconds>(clock_.now()));
  for (const char* const name : {"rqet", "rset", "ec"}) {
    if (const auto value = inner.parameters.find(name); value != inner.parameters.end()) {
      outer.parameters.insert(*value);
    }
  }
  if (const auto value = inner.query.find("da"); value != inner.query.end()) {
    outer.query.insert(*value);
  }
  policy_->prepare_outer(outer);
  return outer;
}

Result<ResponsePrimitive> OriginatorSessions::open(std::string_view jwe,
                                                   const Session& session,
                                                   const RequestPrimitive& inner) {
  PLUMBLINE_TRY(ReadObject object, read_object(jwe, Direction::response, now()));
  if (!policy_->belongs(object.header, session) || !policy_->valid(session, now())) {
    return fail(Errc::authentication_failed,
                "epo: not of the session of this request, or that has expired");
  }
  PLUMBLINE_TRY(
      const Bytes plaintext,
      policy_->open({.jwe = jwe, .header = object.header, .session_key = session.key.expose()}));
  PLUMBLINE_TRY(ResponsePrimitive response, read_response(plaintext, object.header.content_type));
  if (!policy_->answers(response, inner)) {
    return fail(Errc::authentication_failed, "rqi: the answer to another inner request");
  }
  if (Record* const record = record_of(session)) {
    record->answered = true;
    if (object.header.receiver_object) {
      record->next_object = std::move(object.header.receiver_object);
    }
  }
  return response;
}

}  // namespace plumbline::esprim
