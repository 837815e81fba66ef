#include "plumbline/message_auth/end_point.hpp"

#include "plumbline/esprim/inner_primitive.hpp"

#include "outer_content.hpp"

#include <utility>

namespace plumbline::message_auth {

using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

namespace {

/// What bounds the way of a request, and no more, is seen from outside.
RequestPrimitive outer_of(const RequestPrimitive& inner, const Path& path, const std::string& to) {
  RequestPrimitive outer;
  outer.operation = onem2m::Operation::notify;
  outer.to = to;
  outer.from = path.source;
  outer.request_id = inner.request_id;
  outer.release_version = inner.release_version;
  for (const char* const name : {"ot", "rqet", "rset", "ec", "vsi"}) {
    if (const auto found = inner.parameters.find(name); found != inner.parameters.end()) {
      outer.parameters.insert(*found);
    }
  }
  if (const auto found = inner.query.find("da"); found != inner.query.end()) {
    outer.query.insert(*found);
  }
  return outer;
}

}  // namespace

bool is_protected(const RequestPrimitive& outer) {
  return has_member(outer.content);
}

Result<RequestPrimitive> EndPoint::send(const RequestPrimitive& inner,
                                        const Path& path,
                                        const std::string& to) {
  PLUMBLINE_TRY(const std::string message, protector_.protect(inner, path));
  RequestPrimitive outer = outer_of(inner, path, to);
  outer.content = to_content(message);
  return outer;
}

Receipt EndPoint::accept(const RequestPrimitive& outer,
                         const std::string& receiver,
                         Lookup lookup) {
  if (outer.operation != onem2m::Operation::notify) {
    return onem2m::respond(outer, Status::bad_request, "op: must be NOTIFY");
  }
  const auto message = message_of(outer.content);
  if (!message) {
    return onem2m::respond(outer, Status::bad_request, message.error().detail);
  }
  auto outcome = verifier_.verify_request(message.value(), receiver, lookup);
  if (auto* const verified = std::get_if<VerifiedRequest>(&outcome)) {
    return std::move(*verified);
  }
  if (auto* const needed = std::get_if<CredentialNeeded>(&outcome)) {
    return std::move(*needed);
  }
  const Cause cause = std::get<Cause>(outcome);
  return onem2m::respond(outer, status_of(cause), std::string{detail_of(cause)});
}

ResponsePrimitive EndPoint::reply(const RequestPrimitive& outer,
                                  const VerifiedRequest& request,
                                  const ResponsePrimitive& inner) {
  const auto asked = esprim::serialization_of_request(request.content_type);
  const Path back{.source = request.destination,
                  .destination = request.source,
                  .protection = request.protection,
                  .serialization = asked ? asked.value() : onem2m::Serialization::json};
  const auto message = protector_.protect(inner, back);
  if (!message) {
    return onem2m::respond(outer, Status::internal_server_error, message.error().detail);
  }
  return onem2m::respond_with(outer, Status::ok, to_content(message.value()));
}

Answer EndPoint::receive(const RequestPrimitive& inner,
                         const Path& path,
                         const ResponsePrimitive& outer,
                         Lookup lookup) {
  if (!has_member(outer.content)) {
    return fail(Errc::authentication_failed, "a response that is not protected");
  }
  const auto message = message_of(outer.content);
  if (!message) {
    return message.error();
  }
  auto outcome = verifier_.verify_response(
      message.value(),
      {.receiver = path.source, .responder = path.destination, .request_id = inner.request_id},
      lookup);
  if (auto* const verified = std::get_if<VerifiedResponse>(&outcome)) {
    return std::move(*verified);
  }
  if (auto* const needed = std::get_if<CredentialNeeded>(&outcome)) {
    return std::move(*needed);
  }
  return fail(Errc::authentication_failed, std::string{detail_of(std::get<Cause>(outcome))});
}

}  // namespace plumbline::message_auth
