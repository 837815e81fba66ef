#include "esf_end.hpp"

#include "plumbline/esf/envelope.hpp"
#include "plumbline/esf/target_data.hpp"
#include "plumbline/esf_sm/terminator_policy.hpp"

#include <utility>

namespace plumbline::entities {
namespace {

using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

constexpr int kPrimitive = static_cast<int>(esf::TargetDataClass::primitive);
constexpr int kContent = static_cast<int>(esf::TargetDataClass::content);
constexpr int kInstance = static_cast<int>(esf::TargetDataClass::instance);

/// What is wrong with an envelope that parses is not told: who tries keys shall learn nothing.
onem2m::PrimitiveFault fault_of(const Error& error) {
  return error.code == Errc::malformed || error.code == Errc::unsupported ||
                 error.code == Errc::invalid_value
             ? refuse(Status::bad_request, "pc: " + error.detail)
             : refuse(Status::originator_not_authenticated, "pc: the envelope was not accepted");
}

ResponsePrimitive refusal(const RequestPrimitive& request,
                          const Error& error,
                          const std::optional<esf_sm::Envelope>& alert = {}) {
  auto fault = fault_of(error);
  return alert ? onem2m::respond_with(request, fault.status, esf_sm::to_json(*alert))
               : onem2m::respond(request, fault.status, std::move(fault.detail));
}

esf::Envelope as_content(const esf_sm::Envelope& envelope) {
  return esf::read_envelope(esf_sm::to_json(envelope)).value();
}

}  // namespace

bool carries_envelope(const RequestPrimitive& request) {
  return request.content && esf::is_envelope(*request.content);
}

EsfEnd::EsfEnd(const CseConfiguration& configuration, Ports ports, const CsePolicy& policy)
    : identity_(configuration.identity),
      policy_(policy),
      terminator_(
          esf_sm::Terminator::make(configuration.esf_sm, ports.clock, policy.esf_sm_policy())
              .value()) {}

ResponsePrimitive EsfEnd::take(const RequestPrimitive& outer,
                               const std::string& originator,
                               const Perform& perform) {
  const auto envelope = esf_sm::from_json(*outer.content);
  if (!envelope) {
    return refusal(outer, envelope.error());
  }
  if (envelope.value().target_data_class == kInstance) {
    return onem2m::respond(outer, Status::bad_request, "tdc: instances are for their readers");
  }
  const esf_sm::Received received = terminator_.receive(originator, envelope.value());
  if (!received.taken) {
    return refusal(outer, received.taken.error(), received.reply);
  }
  if (!received.target_data) {
    return received.reply
               ? onem2m::respond_with(outer, Status::ok, esf_sm::to_json(*received.reply))
               : onem2m::respond(outer, Status::ok);
  }
  if (envelope.value().target_data_class != kPrimitive) {
    return onem2m::respond(outer, Status::bad_request, "pc: of the request that it belongs to");
  }
  const ResponsePrimitive inner = perform_whole(outer, *received.target_data, originator, perform);
  const auto answer = seal(originator, kPrimitive, esf::target_data_of(inner));
  return answer ? onem2m::respond_with(outer, Status::ok, esf_sm::to_json(answer.value()))
                : onem2m::respond(outer, answer.error().status, answer.error().detail);
}

ResponsePrimitive EsfEnd::perform_whole(const RequestPrimitive& outer,
                                        ByteView target_data,
                                        const std::string& originator,
                                        const Perform& perform) const {
  const auto inner = esf::request_from(target_data);
  if (!inner) {
    return onem2m::respond(outer, Status::bad_request, "pc: holds no request");
  }
  return policy_.is_own_request(inner.value(), originator, identity_)
             ? perform(inner.value())
             : onem2m::respond(inner.value(),
                               Status::originator_not_authenticated,
                               "fr: is not the end-point of the session");
}

Outcome<esf_sm::Envelope> EsfEnd::seal(const std::string& originator,
                                       int target_data_class,
                                       ByteView target_data) {
  esf_sm::Session* const session = terminator_.session(originator, target_data_class);
  if (session == nullptr) {
    return refuse(Status::internal_server_error, "the session has ended");
  }
  auto envelope = session->send(target_data);
  if (!envelope) {
    return refuse(Status::internal_server_error, envelope.error().detail);
  }
  return std::move(envelope).value();
}

Outcome<RequestPrimitive> EsfEnd::restore(const RequestPrimitive& treated,
                                          const std::string& originator) {
  const auto envelope = esf_sm::from_json(*treated.content);
  if (!envelope) {
    return fault_of(envelope.error());
  }
  if (envelope.value().target_data_class != kContent) {
    return refuse(Status::bad_request, "pc: an envelope of another target data class");
  }
  const esf_sm::Received received = terminator_.receive(originator, envelope.value());
  if (!received.taken) {
    return fault_of(received.taken.error());
  }
  if (!received.target_data) {
    return refuse(Status::bad_request, "pc: the envelope holds no target data");
  }
  auto restored = esf::restore_content(treated, *received.target_data);
  if (!restored) {
    return fault_of(restored.error());
  }
  return std::move(restored).value();
}

ResponsePrimitive EsfEnd::treat(const RequestPrimitive& request,
                                ResponsePrimitive response,
                                const std::string& originator) {
  if (!response.content) {
    return response;
  }
  const auto envelope = seal(originator, kContent, esf::target_data_of(response.content).value());
  if (!envelope) {
    return onem2m::respond(request, envelope.error().status, envelope.error().detail);
  }
  return esf::replace_content(std::move(response), as_content(envelope.value())).value();
}

}  // namespace plumbline::entities
