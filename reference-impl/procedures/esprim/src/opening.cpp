#include "opening.hpp"

#include "plumbline/esprim/status.hpp"

#include <array>
#include <utility>

namespace plumbline::esprim {

namespace {

using onem2m::PrimitiveFault;
using onem2m::Status;

}  // namespace

// TS-0003 clause 8.4.2 steps C.5 to C.6c; the order for an object with several faults is our
// choice.
Opening::Fault Opening::run() {
  constexpr std::array kSteps{&Opening::read,
                              &Opening::find_key,
                              &Opening::find_receiver_object,
                              &Opening::find_originator_object,
                              &Opening::check_key_generation,
                              &Opening::check_protocol,
                              &Opening::open,
                              &Opening::remember,
                              &Opening::read_inner,
                              &Opening::check_from};
  for (const auto step : kSteps) {
    if (Fault fault = (this->*step)()) {
      return fault;
    }
  }
  return std::nullopt;
}

Opening::Fault Opening::read() {
  auto object = read_object(jwe_, Direction::request, context_.now);
  if (!object) {
    return PrimitiveFault{Status::bad_request, std::move(object.error().detail)};
  }
  object_ = std::move(object).value();
  return std::nullopt;
}

Opening::Fault Opening::find_key() {
  key_ = context_.keys.find(object_.header.key_id);
  if (key_ == nullptr || !context_.policy.usable(*key_, context_.now)) {
    return PrimitiveFault{kUnknownKeyId, "kid: no key of that id for ESPrim, or it has expired"};
  }
  return std::nullopt;
}

Opening::Fault Opening::find_receiver_object() {
  issued_ = context_.issued.find(object_.header.receiver_rand_id);
  if (issued_ == nullptr ||
      !context_.policy.accepts_receiver_object(*issued_, context_.from, context_.now)) {
    return PrimitiveFault{kUnknownReceiverRandId, "rri: no random object for this originator"};
  }
  return std::nullopt;
}

Opening::Fault Opening::find_originator_object() {
  const ObjectHeader& header = object_.header;
  const auto& given = header.originator_object;
  const RandObject* const known = context_.seen.find(key_->id, header.originator_rand_id);
  const bool is_given = given && given->id == header.originator_rand_id;
  if (known == nullptr && !is_given) {
    return PrimitiveFault{kUnknownOriginatorRandId, "ori: not known, and oro does not bring it"};
  }
  if (known != nullptr && is_given && session_octets(*known) != session_octets(*given)) {
    return PrimitiveFault{kUnknownOriginatorRandId, "oro: another one of that id is known"};
  }
  originator_ = known != nullptr ? *known : *given;
  if (!context_.policy.accepts_originator_object(originator_, issued_->object, context_.now)) {
    return PrimitiveFault{kUnknownOriginatorRandId,
                          "ori: has expired, or outlives the receiver's random object"};
  }
  return std::nullopt;
}

Opening::Fault Opening::check_key_generation() {
  if (!context_.policy.accepts_key_generation(object_.header, originator_, issued_->object)) {
    return PrimitiveFault{kUnsupportedOption, "alg, or key generation of oro: not supported"};
  }
  return std::nullopt;
}

Opening::Fault Opening::check_protocol() {
  if (!context_.policy.accepts_protocol(object_.header, originator_, issued_->object)) {
    return PrimitiveFault{kUnsupportedOption, "enc, or protocols of oro: not supported"};
  }
  return std::nullopt;
}

Opening::Fault Opening::open() {
  auto session = make_session(context_.policy, *key_, originator_, issued_->object);
  if (!session) {
    return PrimitiveFault{kBadMac, "epo: there is no session key"};
  }
  session_ = std::move(session).value();
  auto plaintext = context_.policy.open(
      {.jwe = jwe_, .header = object_.header, .session_key = session_->key.expose()});
  if (!plaintext) {
    const Errc code = plaintext.error().code;
    const bool option = code == Errc::unsupported || code == Errc::algorithm_not_allowed;
    return PrimitiveFault{option ? kUnsupportedOption : kBadMac,
                          std::move(plaintext.error().detail)};
  }
  plaintext_ = std::move(plaintext).value();
  authentic_ = true;
  return std::nullopt;
}

/// Keeps the originator objects, that of the next session among them, and the request itself.
Opening::Fault Opening::remember() {
  if (!context_.seen.add(key_->id, originator_)) {
    return PrimitiveFault{kUnknownOriginatorRandId, "ori: too many are in use with this key"};
  }
  const auto& next = object_.header.originator_object;
  if (next && context_.policy.accepts_originator_object(*next, issued_->object, context_.now)) {
    context_.seen.add(key_->id, *next);
  }
  if (context_.policy.accepts_replay(context_.configuration)) {
    return std::nullopt;
  }
  switch (context_.seen.note({.key_id = key_->id,
                              .originator = originator_,
                              .receiver_rand_id = issued_->object.id,
                              .iv = object_.iv})) {
    case SeenObjects::Noted::first:
      return std::nullopt;
    case SeenObjects::Noted::again:
      return PrimitiveFault{Status::bad_request, "epo: came before"};
    case SeenObjects::Noted::full:
      break;
  }
  return PrimitiveFault{kUnknownOriginatorRandId, "ori: too many requests came under it"};
}

Opening::Fault Opening::read_inner() {
  auto inner = context_.policy.read_inner(plaintext_, object_.header.content_type);
  if (!inner) {
    return PrimitiveFault{kDecryptionError,
                          "epo: holds no request primitive: " + inner.error().detail};
  }
  inner_ = std::move(inner).value();
  return std::nullopt;
}

Opening::Fault Opening::check_from() {
  if (!context_.policy.accepts_from(inner_.from, *key_, context_.configuration)) {
    return PrimitiveFault{kImpersonation, "fr: not who the pairwise key belongs to"};
  }
  return std::nullopt;
}

}  // namespace plumbline::esprim
