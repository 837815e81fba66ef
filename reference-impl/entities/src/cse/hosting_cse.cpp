#include "plumbline/entities/cse/hosting_cse.hpp"

#include "plumbline/escertke/terminator.hpp"
#include "plumbline/keys/pairwise_e2e.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/security_info.hpp"

#include "../established_keys.hpp"
#include "call.hpp"
#include "containment.hpp"
#include "creation.hpp"
#include "esf_end.hpp"
#include "forwarding.hpp"
#include "initial_resources.hpp"
#include "is_type.hpp"
#include "message_end.hpp"
#include "modification.hpp"
#include "outcome.hpp"
#include "request_check.hpp"
#include "result_content.hpp"
#include "retrieval.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <variant>

namespace plumbline::entities {

namespace {

using onem2m::Operation;
using onem2m::ResourceType;
using onem2m::ResponsePrimitive;
using onem2m::Status;

void remove_expired(Call& call) {
  for (const std::string& id : call.tree.due(call.now)) {
    const Resource* resource = call.tree.find(id);
    if (resource != nullptr && call.policy.expired(*resource, call.now)) {
      remove_resource(call, *resource);
    }
  }
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

/// A request that passed the checks of its way here.
Outcome<ResponsePrimitive> serve(Call& call) {
  PLUMBLINE_TRY(check_query(call.request));
  PLUMBLINE_TRY(const auto target, addressed(call));
  if (call.request.operation != Operation::notify) {
    PLUMBLINE_TRY(check_privilege(call, *target.resource));
  }
  return perform(call, target);
}

Outcome<ResponsePrimitive> serve_proven(Call& call) {
  PLUMBLINE_TRY(check_proven_request(call));
  return serve(call);
}

/// Whether a NOTIFY belongs to a security procedure; then its target has to be the CSEBase.
bool has_security_info(const onem2m::RequestPrimitive& request) {
  return request.operation == Operation::notify && request.content &&
         request.content->is_object() && request.content->contains("m2m:seci");
}

Outcome<void> check_notification(const Call& call) {
  PLUMBLINE_TRY(check_query(call.request));
  PLUMBLINE_TRY(const auto target, addressed(call));
  if (target.resource->id != call.tree.base().id) {
    return refuse(Status::operation_not_allowed, "to: security procedures are for the CSEBase");
  }
  return check_privilege(call, *target.resource);
}

ResponsePrimitive response_of(const onem2m::RequestPrimitive& request,
                              Outcome<ResponsePrimitive> outcome) {
  if (outcome) {
    return std::move(outcome).value();
  }
  auto fault = std::move(outcome).error();
  return onem2m::respond(request, fault.status, std::move(fault.detail));
}

/// What tells one request on its way from all others, in whatever form From came.
std::string key_of(const onem2m::RequestPrimitive& request, const onem2m::NodeIdentity& self) {
  return onem2m::absolute_id(request.from, self) + ' ' + request.request_id;
}

}  // namespace

HostingCse::HostingCse(CseConfiguration configuration,
                       Ports ports,
                       std::unique_ptr<CsePolicy> policy)
    : configuration_(std::move(configuration)),
      ports_(ports),
      policy_(policy ? std::move(policy) : std::make_unique<CsePolicy>()),
      tree_(initial_resources(configuration_, ports_.clock.now())) {
  if (configuration_.escertke) {
    start_escertke(*configuration_.escertke);
  }
  if (configuration_.pairwise_keys) {
    configuration_.esprim.identity = configuration_.identity;
    esprim_ = std::make_unique<esprim::Receiver>(configuration_.esprim,
                                                 *configuration_.pairwise_keys,
                                                 ports_.clock,
                                                 ports_.random,
                                                 policy_->esprim_policy());
  }
  if (configuration_.esf_sm) {
    esf_ = std::make_unique<EsfEnd>(configuration_, ports_, *policy_);
  }
  if (configuration_.message_credentials) {
    messages_ = std::make_unique<MessageEnd>(configuration_, ports_, *policy_);
  }
}

HostingCse::~HostingCse() = default;

void HostingCse::start_escertke(escertke::TerminatorConfiguration configuration) {
  configuration.identity = configuration_.identity;
  if (!configuration_.pairwise_keys) {
    configuration_.pairwise_keys = std::make_shared<esprim::PairwiseKeys>();
  }
  established_ = std::make_unique<EstablishedKeys>(*configuration_.pairwise_keys,
                                                   configuration_.limits.established_keys);
  escertke_ = std::make_unique<escertke::Terminator>(
      escertke::Terminator::make(std::move(configuration), ports_.clock, policy_->escertke_policy())
          .value());
  configuration_.esprim.features.push_back(static_cast<int>(keys::PairwiseE2eUse::esprim));
}

Call HostingCse::call_for(const onem2m::RequestPrimitive& request,
                          const onem2m::Association& association) {
  return {.configuration = configuration_,
          .policy = *policy_,
          .tree = tree_,
          .random = ports_.random,
          .now = ports_.clock.now(),
          .request = request,
          .originator = onem2m::absolute_id(request.from, configuration_.identity),
          .entity = entity_behind(association, configuration_)};
}

ResponsePrimitive HostingCse::handle(const onem2m::RequestPrimitive& request,
                                     const onem2m::Association& association) {
  Call call = call_for(request, association);
  remove_expired(call);
  if (const auto checked = check_request(call, association); checked.has_error()) {
    return response_of(request, checked.error());
  }
  if (esprim_ && has_security_info(request)) {
    return take_security_info(call);
  }
  if (esf_ && carries_envelope(request)) {
    return take_envelope(call);
  }
  if (messages_ && request.operation == Operation::notify && message_auth::is_protected(request)) {
    return take_message(call);
  }
  publish_e2e_sec_info();
  return response_of(request, serve(call));
}

void HostingCse::publish_e2e_sec_info() {
  if (!esprim_) {
    return;
  }
  const Resource& base = tree_.base();
  Json info = onem2m::to_json(esprim_->e2e_sec_info());
  const auto published = base.attributes.find("esi");
  if (published == base.attributes.end() || *published != info) {
    Json attributes = base.attributes;
    attributes["esi"] = std::move(info);
    tree_.replace(base.id, std::move(attributes), base.expires);
  }
}

ResponsePrimitive HostingCse::take_security_info(const Call& call) {
  if (const auto checked = check_notification(call); checked.has_error()) {
    return response_of(call.request, checked.error());
  }
  const auto info = onem2m::parse_security_info(call.request.content);
  const bool flight = info && info.value().type == onem2m::SecurityInfoType::escertke_message;
  return escertke_ && flight ? take_flight(call.request) : take_protected(call.request);
}

// TS-0001 clause 11.4.3. The answer is on its way as soon as it is returned, so the key is in use.
ResponsePrimitive HostingCse::take_flight(const onem2m::RequestPrimitive& notify) {
  escertke::Receipt receipt = escertke_->accept(notify);
  if (receipt.established) {
    established_->add(*std::move(receipt.established), ports_.clock.now());
  }
  return std::move(receipt.response);
}

// TS-0003 clause 8.4.2 steps C.5 to C.8
ResponsePrimitive HostingCse::take_protected(const onem2m::RequestPrimitive& outer) {
  auto receipt = esprim_->accept(outer, esprim::KeyLookup::done);
  if (const auto* const opened = std::get_if<esprim::OpenedRequest>(&receipt)) {
    return esprim_->reply(*opened, perform_proven(opened->request, opened->originator));
  }
  return std::get<ResponsePrimitive>(std::move(receipt));
}

// TR-0012 clauses 6.2.3.1, 6.2.3.2
ResponsePrimitive HostingCse::take_envelope(const Call& call) {
  if (call.request.operation == Operation::notify) {
    if (const auto checked = check_notification(call); checked.has_error()) {
      return response_of(call.request, checked.error());
    }
    return esf_->take(call.request, call.originator, [&](const onem2m::RequestPrimitive& inner) {
      return perform_proven(inner, call.originator);
    });
  }
  auto restored = esf_->restore(call.request, call.originator);
  if (!restored) {
    return response_of(call.request, std::move(restored).error());
  }
  return esf_->treat(
      call.request, perform_proven(restored.value(), call.originator), call.originator);
}

ResponsePrimitive HostingCse::take_message(const Call& call) {
  if (const auto checked = check_notification(call); checked.has_error()) {
    return response_of(call.request, checked.error());
  }
  return messages_->take(call.request, [this](const message_auth::VerifiedRequest& verified) {
    return perform_proven(verified.primitive, verified.source);
  });
}

ResponsePrimitive HostingCse::perform_proven(const onem2m::RequestPrimitive& request,
                                             const std::string& originator) {
  Call call{.configuration = configuration_,
            .policy = *policy_,
            .tree = tree_,
            .random = ports_.random,
            .now = ports_.clock.now(),
            .request = request,
            .originator = originator,
            .entity = originator};
  publish_e2e_sec_info();
  return response_of(request, serve_proven(call));
}

Handling HostingCse::accept(const onem2m::RequestPrimitive& request,
                            const onem2m::Association& association) {
  Call call = call_for(request, association);
  remove_expired(call);
  auto outcome = forward_of(call, association);
  if (!outcome) {
    return response_of(request, std::move(outcome).error());
  }
  auto forward = std::move(outcome).value();
  return forward ? remember(*std::move(forward)) : handle(request, association);
}

Handling HostingCse::remember(Forward forward) {
  constexpr std::chrono::minutes kLongest{10};
  const TimePoint now = ports_.clock.now();
  std::erase_if(on_their_way_, [&](const auto& entry) { return entry.second <= now; });
  if (on_their_way_.size() >= configuration_.limits.forwards) {
    return onem2m::respond(forward.request,
                           Status::target_not_reachable,
                           "as many requests are on their way as this CSE takes");
  }
  const TimePoint until = std::min(forward.expires.value_or(now + kLongest), now + kLongest);
  if (!on_their_way_.emplace(key_of(forward.request, configuration_.identity), until).second) {
    return onem2m::respond(forward.request,
                           Status::target_not_reachable,
                           "rqi: a request with this id is on its way from here: a loop");
  }
  return forward;
}

ResponsePrimitive HostingCse::complete(const Forward& forward, Result<ResponsePrimitive> answer) {
  on_their_way_.erase(key_of(forward.request, configuration_.identity));
  return policy_->returning(answer_to(forward, std::move(answer)));
}

}  // namespace plumbline::entities
