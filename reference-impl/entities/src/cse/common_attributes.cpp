#include "common_attributes.hpp"

#include "plumbline/entities/cse/access_control.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace plumbline::entities {

using onem2m::Status;

namespace {

Outcome<void> check_rules(const std::string& privileges, const Json& set) {
  const auto rules = set.find("acr");
  const std::size_t count = rules == set.end() ? 0 : rules->size();
  for (std::size_t i = 0; i < count; ++i) {
    for (const auto& [name, value] : (*rules)[i].items()) {
      if (name != "acor" && name != "acop") {
        return refuse(Status::not_implemented,
                      privileges + ".acr[" + std::to_string(i) + "]." + name + ": not supported");
      }
    }
  }
  return success();
}

}  // namespace

const onem2m::ResourceTypeInfo* type_asked_for(const onem2m::RequestPrimitive& request) {
  const auto type = request.resource_type.value_or(0);
  if (request.content && request.content->is_object() && request.content->size() == 1) {
    if (const auto* info = onem2m::info_of(type, request.content->begin().key())) {
      return info;
    }
  }
  return onem2m::info_of(type);
}

Outcome<TimePoint> expiration_for(const Call& call,
                                  const Json& attributes,
                                  const Resource& parent) {
  TimePoint time = call.now + call.configuration.default_lifetime;
  const auto et = attributes.find("et");
  if (et != attributes.end() && et->is_string()) {
    const auto asked = onem2m::from_abs_rel_timestamp(et->get_ref<const std::string&>(), call.now);
    if (!asked) {
      return refuse(Status::bad_request, "et: " + asked.error().detail);
    }
    if (asked.value() <= call.now) {
      return refuse(Status::bad_request, "et: is in the past");
    }
    time = std::min(asked.value(), call.now + call.configuration.longest_lifetime);
  }
  return parent.expires ? std::min(time, *parent.expires) : time;
}

Outcome<void> check_policy_ids(const Call& call, const Json& attributes) {
  const auto ids = attributes.find("acpi");
  if (ids == attributes.end() || !ids->is_array()) {
    return success();
  }
  if (ids->empty()) {
    return refuse(Status::bad_request, "acpi: must name at least one policy");
  }
  for (std::size_t i = 0; i < ids->size(); ++i) {
    const auto& id = (*ids)[i].get_ref<const std::string&>();
    if (find_policy(id, call.tree, call.configuration.identity) == nullptr) {
      return refuse(Status::bad_request,
                    "acpi[" + std::to_string(i) + "]: no accessControlPolicy at this CSE");
    }
  }
  return success();
}

Outcome<void> check_supported(const Json& attributes) {
  constexpr std::array kAbsent{
      "at", "aa", "daci", "adri", "apri", "airi", "conr", "dcnt", "disr", "li"};
  for (const char* name : kAbsent) {
    if (attributes.contains(name)) {
      return refuse(Status::not_implemented, std::string(name) + ": not supported");
    }
  }
  for (const char* privileges : {"pv", "pvs"}) {
    if (const auto rules = attributes.find(privileges); rules != attributes.end()) {
      PLUMBLINE_TRY(check_rules(privileges, *rules));
    }
  }
  return success();
}

std::size_t custom_octets(const Json& attributes) {
  std::size_t octets = 0;
  for (const auto& [name, value] : attributes.items()) {
    if (name.starts_with("e2e:")) {
      octets +=
          value.is_string() ? value.get_ref<const std::string&>().size() : json_text(value).size();
    }
  }
  return octets;
}

Outcome<void> check_size(const Call& call, const Json& attributes, std::size_t replaced) {
  const CseLimits& limits = call.configuration.limits;
  const std::size_t octets = json_text(attributes).size();
  if (octets > limits.representation_octets) {
    return refuse(Status::not_acceptable,
                  "pc: larger than " + std::to_string(limits.representation_octets) + " octets");
  }
  if (call.tree.octets() + octets > limits.store_octets + replaced) {
    return refuse(Status::not_acceptable, "pc: the store of this CSE is full");
  }
  return success();
}

}  // namespace plumbline::entities
