#include "sut_endpoint.hpp"

#include <map>
#include <optional>
#include <set>
#include <utility>

namespace plumbline::harness {
namespace {

Result<std::optional<Address>> read_address(JsonReader& reader, std::string_view member) {
  const auto text = reader.optional_string(member);
  if (!text) {
    return std::optional<Address>{};
  }
  auto address = parse_address(*text);
  if (!address) {
    return fail(Errc::invalid_value,
                reader.where() + "." + std::string{member} + ": " + address.error().detail);
  }
  return std::optional{std::move(address.value())};
}

/// One address, or an array with one for each binding.
Result<std::map<std::string, Address>> read_addresses(JsonReader& reader, std::string_view member) {
  std::map<std::string, Address> out;
  const Json* const value = reader.optional_any(member);
  if (value == nullptr) {
    return out;
  }
  const std::string where = reader.where() + "." + std::string{member};
  for (const Json& entry : value->is_array() ? *value : Json::array({*value})) {
    if (!entry.is_string()) {
      return fail(Errc::invalid_value, where + " is neither an address nor an array of them");
    }
    auto address = parse_address(entry.get_ref<const std::string&>());
    if (!address) {
      return fail(Errc::invalid_value, where + ": " + address.error().detail);
    }
    const std::string binding{binding_of(address.value())};
    if (!out.emplace(binding, std::move(address.value())).second) {
      return fail(Errc::invalid_value, where + " names two addresses over " + binding);
    }
  }
  return out;
}

/// Further listeners of the servers in `out`, with TLS or without.
Result<void> add_listeners(JsonReader& reader,
                           std::string_view member,
                           bool secured,
                           std::optional<Address> ServerAddress::* side,
                           SutEndpoint& out) {
  PLUMBLINE_TRY(auto addresses, read_addresses(reader, member));
  for (auto& [binding, address] : addresses) {
    const auto server = out.servers.find(binding);
    if (is_secured(address) != secured || server == out.servers.end()) {
      return fail(Errc::invalid_value,
                  reader.where() + "." + std::string{member} + ": " + to_uri(address) +
                      " is not the " + (secured ? "secured" : "plain") +
                      " side of an address over " + binding);
    }
    server->second.*side = std::move(address);
  }
  return success();
}

Result<void> read_servers(JsonReader& reader, SutEndpoint& out) {
  PLUMBLINE_TRY(auto addresses, read_addresses(reader, "address"));
  for (auto& [binding, address] : addresses) {
    out.servers[binding].address = std::move(address);
  }
  PLUMBLINE_TRY(add_listeners(reader, "plain_address", false, &ServerAddress::plain, out));
  PLUMBLINE_TRY(add_listeners(reader, "certificate_address", true, &ServerAddress::certified, out));
  return success();
}

Result<std::set<Deviation>> read_dialect(JsonReader& reader) {
  std::set<Deviation> out;
  for (const std::string& name : read_texts(reader, "dialect")) {
    const auto deviation = deviation_named(name);
    if (!deviation) {
      return fail(Errc::invalid_value, reader.where() + ".dialect: there is no deviation " + name);
    }
    out.insert(*deviation);
  }
  return out;
}

Result<SutEndpoint> read_endpoint(const Json& value, const std::string& where, bool server) {
  JsonReader reader{value, where};
  SutEndpoint out;
  // Names that belong to the world are read there.
  static_cast<void>(reader.optional_string("cse_id"));
  static_cast<void>(reader.optional_string("cse_name"));
  static_cast<void>(reader.optional_string("fqdn"));
  static_cast<void>(reader.optional_string("release_version"));
  PLUMBLINE_TRY(read_servers(reader, out));
  PLUMBLINE_TRY(out.upper_tester, read_address(reader, "upper_tester"));
  PLUMBLINE_TRY(out.dialect, read_dialect(reader));
  out.store_path = reader.optional_string("store_path");
  out.base = reader.optional_string("base").value_or("");
  const auto command = read_texts(reader, "command");
  out.upper_tester_command = command;
  out.codec_command = command;
  for (std::string& binding : read_texts(reader, "bindings")) {
    out.client_bindings.insert(std::move(binding));
  }
  if (server && out.servers.empty()) {
    reader.refuse("address", "is missing");
  }
  if (!server && !out.upper_tester && command.empty()) {
    reader.refuse("command", "or upper_tester must be there");
  }
  PLUMBLINE_TRY(reader.finish());
  return out;
}

// IXIT object that says how a role is reached.
std::string_view place_of(Role role) {
  switch (role) {
    case Role::hcse:
    case Role::tcse:
      return "cse";
    case Role::tef:
      return "tef";
    case Role::codec:
      return "codec";
    case Role::ae_src:
    case Role::ae_cli:
      return "ae";
  }
  return "";
}

}  // namespace

std::vector<std::string> read_texts(JsonReader& reader, std::string_view member) {
  std::vector<std::string> out;
  const Json* array = reader.optional_array(member);
  for (const Json& entry : array == nullptr ? Json::array() : *array) {
    if (!entry.is_string()) {
      reader.refuse(member, "holds something that is no string");
      break;
    }
    out.push_back(entry.get<std::string>());
  }
  return out;
}

Result<void> read_endpoints(JsonReader& ixit, SutDescription& out) {
  for (const Role role : out.roles) {
    const std::string place{place_of(role)};
    const Json* value = ixit.optional_object(place);
    if (value == nullptr) {
      return fail(Errc::invalid_value,
                  "sut.ixit." + place + " is missing: the ICS claims the role " +
                      std::string{name_of(role)});
    }
    const bool server = role == Role::hcse || role == Role::tcse || role == Role::tef;
    PLUMBLINE_TRY(out.endpoints[role], read_endpoint(*value, "sut.ixit." + place, server));
  }
  // A place that no claimed role needs is no fault: several files may share one IXIT.
  for (const std::string_view place : {"ae", "codec", "cse", "tef"}) {
    static_cast<void>(ixit.optional_object(place));
  }
  return success();
}

}  // namespace plumbline::harness
