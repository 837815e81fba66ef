#include "request_check.hpp"

#include "plumbline/entities/cse/access_control.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "creation.hpp"
#include "modification.hpp"

#include <string>
#include <utility>

namespace plumbline::entities {

using onem2m::Status;

namespace {

Outcome<void> check_form(const onem2m::RequestPrimitive& request) {
  if (auto fault = onem2m::fault_of(request)) {
    return *std::move(fault);
  }
  const bool open = request.from.empty() || request.from == "C" || request.from == "S";
  if (open ? !is_registration(request) : !onem2m::is_entity_id(request.from)) {
    return refuse(Status::bad_request, "fr: names no AE or CSE");
  }
  return success();
}

Outcome<void> check_expiration(const Call& call) {
  const auto expiration = call.request.parameters.find("rqet");
  if (expiration != call.request.parameters.end()) {
    const auto time = onem2m::from_abs_rel_timestamp(expiration->second, call.now);
    if (!time) {
      return refuse(Status::bad_request, "rqet: " + time.error().detail);
    }
    if (time.value() <= call.now) {
      return refuse(Status::request_timeout, "rqet: has passed");
    }
  }
  return success();
}

}  // namespace

Outcome<void> check_request(const Call& call, const onem2m::Association& association) {
  if (!call.policy.admits(association, call.configuration)) {
    return refuse(Status::security_association_required,
                  "this CSE serves mutually authenticated security associations only");
  }
  PLUMBLINE_TRY(check_form(call.request));
  if (!call.policy.authenticates(call.request.from, association, call.configuration)) {
    return refuse(Status::originator_not_authenticated,
                  "fr: is not the entity of the security association");
  }
  return check_expiration(call);
}

Outcome<void> check_proven_request(const Call& call) {
  PLUMBLINE_TRY(check_form(call.request));
  return check_expiration(call);
}

Outcome<void> check_privilege(const Call& call, const Resource& target) {
  const bool is_base = target.id == call.tree.base().id;
  const bool registers = is_registration(call.request) || is_cse_registration(call.request);
  if (registers && is_base) {
    return success();
  }
  const AccessRequest question{.originator = call.originator,
                               .operation = access_of(call.request.operation),
                               .target = target,
                               .about_policies = is_about_policies(call.request)};
  if (!call.policy.permits(question, call.tree, call.configuration)) {
    return refuse(Status::originator_has_no_privilege,
                  "fr: may not " + std::string(onem2m::name_of(call.request.operation)) + " there");
  }
  return success();
}

}  // namespace plumbline::entities
