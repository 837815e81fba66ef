#include "fetch_command.hpp"

#include "plumbline/core/json_reader.hpp"

namespace plumbline::entities::ae {

Result<FetchCommand> parse_fetch_command(const Json& argument) {
  JsonReader reader{argument, "arg"};
  FetchCommand command;
  command.address = reader.string("address");
  if (command.address.empty()) {
    reader.refuse("address", "is empty");
  }
  command.send_freshness = reader.optional_boolean("send_freshness").value_or(true);
  command.use_cache = reader.optional_boolean("use_cache").value_or(true);
  command.policy = reader.optional_string("policy");
  PLUMBLINE_TRY(reader.finish());
  return command;
}

}  // namespace plumbline::entities::ae
