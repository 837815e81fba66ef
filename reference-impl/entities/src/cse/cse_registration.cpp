#include "plumbline/entities/cse/cse_registration.hpp"

#include "plumbline/onem2m/resource_type.hpp"

#include <cstdint>
#include <utility>

namespace plumbline::entities {

onem2m::RequestPrimitive cse_registration(const CseConfiguration& configuration,
                                          const Registrar& registrar,
                                          std::string request_id) {
  constexpr unsigned kMiddleNode = 2;
  const onem2m::NodeIdentity& self = configuration.identity;
  Json attributes{{"rn", self.cse_id.substr(1)},
                  {"cst", kMiddleNode},
                  {"csi", self.cse_id},
                  {"cb", self.sp_id + self.cse_id + '/' + self.cse_name},
                  {"rr", !configuration.points_of_access.empty()},
                  {"srv", Json::array({"2a", "3"})}};
  if (!configuration.points_of_access.empty()) {
    attributes["poa"] = configuration.points_of_access;
  }
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::create;
  request.to = registrar.cse_id + "/-";
  request.from = self.cse_id;
  request.request_id = std::move(request_id);
  request.resource_type = static_cast<std::uint32_t>(onem2m::ResourceType::remote_cse);
  request.content = Json{{"m2m:csr", std::move(attributes)}};
  return request;
}

}  // namespace plumbline::entities
