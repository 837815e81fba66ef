#include "hosting_requests.hpp"

#include "plumbline/onem2m/resource_type.hpp"

#include <string_view>
#include <utility>

namespace plumbline::entities::ae {

namespace {

/// mgmtDefinition of [deviceInfo], TS-0004 clause 6.3.4.2.5 ff. (m2m:mgmtDefinition).
constexpr unsigned kDeviceInfo = 1007;

onem2m::RequestPrimitive creation(const Place& place,
                                  onem2m::ResourceType type,
                                  std::string_view root,
                                  Json attributes) {
  attributes["rn"] = place.name;
  if (!place.acpi.empty()) {
    attributes["acpi"] = place.acpi;
  }
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::create;
  request.to = place.parent;
  request.resource_type = static_cast<std::uint32_t>(type);
  request.content = Json::object();
  (*request.content)[std::string{root}] = std::move(attributes);
  return request;
}

}  // namespace

onem2m::RequestPrimitive create_policy(const Place& place, Json attributes) {
  return creation(
      place, onem2m::ResourceType::access_control_policy, "m2m:acp", std::move(attributes));
}

onem2m::RequestPrimitive create_container(const Place& place) {
  return creation(place, onem2m::ResourceType::container, "m2m:cnt", Json::object());
}

onem2m::RequestPrimitive create_instance(const Place& place,
                                         const data_at_rest::ProtectedContent& content) {
  return creation(place,
                  onem2m::ResourceType::content_instance,
                  "m2m:cin",
                  {{"cnf", content.cnf}, {"con", content.con}});
}

onem2m::RequestPrimitive create_management_object(const Place& place,
                                                  const data_at_rest::ProtectedContent& content) {
  return creation(place,
                  onem2m::ResourceType::mgmt_obj,
                  "m2m:dvi",
                  {{"mgd", kDeviceInfo},
                   {"dlb", "plumbline"},
                   {"man", "plumbline"},
                   {"mod", "reference"},
                   {"dty", "sensor"},
                   {"dc", content.con}});
}

onem2m::RequestPrimitive create_child(const Place& place,
                                      const data_at_rest::ProtectedChild& child) {
  const data_at_rest::ChildNames names = data_at_rest::names_of(child.kind);
  return creation(place,
                  onem2m::ResourceType::flex_container,
                  names.root,
                  {{"cnd", names.definition},
                   {"e2e:env", child.object},
                   {"e2e:cp", Json::parse(data_at_rest::to_text(child.params))}});
}

onem2m::RequestPrimitive create_credential_ids(const Place& place, const Json& ids) {
  return creation(place,
                  onem2m::ResourceType::content_instance,
                  "m2m:cin",
                  {{"cnf", "application/json:0"}, {"con", json_text(ids)}});
}

}  // namespace plumbline::entities::ae
