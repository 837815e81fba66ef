#include "plumbline/esprim/receiver.hpp"

#include "plumbline/esprim/inner_primitive.hpp"
#include "plumbline/esprim/status.hpp"
#include "plumbline/onem2m/security_info.hpp"

#include "opening.hpp"
#include "rand_object_json.hpp"
#include "receiver_memory.hpp"

#include <optional>
#include <utility>

namespace plumbline::esprim {

using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::SecurityInfoType;
using onem2m::Status;

struct ReplyContext {
  RequestPrimitive outer;  ///< without its content
  Session session;
  std::string enc;
  std::string content_type;              ///< cty of the request
  std::optional<std::string> issued_to;  ///< who asked for the receiver object
};

struct Receiver::State {
  State(ReceiverConfiguration with,
        const PairwiseKeys& pairwise_keys,
        const Clock& time,
        RandomSource& source,
        std::unique_ptr<ReceiverPolicy> decisions)
      : configuration(std::move(with)),
        keys(pairwise_keys),
        clock(time),
        random(source),
        policy(decisions ? std::move(decisions) : std::make_unique<ReceiverPolicy>()) {}

  /// Once a second at most: the checks refuse what has expired whether it is still kept or not.
  void forget_expired() {
    const TimePoint now = clock.now();
    if (now < forgot_at + std::chrono::seconds{1}) {
      return;
    }
    forgot_at = now;
    issued.forget_expired(*policy, now);
    seen.forget_expired(*policy, now);
  }

  /// A new object; nothing when too many are out.
  const IssuedObject* issue(std::optional<std::string> originator) {
    NewRandObject wanted;
    wanted.issuer = Issuer::receiver;
    wanted.shared = !originator;
    wanted.expires = clock.now() + configuration.life;
    wanted.key_gens = configuration.key_gens;
    wanted.protocols = configuration.protocols;
    return issued.add(
        {.object = policy->make_rand_object(wanted, random), .originator = std::move(originator)});
  }

  /// The object that is shared now; nullptr when too many are out.
  const IssuedObject* shared() {
    const IssuedObject* const current = issued.find(shared_id);
    if (current != nullptr && !policy->renews_shared(current->object, clock.now(), configuration)) {
      return current;
    }
    const IssuedObject* const made = issue(std::nullopt);
    if (made == nullptr) {
      return current;
    }
    shared_id = made->object.id;
    return made;
  }

  ResponsePrimitive hand_out(const RequestPrimitive& outer);
  Receipt open(const RequestPrimitive& outer, std::string_view jwe, KeyLookup lookup);
  ResponsePrimitive refuse(const RequestPrimitive& outer,
                           onem2m::PrimitiveFault fault,
                           Opening& opening);
  ReplyContext context_of(const RequestPrimitive& outer, Opening& opening) const;
  Result<std::string> seal(const ReplyContext& context, const ResponsePrimitive& inner);
  ResponsePrimitive respond(const ReplyContext& context, const ResponsePrimitive& inner);
  std::optional<RandObject> next_object(const ReplyContext& context);

