#include "plumbline/harness/sut_description.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

namespace plumbline::embedded {
extern const std::string_view kSutSchema;
}

namespace plumbline::harness {
namespace {

namespace fs = std::filesystem;

// Creates the file readable by its owner only, before anything secret is in it.
Result<void> write_private(const fs::path& path, std::string_view text) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  std::error_code failed;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, failed);
  file << text;
  file.flush();
  if (!file || failed) {
    return fail(Errc::io, "cannot write " + path.string());
  }
  return success();
}

Result<void> write_key(const fs::path& path, const crypto::SecretBytes& key) {
  const std::string digits = to_hex(key.expose());
  return write_private(path, digits + "\n");
}

/// One address as it is, several as an array.
void put_addresses(Json& out, const char* member, const Json& addresses) {
  if (!addresses.empty()) {
    out[member] = addresses.size() == 1 ? addresses.front() : addresses;
  }
}

Json endpoint_of(const SutEndpoint& endpoint) {
  Json out = Json::object();
  Json addresses = Json::array();
  Json plain = Json::array();
  Json certified = Json::array();
  for (const auto& [binding, server] : endpoint.servers) {
    addresses.push_back(to_uri(server.address));
    if (server.plain) {
      plain.push_back(to_uri(*server.plain));
    }
    if (server.certified) {
      certified.push_back(to_uri(*server.certified));
    }
  }
  put_addresses(out, "address", addresses);
  put_addresses(out, "plain_address", plain);
  put_addresses(out, "certificate_address", certified);
  if (endpoint.client_bindings != std::set<std::string>{"http"} &&
      !endpoint.client_bindings.empty()) {
    out["bindings"] = endpoint.client_bindings;
  }
  if (endpoint.upper_tester) {
    out["upper_tester"] = to_uri(*endpoint.upper_tester);
  }
  if (!endpoint.upper_tester_command.empty()) {
    out["command"] = endpoint.upper_tester_command;
  }
  if (endpoint.store_path) {
    out["store_path"] = *endpoint.store_path;
  }
  for (const Deviation deviation : endpoint.dialect) {
    out["dialect"].push_back(name_of(deviation));
  }
  if (!endpoint.base.empty()) {
    out["base"] = endpoint.base;
  }
  return out;
}

/// @param files beginning of the paths of its credentials
Json originator_of(const Actor& actor, const std::string& files) {
  Json entry{{"id", actor.id}};
  if (actor.psk.key) {
    entry["psk_identity"] = actor.psk.identity;
    entry["psk_file"] = files + ".hex";
  }
  if (!actor.fqdn.empty()) {
    entry["fqdn"] = actor.fqdn;
  }
  if (actor.pairwise.key) {
    entry["pairwise_key"] = {{"key_id", actor.pairwise.key_id},
                             {"key_file", files + "-pairwise.hex"}};
  }
  if (actor.message.key) {
    entry["message_key"] = {{"key_id", actor.message.key_id}, {"key_file", files + "-message.hex"}};
  }
  return entry;
}

Json ixit_of(const SutDescription& description, const std::string& folder) {
  const World& world = description.world;
  Json cse{
      {"cse_id", world.cse.cse_id}, {"cse_name", world.cse.cse_name}, {"fqdn", world.cse_fqdn}};
  Json tef{{"fqdn", world.tef_fqdn}};
  Json ixit{{"sp_id", world.cse.sp_id},
            {"authority",
             {{"certificate", folder + "/authority.pem"}, {"key", folder + "/authority-key.pem"}}},
            {"shared_key", {{"key_id", world.ke.key_id}, {"key_file", folder + "/ke.hex"}}}};
  for (const auto& [role, endpoint] : description.endpoints) {
    if (role == Role::hcse || role == Role::tcse) {
      cse.update(endpoint_of(endpoint));
    } else if (role == Role::tef) {
      tef.update(endpoint_of(endpoint));
    } else {
      ixit[role == Role::codec ? "codec" : "ae"] = endpoint_of(endpoint);
    }
  }
  ixit["cse"] = std::move(cse);
  ixit["tef"] = std::move(tef);
  for (std::size_t i = 0; i < kActors; ++i) {
    const std::string name{name_of(static_cast<Who>(i))};
    ixit["originators"][name] = originator_of(world.actors.at(i), folder + "/" + name);
  }
  return ixit;
}

Result<void> write_credentials(const World& world, const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  fs::permissions(folder, fs::perms::owner_all, failed);
  if (failed) {
    return fail(Errc::io, "cannot make " + folder.string() + ": " + failed.message());
  }
  PLUMBLINE_TRY(write_private(folder / "authority.pem", world.pki.authority_pem()));
  const crypto::SecretBytes key = world.pki.authority_key_pem();
  PLUMBLINE_TRY(write_private(folder / "authority-key.pem", as_text(key.expose())));
  PLUMBLINE_TRY(write_key(folder / "ke.hex", *world.ke.key));
  for (std::size_t i = 0; i < kActors; ++i) {
    const Actor& actor = world.actors.at(i);
    const std::string name{name_of(static_cast<Who>(i))};
    if (actor.psk.key) {
      PLUMBLINE_TRY(write_key(folder / (name + ".hex"), *actor.psk.key));
    }
    if (actor.pairwise.key) {
      PLUMBLINE_TRY(write_key(folder / (name + "-pairwise.hex"), *actor.pairwise.key));
    }
    if (actor.message.key) {
      PLUMBLINE_TRY(write_key(folder / (name + "-message.hex"), *actor.message.key));
    }
  }
  return success();
}

}  // namespace

std::string_view sut_schema() noexcept {
  return embedded::kSutSchema;
}

Result<void> save_sut(const SutDescription& description, const std::string& path) {
  const fs::path file{path};
  const std::string folder = file.stem().string() + "-credentials";
  PLUMBLINE_TRY(write_credentials(description.world, file.parent_path() / folder));
  Json ics{{"roles", description.info.roles}, {"options", description.options}};
  if (!description.possible_options.is_null()) {
    ics["$comment_options"] = description.possible_options;
  }
  const Json document{
      {"$comment", "`plumbline init --schema` prints what may stand here and what it means"},
      {"sut",
       {{"name", description.info.name},
        {"version", description.info.version},
        {"vendor", description.info.vendor}}},
      {"ics", std::move(ics)},
      {"ixit", ixit_of(description, folder)}};
  return write_private(file, document.dump(2) + "\n");
}

}  // namespace plumbline::harness
