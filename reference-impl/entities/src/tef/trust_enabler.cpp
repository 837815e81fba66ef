#include "plumbline/entities/tef/trust_enabler.hpp"

#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/status.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "credential_content.hpp"
#include "credential_identifier.hpp"
#include "stored.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace plumbline::entities {

namespace {

using onem2m::Operation;
using onem2m::Status;

constexpr std::size_t kExpiredAtOnce = 64;

Status status_of(Errc code) {
  switch (code) {
    case Errc::not_permitted:
      return Status::originator_has_no_privilege;
    case Errc::not_found:
    case Errc::expired:
      return Status::not_found;
    case Errc::conflict:
      return Status::conflict;
    case Errc::too_large:
      return Status::not_acceptable;
    case Errc::unreachable:  // a key that the association cannot give
      return Status::security_association_required;
    case Errc::io:
    case Errc::authentication_failed:
      return Status::internal_server_error;
    default:
      return Status::bad_request;
  }
}

onem2m::ResponsePrimitive resource_response(const onem2m::RequestPrimitive& request,
                                            Status status,
                                            Json attributes) {
  return onem2m::respond_with(request, status, Json{{kCredentialRoot, std::move(attributes)}});
}

}  // namespace

TrustEnabler::TrustEnabler(TefConfiguration configuration,
                           Ports ports,
                           CredentialStore& store,
                           std::unique_ptr<TefPolicy> policy)
    : configuration_(std::move(configuration)),
      ports_(ports),
      store_(store),
      policy_(std::move(policy)) {}

onem2m::ResponsePrimitive TrustEnabler::handle(const onem2m::RequestPrimitive& request,
                                               const onem2m::Association& association) {
  if (const auto fault = policy_->admit(association)) {
    return onem2m::respond(request, fault->status, fault->detail);
  }
  if (const auto fault = onem2m::fault_of(request)) {
    return onem2m::respond(request, fault->status, fault->detail);
  }
  const auto requester = policy_->authenticate(request.from, association, configuration_);
  if (!requester) {
    return onem2m::respond(request, Status::originator_not_authenticated, requester.error().detail);
  }
  auto answer = serve({.request = request,
                       .association = association,
                       .requester = requester.value(),
                       .now = ports_.clock.now()});
  if (!answer) {
    return onem2m::respond(request, status_of(answer.error().code), answer.error().detail);
  }
  return std::move(answer).value();
}

TrustEnabler::Answer TrustEnabler::serve(const Call& call) {
  PLUMBLINE_TRY(erase_expired(call.now));
  const std::string_view to = bare_target(call.request.to, configuration_.fqdn);
  PLUMBLINE_TRY(const auto target, onem2m::resolve_target(to, configuration_.node));
  if (!target.local || target.segments.size() > 1) {
    return fail(Errc::not_found, "to: no such resource");
  }
  if (target.segments.empty()) {
    return serve_base(call);
  }
  PLUMBLINE_TRY(auto record, live_record(canonical_id(target.segments.front()), call.now));
  switch (call.request.operation) {
    case Operation::retrieve:
      return retrieve(call, record);
    case Operation::update:
      return update(call, std::move(record));
    case Operation::remove:
      return remove(call, record);
    default:
      return onem2m::respond(
          call.request, Status::operation_not_allowed, "a credential has no child resources");
  }
}

TrustEnabler::Answer TrustEnabler::serve_base(const Call& call) {
  switch (call.request.operation) {
    case Operation::create:
      return create(call);
    case Operation::retrieve:
      return onem2m::respond_with(call.request,
                                  Status::ok,
                                  Json{{"sec:mafb",
                                        {{"ty", 20101},
                                         {"rn", configuration_.node.cse_name},
                                         {"fq", configuration_.fqdn}}}});
    default:
      return onem2m::respond(
          call.request, Status::operation_not_allowed, "the base resource is fixed");
  }
}

