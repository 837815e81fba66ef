#include "registration.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include <string_view>

namespace plumbline::entities {

namespace {

using onem2m::Status;

/// The stem of an absolute AE-ID that this CSE may serve; empty for any other entity.
std::string_view stem_of(std::string_view absolute, const onem2m::NodeIdentity& self) {
  const auto slash = absolute.rfind('/');
  const std::string_view stem = absolute.substr(slash + 1);
  const std::string_view above = absolute.substr(0, slash);
  const bool assigned_here = stem.starts_with('C') && above == self.sp_id + self.cse_id;
  const bool assigned_by_provider = stem.starts_with('S') && above == self.sp_id;
  return assigned_here || assigned_by_provider ? stem : std::string_view();
}

std::string new_stem(std::string_view kind, RandomSource& random) {
  constexpr std::size_t kOctets = 8;
  return (kind.empty() ? "C" : std::string(kind)) + to_hex(random.bytes(kOctets));
}

bool is_cse_id(std::string_view absolute) {
  const auto slash = absolute.find('/', 2);
  return slash != std::string_view::npos && absolute.find('/', slash + 1) == std::string_view::npos;
}

}  // namespace

Outcome<void> check_registree(const Call& call, const Json& attributes) {
  const onem2m::NodeIdentity& self = call.configuration.identity;
  const std::string csi = text_at(attributes, "csi");
  const std::string id = onem2m::absolute_id(csi, self);
  if (!onem2m::is_entity_id(csi) || !is_cse_id(id) || id == self.sp_id + self.cse_id) {
    return refuse(Status::bad_request, "csi: not the CSE-ID of another CSE");
  }
  if (call.originator != id) {
    return refuse(Status::bad_request, "csi: a CSE registers in its own name, which is From");
  }
  if (!call.entity.empty() && call.entity != id) {
    return refuse(Status::originator_not_authenticated,
                  "fr: is not the entity of the security association");
  }
  for (const Resource* child : call.tree.children(call.tree.base().id)) {
    const std::string other = text_at(child->attributes, "csi");
    if (!other.empty() && onem2m::absolute_id(other, self) == id) {
      return refuse(Status::originator_has_already_registered, "fr: " + csi + " is registered");
    }
  }
  return success();
}

Outcome<std::string> ae_id_for(const Call& call) {
  const onem2m::NodeIdentity& self = call.configuration.identity;
  const std::string& from = call.request.from;
  const bool open = from.empty() || from == "C" || from == "S";
  const std::string claimed = open ? call.entity : onem2m::absolute_id(from, self);
  std::string stem(stem_of(claimed, self));
  if (!open && stem.empty()) {
    return refuse(Status::bad_request, "fr: not an AE-ID of this CSE or service provider");
  }
  if (stem.empty()) {
    stem = new_stem(from, call.random);
  }
  if (call.tree.find(stem) != nullptr) {
    return refuse(Status::originator_has_already_registered, "fr: " + stem + " is registered");
  }
  return stem;
}

}  // namespace plumbline::entities
