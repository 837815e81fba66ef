#include "plumbline/entities/cse/hosting_cse.hpp"

#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "call.hpp"
#include "containment.hpp"
#include "creation.hpp"
#include "initial_resources.hpp"
#include "modification.hpp"
#include "outcome.hpp"
#include "result_content.hpp"
#include "retrieval.hpp"

#include <string>
#include <utility>

namespace plumbline::entities {

namespace {

using onem2m::Operation;
using onem2m::ResourceType;
using onem2m::ResponsePrimitive;
using onem2m::Status;

bool is(const Resource& resource, ResourceType type) {
  return resource.type == static_cast<std::uint32_t>(type);
}

void remove_expired(Call& call) {
  for (const std::string& id : call.tree.due(call.now)) {
    const Resource* resource = call.tree.find(id);
    if (resource != nullptr && call.policy.expired(*resource, call.now)) {
      remove_resource(call, *resource);
    }
  }
}

/// The hop, the primitive and its originator: all that is checked before the target is looked at.
Outcome<void> check_request(const Call& call, const onem2m::Association& association) {
  const auto& request = call.request;
  if (!call.policy.admits(association, call.configuration)) {
    return refuse(Status::security_association_required,
                  "this CSE serves mutually authenticated security associations only");
  }
  if (auto fault = onem2m::fault_of(request)) {
    return *std::move(fault);
  }
  const bool open = request.from.empty() || request.from == "C" || request.from == "S";
  if (open ? !is_registration(request) : !onem2m::is_entity_id(request.from)) {
    return refuse(Status::bad_request, "fr: names no AE or CSE");
  }
  if (!call.policy.authenticates(request.from, association, call.configuration)) {
    return refuse(Status::originator_not_authenticated,
                  "fr: is not the entity of the security association");
  }
  const auto expiration = request.parameters.find("rqet");
  if (expiration != request.parameters.end()) {
    const auto time = onem2m::from_abs_rel_timestamp(expiration->second, call.now);
    if (!time) {
      return refuse(Status::bad_request, "rqet: " + time.error().detail);
    }
    if (time.value() <= call.now) {
      return refuse(Status::request_timeout, "rqet: has passed");
    }
  }
  return check_query(request);
}

struct Addressed {
  const Resource* resource;
  bool is_virtual = false;  ///< came as <latest> or <oldest>
};

/// The resource behind the To of a request; <latest> and <oldest> of a container stand for the
/// instance.
/// @source TS-0001 clauses 9.3.1, 9.6.27, 9.6.28
Outcome<Addressed> addressed(const Call& call) {
  const auto resolved = onem2m::resolve_target(call.request.to, call.configuration.identity);
  if (!resolved) {
    return refuse(Status::bad_request, resolved.error().detail);
  }
  onem2m::Target target = resolved.value();
  if (!target.local) {
    return refuse(Status::not_found, "to: not a resource of this CSE");
  }
  if (const Resource* resource = locate(target, call.tree)) {
    return Addressed{.resource = resource};
  }
  const std::string last = target.segments.empty() ? std::string() : target.segments.back();
  if (last == "la" || last == "ol") {
    target.segments.pop_back();
    const Resource* container = locate(target, call.tree);
    if (container != nullptr && is(*container, ResourceType::container)) {
      constexpr auto kInstance = static_cast<std::uint32_t>(ResourceType::content_instance);
      const Resource* instance = last == "la" ? call.tree.latest(container->id, kInstance)
                                              : call.tree.oldest(container->id, kInstance);
      if (instance != nullptr) {
        return Addressed{.resource = instance, .is_virtual = true};
      }
    }
  }
  return refuse(Status::not_found, "to: no such resource");
}

Outcome<void> check_privilege(const Call& call, const Resource& target) {
  if (is_registration(call.request) && is(target, ResourceType::cse_base)) {
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

Outcome<ResponsePrimitive> perform(Call& call, const Addressed& target) {
  const bool reads_or_removes =
      call.request.operation == Operation::retrieve || call.request.operation == Operation::remove;
  if (target.is_virtual && !reads_or_removes) {
    return refuse(Status::operation_not_allowed, "op: latest and oldest are read or deleted only");
  }
  switch (call.request.operation) {
    case Operation::create:
      return create(call, *target.resource);
    case Operation::retrieve:
      return retrieve(call, *target.resource);
    case Operation::update:
      return update(call, *target.resource);
    case Operation::remove:
      return remove(call, *target.resource);
    case Operation::notify:
      break;
  }
  return refuse(Status::operation_not_allowed, "op: this CSE takes no NOTIFY");
}

Outcome<ResponsePrimitive> answer(Call& call, const onem2m::Association& association) {
  PLUMBLINE_TRY(check_request(call, association));
  PLUMBLINE_TRY(const auto target, addressed(call));
  if (call.request.operation != Operation::notify) {
    PLUMBLINE_TRY(check_privilege(call, *target.resource));
  }
  return perform(call, target);
}

}  // namespace

HostingCse::HostingCse(CseConfiguration configuration,
                       Ports ports,
                       std::unique_ptr<CsePolicy> policy)
    : configuration_(std::move(configuration)),
      ports_(ports),
      policy_(policy ? std::move(policy) : std::make_unique<CsePolicy>()),
      tree_(initial_resources(configuration_, ports_.clock.now())) {}

ResponsePrimitive HostingCse::handle(const onem2m::RequestPrimitive& request,
                                     const onem2m::Association& association) {
  Call call{.configuration = configuration_,
            .policy = *policy_,
            .tree = tree_,
            .random = ports_.random,
            .now = ports_.clock.now(),
            .request = request,
            .originator = onem2m::absolute_id(request.from, configuration_.identity),
            .entity = entity_behind(association, configuration_)};
  remove_expired(call);
  auto outcome = answer(call, association);
  if (!outcome) {
    auto fault = std::move(outcome).error();
    return onem2m::respond(request, fault.status, std::move(fault.detail));
  }
  return std::move(outcome).value();
}

}  // namespace plumbline::entities