TrustEnabler::Answer TrustEnabler::retrieve(const Call& call, const CredentialRecord& record) {
  const bool with_key = policy_->permits_retrieval(record, call.requester);
  if (!with_key && !policy_->permits_change(record, call.requester)) {
    return fail(Errc::not_permitted, "the requester is no target of this credential");
  }
  Json attributes = represent(record, configuration_, policy_->usage_information(record));
  if (with_key) {
    PLUMBLINE_TRY(const auto selector, read_selector(call.request.query));
    PLUMBLINE_TRY(const auto key, policy_->provision(record, selector));
    attributes["kv"] = to_base64(key.expose());
  }
  return resource_response(call.request, Status::ok, std::move(attributes));
}

TrustEnabler::Answer TrustEnabler::update(const Call& call, CredentialRecord record) {
  if (!policy_->permits_change(record, call.requester)) {
    return fail(Errc::not_permitted, "only its source changes a credential");
  }
  PLUMBLINE_TRY(const auto change, read_update(*call.request.content, configuration_, call.now));
  Json attributes = Json::object();
  if (change.expiry) {
    PLUMBLINE_TRY(record.expiry, policy_->expiry_for(change.expiry, call.now, configuration_));
    attributes["et"] = onem2m::to_timestamp(record.expiry);
  }
  if (change.labels) {
    record.labels = *change.labels;
    attributes["lbl"] = record.labels;
  }
  if (change.targets) {
    record.targets = *change.targets;
    attributes["tgis"] = record.targets;
  }
  record.modified = call.now;
  PLUMBLINE_TRY(from_store(store_.replace(record)));
  return resource_response(call.request, Status::updated, std::move(attributes));
}

TrustEnabler::Answer TrustEnabler::remove(const Call& call, const CredentialRecord& record) {
  if (!policy_->permits_change(record, call.requester)) {
    return fail(Errc::not_permitted, "only its source deletes a credential");
  }
  PLUMBLINE_TRY(from_store(store_.erase(record.id)));
  return onem2m::respond(call.request, Status::deleted);
}

TrustEnabler::Answer TrustEnabler::create(const Call& call) {
  if (call.request.resource_type != static_cast<std::uint32_t>(onem2m::ResourceType::credential)) {
    return onem2m::respond(
        call.request, Status::invalid_child_resource_type, "ty: credentials are of type 20103");
  }
  if (!policy_->permits_registration(call.requester, configuration_)) {
    return fail(Errc::not_permitted, "the requester may not register credentials");
  }
  PLUMBLINE_TRY(auto creation, read_creation(*call.request.content, configuration_, call.now));
  if (!equal_without_case(creation.fqdn, configuration_.fqdn)) {
    return fail(Errc::invalid_value, "sec:skr.fq: is not the name of this function");
  }
  PLUMBLINE_TRY(check_limits(call.requester));
  PLUMBLINE_TRY(auto record, draft(call, creation));
  PLUMBLINE_TRY(set_key(call, creation, record));
  PLUMBLINE_TRY(policy_->check_parameters(record));
  PLUMBLINE_TRY(keep(record, record.id.empty()));
  auto response =
      resource_response(call.request,
                        Status::created,
                        represent(record, configuration_, policy_->usage_information(record)));
  response.created_uri = "/-/" + record.id;
  return response;
}

Result<void> TrustEnabler::erase_expired(TimePoint now) {
  PLUMBLINE_TRY(const auto due, from_store(store_.expiring(now, kExpiredAtOnce)));
  for (const std::string& id : due) {
    const auto record = store_.get(id);
    if (record && policy_->is_expired(record.value(), now)) {
      PLUMBLINE_TRY(from_store(store_.erase(id)));
    }
  }
  return success();
}

Result<CredentialRecord> TrustEnabler::live_record(const std::string& id, TimePoint now) {
  PLUMBLINE_TRY(auto record, from_store(store_.get(id)));
  if (policy_->is_expired(record, now)) {
    PLUMBLINE_TRY(from_store(store_.erase(id)));
    return fail(Errc::expired, "no credential " + id);
  }
  return record;
}

}  // namespace plumbline::entities
