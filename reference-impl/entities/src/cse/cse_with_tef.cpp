#include "plumbline/entities/cse/cse_with_tef.hpp"

#include "plumbline/entities/cse/access_control.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include <string_view>
#include <utility>

namespace plumbline::entities {

CseWithTef::CseWithTef(HostingCse& cse, Server& tef, onem2m::NodeIdentity self)
    : cse_(cse),
      tef_(tef),
      self_(std::move(self)) {}

onem2m::ResponsePrimitive CseWithTef::handle(const onem2m::RequestPrimitive& request,
                                             const onem2m::Association& association) {
  return is_for_tef(request) ? tef_.handle(request, association)
                             : cse_.handle(request, association);
}

Handling CseWithTef::accept(const onem2m::RequestPrimitive& request,
                            const onem2m::Association& association) {
  return is_for_tef(request) ? tef_.handle(request, association)
                             : cse_.accept(request, association);
}

onem2m::ResponsePrimitive CseWithTef::complete(const Forward& forward,
                                               Result<onem2m::ResponsePrimitive> answer) {
  return cse_.complete(forward, std::move(answer));
}

bool CseWithTef::is_for_tef(const onem2m::RequestPrimitive& request) const {
  if (request.operation == onem2m::Operation::create) {
    return request.resource_type == static_cast<std::uint32_t>(onem2m::ResourceType::credential);
  }
  std::string_view to = request.to;
  if (to.starts_with("/-/")) {
    to.remove_prefix(1);
  }
  if (!to.starts_with("-/") || to.find('/', 2) != std::string_view::npos) {
    return false;
  }
  if (to.find('@') != std::string_view::npos) {
    return true;
  }
  const auto target = onem2m::resolve_target(to, self_);
  return target && locate(target.value(), cse_.resources()) == nullptr;
}

}  // namespace plumbline::entities
