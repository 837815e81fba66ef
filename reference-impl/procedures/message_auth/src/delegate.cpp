#include "plumbline/message_auth/delegate.hpp"

#include "plumbline/core/quoted_name.hpp"

#include <utility>

namespace plumbline::message_auth {

using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

bool DelegatePolicy::serves(Basis basis) const {
  return basis != Basis::none;
}

bool DelegatePolicy::accepts_signal(const Signal& signal) const {
  return signal.originator == signal.device;
}

bool DelegatePolicy::passes_unprotected() const {
  return false;
}

bool DelegatePolicy::admits(const VerifiedRequest& request, const Authorizes& authorizes) const {
  return authorizes(request.source, request.primitive);
}

namespace {

Error not_delegate(const std::string& device) {
  return fail(Errc::not_permitted, "no delegate of " + quoted_name(device));
}

}  // namespace

Delegate::Delegate(DelegateConfiguration configuration,
                   EndPoint& end_point,
                   Authorizes authorizes,
                   std::unique_ptr<DelegatePolicy> policy)
    : configuration_(std::move(configuration)),
      end_point_(end_point),
      authorizes_(std::move(authorizes)),
      policy_(policy ? std::move(policy) : std::make_unique<DelegatePolicy>()) {}

Basis Delegate::basis_of(const std::string& device) const {
  if (configuration_.devices.contains(device)) {
    return Basis::policy;
  }
  return signalled_.contains(device) ? Basis::signal : Basis::none;
}

bool Delegate::acts_for(const std::string& id) const {
  return id == configuration_.id || policy_->serves(basis_of(id));
}

Result<void> Delegate::signal(const Signal& signal) {
  if (!policy_->accepts_signal(signal)) {
    return fail(Errc::not_permitted, "a signal that is not of " + quoted_name(signal.device));
  }
  if (configuration_.devices.contains(signal.device)) {
    return signal.assigns ? Result<void>{success()}
                          : fail(Errc::conflict, "delegated by the policy of the provider");
  }
  if (!signal.assigns) {
    signalled_.erase(signal.device);
    return success();
  }
  if (signalled_.size() >= configuration_.most_devices && !signalled_.contains(signal.device)) {
    return fail(Errc::too_large, "delegate of as many devices as may be");
  }
  signalled_.insert(signal.device);
  return success();
}

Result<RequestPrimitive> Delegate::send(const RequestPrimitive& inner,
                                        const Path& path,
                                        const std::string& to) {
  if (!acts_for(path.source)) {
    return not_delegate(path.source);
  }
  return end_point_.send(inner, path, to);
}

Admission Delegate::accept(const RequestPrimitive& outer,
                           const std::string& target,
                           Lookup lookup) {
  if (!acts_for(target) || (!is_protected(outer) && policy_->passes_unprotected())) {
    return NotServed{};
  }
  if (!is_protected(outer)) {
    return onem2m::respond(
        outer, Status::originator_not_authenticated, std::string{detail_of(Cause::not_authentic)});
  }
  Receipt receipt = end_point_.accept(outer, target, lookup);
  if (auto* const needed = std::get_if<CredentialNeeded>(&receipt)) {
    return std::move(*needed);
  }
  if (auto* const refused = std::get_if<ResponsePrimitive>(&receipt)) {
    return std::move(*refused);
  }
  VerifiedRequest& request = std::get<VerifiedRequest>(receipt);
  if (!policy_->admits(request, authorizes_)) {
    return reply(outer,
                 request,
                 onem2m::respond(request.primitive,
                                 Status::originator_has_no_privilege,
                                 "the application is not authorized for this request"));
  }
  return std::move(request);
}

ResponsePrimitive Delegate::reply(const RequestPrimitive& outer,
                                  const VerifiedRequest& request,
                                  const ResponsePrimitive& inner) {
  if (!acts_for(request.destination)) {
    return onem2m::respond(
        outer, Status::internal_server_error, not_delegate(request.destination).detail);
  }
  return end_point_.reply(outer, request, inner);
}

Answer Delegate::receive(const RequestPrimitive& inner,
                         const Path& path,
                         const ResponsePrimitive& outer,
                         Lookup lookup) {
  if (!acts_for(path.source)) {
    return not_delegate(path.source);
  }
  return end_point_.receive(inner, path, outer, lookup);
}

}  // namespace plumbline::message_auth
