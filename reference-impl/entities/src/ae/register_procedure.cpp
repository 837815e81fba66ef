#include "register_procedure.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include <utility>

namespace plumbline::entities::ae {

Result<RegisterCommand> parse_register_command(const Json& argument) {
  JsonReader reader{argument, "arg"};
  RegisterCommand command;
  command.api = reader.optional_string("api").value_or(command.api);
  command.resource_name = reader.optional_string("resource_name");
  PLUMBLINE_TRY(reader.finish());
  return command;
}

Flow<AeFinished> RegisterProcedure::run() {
  Result<Json> registered = co_await register_ae();
  AeFinished finished;
  finished.output =
      registered ? std::move(registered).value() : session_.failure(registered.error());
  co_return std::move(finished);
}

/// @source TS-0001 clause 10.2.2.2
Flow<Result<Json>> RegisterProcedure::register_ae() {
  Json attributes = {{"api", command_.api}, {"rr", false}};
  if (command_.resource_name) {
    attributes["rn"] = *command_.resource_name;
  }
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::create;
  request.to = "-";
  request.resource_type = static_cast<std::uint32_t>(onem2m::ResourceType::ae);
  request.content = Json::object();
  (*request.content)["m2m:ae"] = std::move(attributes);
  session_.policy().prepare_hosting(request);
  session_.enter("register");
  PLUMBLINE_CO_TRY(const Answered answered, co_await session_.send(AePeer::cse, request));
  PLUMBLINE_CO_TRY(const Json* const created, attributes_of(answered.response, "m2m:ae"));
  JsonReader reader{*created, "m2m:ae"};
  Json output = {{"outcome", "registered"},
                 {"aei", reader.string("aei")},
                 {"address", onem2m::created_address(request, answered.response)}};
  PLUMBLINE_CO_TRY(reader.finish_lenient());
  co_return std::move(output);
}

}  // namespace plumbline::entities::ae