  const ReceiverConfiguration configuration;
  const PairwiseKeys& keys;
  const Clock& clock;
  RandomSource& random;
  const std::unique_ptr<ReceiverPolicy> policy;
  IssuedObjects issued{configuration.limits};
  SeenObjects seen{configuration.limits};
  std::string shared_id;
  TimePoint forgot_at{};
};

ResponsePrimitive Receiver::State::hand_out(const RequestPrimitive& outer) {
  if (outer.from.empty()) {
    return onem2m::respond(outer, Status::bad_request, "fr: is missing");
  }
  const IssuedObject* const made = issue(onem2m::absolute_id(outer.from, configuration.identity));
  if (made == nullptr) {
    return onem2m::respond(
        outer, Status::target_not_reachable, "as many random objects are out as this end keeps");
  }
  return onem2m::respond_with(
      outer,
      Status::ok,
      onem2m::to_content({.type = SecurityInfoType::receiver_rand_object_response,
                          .value = to_json(made->object)}));
}

ReplyContext Receiver::State::context_of(const RequestPrimitive& outer, Opening& opening) const {
  ReplyContext context{.outer = outer,
                       .session = *std::move(opening.session()),
                       .enc = opening.header().enc,
                       .content_type = opening.header().content_type,
                       .issued_to = opening.issued_to()};
  context.outer.content.reset();
  return context;
}

Receipt Receiver::State::open(const RequestPrimitive& outer,
                              std::string_view jwe,
                              KeyLookup lookup) {
  const std::string from = onem2m::absolute_id(outer.from, configuration.identity);
  const OpeningContext checked_with{.configuration = configuration,
                                    .keys = keys,
                                    .policy = *policy,
                                    .issued = issued,
                                    .seen = seen,
                                    .now = clock.now(),
                                    .from = from};
  Opening opening{checked_with, jwe};
  if (auto fault = opening.run()) {
    const std::string& key_id = opening.header().key_id;
    const bool fetch = lookup == KeyLookup::possible && opening.key() == nullptr &&
                       policy->may_fetch(key_id, configuration);
    return fetch ? Receipt{KeyNeeded{key_id}} : refuse(outer, *std::move(fault), opening);
  }
  return OpenedRequest{.request = policy->for_target(std::move(opening.inner())),
                       .originator = opening.key()->peer,
                       .context = std::make_shared<const ReplyContext>(context_of(outer, opening))};
}

/// In clear, or within the session that the object proved, where the configuration has it.
/// @source TS-0001 clause 11.4.2 steps C.6a.1, C.6a.2
ResponsePrimitive Receiver::State::refuse(const RequestPrimitive& outer,
                                          onem2m::PrimitiveFault fault,
                                          Opening& opening) {
  ResponsePrimitive response = onem2m::respond(outer, fault.status, std::move(fault.detail));
  if (!configuration.protects_errors || !opening.authentic()) {
    return response;
  }
  if (const std::string& inner_id = opening.inner().request_id; !inner_id.empty()) {
    response.request_id = inner_id;
  }
  return respond(context_of(outer, opening), response);
}

std::optional<RandObject> Receiver::State::next_object(const ReplyContext& context) {
  const RandObject& current = context.session.receiver;
  if (!policy->refreshes(current, clock.now(), configuration)) {
    return std::nullopt;
  }
  const IssuedObject* const next = context.issued_to ? issue(context.issued_to) : shared();
  if (next == nullptr || next->object.id == current.id) {
    return std::nullopt;
  }
  return next->object;
}

Result<std::string> Receiver::State::seal(const ReplyContext& context,
                                          const ResponsePrimitive& inner) {
  // What cannot be told from the type of the request is answered in JSON.
  const auto asked = serialization_of_request(context.content_type);
  const auto serialization = asked ? asked.value() : onem2m::Serialization::json;
  PLUMBLINE_TRY(const Bytes plaintext, onem2m::serialize(inner, serialization));
  ObjectHeader header;
  header.enc = context.enc;
  header.key_id = context.session.key_id;
  header.content_type = response_type(serialization);
  header.originator_rand_id = context.session.originator.id;
  header.receiver_rand_id = context.session.receiver.id;
  header.receiver_object = next_object(context);
  return policy->seal(
      {.header = header, .session_key = context.session.key.expose(), .plaintext = plaintext},
      policy->iv_source(random));
}

ResponsePrimitive Receiver::State::respond(const ReplyContext& context,
                                           const ResponsePrimitive& inner) {
  auto object = seal(context, inner);
  if (!object) {
    return onem2m::respond(context.outer, kEncryptionError, std::move(object.error().detail));
  }
  return onem2m::respond_with(context.outer,
                              Status::ok,
                              onem2m::to_content({.type = SecurityInfoType::esprim_object,
                                                  .value = std::move(object).value()}));
}

Receiver::Receiver(ReceiverConfiguration configuration,
                   const PairwiseKeys& keys,
                   const Clock& clock,
                   RandomSource& random,
                   std::unique_ptr<ReceiverPolicy> policy)
    : state_(std::make_unique<State>(
          std::move(configuration), keys, clock, random, std::move(policy))) {}

Receiver::~Receiver() = default;

onem2m::E2eSecInfo Receiver::e2e_sec_info() {
  state_->forget_expired();
  onem2m::E2eSecInfo info;
  info.features = state_->configuration.features;
  if (state_->configuration.shares) {
    if (const IssuedObject* const shared = state_->shared()) {
      info.shared_rand_object = to_json(shared->object);
    }
  }
  return info;
}

Receipt Receiver::accept(const RequestPrimitive& outer, KeyLookup lookup) {
  state_->forget_expired();
  if (outer.operation != onem2m::Operation::notify) {
    return onem2m::respond(outer, Status::bad_request, "op: must be NOTIFY");
  }
  auto info = onem2m::parse_security_info(outer.content);
  if (!info) {
    return onem2m::respond(outer, Status::bad_request, std::move(info.error().detail));
  }
  switch (info.value().type) {
    case SecurityInfoType::receiver_rand_object_request:
      return state_->hand_out(outer);
    case SecurityInfoType::esprim_object:
      return state_->open(outer, info.value().value.get_ref<const std::string&>(), lookup);
    case SecurityInfoType::receiver_rand_object_response:
      return onem2m::respond(outer, Status::bad_request, "sit: a response in a request");
    default:
      return onem2m::respond(outer, Status::not_implemented, "sit: not a procedure of ESPrim");
  }
}

ResponsePrimitive Receiver::reply(const OpenedRequest& opened, const ResponsePrimitive& inner) {
  return state_->respond(*opened.context, inner);
}

}  // namespace plumbline::esprim
