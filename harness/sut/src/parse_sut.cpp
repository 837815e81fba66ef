#include "plumbline/core/json_reader.hpp"
#include "plumbline/harness/file.hpp"
#include "plumbline/harness/sut_description.hpp"

#include "sut_endpoint.hpp"

#include <filesystem>
#include <memory>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr std::size_t kLargestFile = std::size_t{1} << 20U;

/// Files that a SUT file names, relative to its folder.
class Files {
 public:
  explicit Files(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] Result<std::string> text(const std::string& name) const {
    return read_file(std::filesystem::path{folder_} / name, kLargestFile);
  }

  /// A key file: hex digits, white space around them ignored.
  [[nodiscard]] Result<std::shared_ptr<const crypto::SecretBytes>> key(
      const std::string& name) const {
    PLUMBLINE_TRY(std::string digits, text(name));
    digits.erase(digits.find_last_not_of(" \r\n\t") + 1);
    digits.erase(0, digits.find_first_not_of(" \r\n\t"));
    auto octets = from_hex(digits);
    if (!octets || octets.value().size() < 16 || octets.value().size() > 64) {
      return fail(Errc::invalid_value, name + " does not hold 16 to 64 octets in hex");
    }
    return std::make_shared<const crypto::SecretBytes>(ByteView{octets.value()});
  }

 private:
  std::string folder_;
};

/// The key whose file `member` names, and its id.
Result<SharedKey> read_shared_key(JsonReader& owner, std::string_view member, const Files& files) {
  const Json* shared = owner.optional_object(member);
  if (shared == nullptr) {
    return SharedKey{};
  }
  JsonReader reader{*shared, owner.where() + "." + std::string{member}};
  SharedKey out;
  out.key_id = reader.string("key_id");
  const std::string file = reader.string("key_file");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(out.key, files.key(file));
  return out;
}

/// "/cse-b", and neither an AE-ID nor an absolute one.
bool is_cse_id(std::string_view id) {
  return id.starts_with('/') && id.find('/', 1) == std::string_view::npos;
}

Result<Actor> read_actor(JsonReader& originators, Who who, const World& names, const Files& files) {
  const std::string name{name_of(who)};
  JsonReader reader{originators.object(name), originators.where() + "." + name};
  Actor actor;
  actor.id = reader.string("id");
  actor.psk.identity = reader.optional_string("psk_identity").value_or("");
  if (is_cse(who)) {
    actor.fqdn = reader.string("fqdn");
  } else {
    actor.registration = reader.optional_string("registration").value_or("");
    PLUMBLINE_TRY(actor.pairwise, read_shared_key(reader, "pairwise_key", files));
  }
  PLUMBLINE_TRY(actor.message, read_shared_key(reader, "message_key", files));
  const auto psk_file = reader.optional_string("psk_file");
  if (actor.psk.identity.empty() == psk_file.has_value()) {
    reader.refuse("psk_identity", "and psk_file go together");
  }
  if (!reader.failed() && !onem2m::is_entity_id(actor.id)) {
    reader.refuse("id", "is no AE-ID");
  }
  if (!reader.failed() && is_cse(who) && !is_cse_id(actor.id)) {
    reader.refuse("id", "is no SP-relative CSE-ID");
  }
  PLUMBLINE_TRY(reader.finish());
  if (psk_file) {
    PLUMBLINE_TRY(actor.psk.key, files.key(*psk_file));
  }
  actor.absolute = onem2m::absolute_id(actor.id, names.cse);
  actor.certificate = is_cse(who) ? names.pki.for_server(actor.fqdn, CertificateFault::right)
                                  : names.pki.for_entity(actor.absolute, CertificateFault::right);
  return actor;
}

/// The actors of `world`; neighbouring CSEs may be missing.
Result<void> read_actors(JsonReader& ixit, World& world, const Files& files) {
  const Json& object = ixit.object("originators");
  JsonReader originators{object, ixit.where() + ".originators"};
  for (std::size_t i = 0; i < kActors; ++i) {
    const auto who = static_cast<Who>(i);
    if (!is_cse(who) || object.contains(name_of(who))) {
      PLUMBLINE_TRY(world.actors.at(i), read_actor(originators, who, world, files));
    }
  }
  return originators.finish();
}

Result<TestPki> read_pki(JsonReader& ixit, const Files& files, TimePoint now) {
  const Json* authority = ixit.optional_object("authority");
  if (authority == nullptr) {
    return TestPki::make(now);
  }
  JsonReader reader{*authority, ixit.where() + ".authority"};
  const std::string certificate = reader.string("certificate");
  const std::string key = reader.string("key");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto certificate_pem, files.text(certificate));
  PLUMBLINE_TRY(const auto key_pem, files.text(key));
  return TestPki::load(certificate_pem, key_pem, now);
}

std::string member_or(const Json* object, std::string_view member, std::string fallback) {
  if (object != nullptr && object->contains(member) && (*object)[std::string{member}].is_string()) {
    return (*object)[std::string{member}].get<std::string>();
  }
  return fallback;
}

Result<void> read_world(JsonReader& ixit, World& world, const Files& files) {
  const Json* cse = ixit.optional_object("cse");
  const Json* tef = ixit.optional_object("tef");
  world.cse = {.sp_id = ixit.optional_string("sp_id").value_or("//sp.example"),
               .cse_id = member_or(cse, "cse_id", "/cse-a"),
               .cse_name = member_or(cse, "cse_name", "cse")};
  world.release_version = member_or(cse, "release_version", "3");
  world.cse_fqdn = member_or(cse, "fqdn", "cse-a.sp.example");
  world.tef_fqdn = member_or(tef, "fqdn", "tef.example");
  PLUMBLINE_TRY(read_actors(ixit, world, files));
  PLUMBLINE_TRY(world.ke, read_shared_key(ixit, "shared_key", files));
  return success();
}

// Options that cannot be true of a SUT that is reached as the IXIT says.
Result<void> check_options(const SutDescription& sut) {
  for (const auto& [role, endpoint] : sut.endpoints) {
    const bool cse = role == Role::hcse || role == Role::tcse;
    if (!cse || !sut.options.contains("security-association")) {
      continue;
    }
    for (const auto& [binding, server] : endpoint.servers) {
      if (!is_secured(server.address)) {
        return fail(Errc::invalid_value,
                    "sut.ics.options claims security-association, but sut.ixit.cse.address over " +
                        binding + " is no " + binding + "s address");
      }
    }
  }
  const auto tef = sut.endpoints.find(Role::tef);
  if (sut.options.contains("store-path") && tef != sut.endpoints.end() && !tef->second.store_path) {
    return fail(Errc::invalid_value,
                "sut.ics.options claims store-path, but sut.ixit.tef.store_path is missing");
  }
  return success();
}

Result<void> check_neighbours(const SutDescription& sut) {
  for (const Who who : {Who::neighbour, Who::certified_neighbour}) {
    if (sut.roles.contains(Role::tcse) && sut.world.actor(who).id.empty()) {
      return fail(Errc::invalid_value,
                  "sut.ixit.originators." + std::string{name_of(who)} +
                      " is missing: the ICS claims the role TCSE");
    }
  }
  return success();
}

Result<void> read_ics(const Json& value, SutDescription& out) {
  JsonReader ics{value, "sut.ics"};
  for (const std::string& name : read_texts(ics, "roles")) {
    const auto role = role_named(name);
    if (!role) {
      return fail(Errc::invalid_value, "sut.ics.roles: there is no role " + name);
    }
    out.roles.insert(*role);
    out.info.roles.push_back(name);
  }
  for (std::string& option : read_texts(ics, "options")) {
    out.options.insert(std::move(option));
  }
  if (out.roles.empty()) {
    ics.refuse("roles", "names no role");
  }
  return ics.finish();
}

Result<void> read_rest(JsonReader& reader, SutDescription& out) {
  if (const Json* reset = reader.optional_object("reset"); reset != nullptr) {
    JsonReader hook{*reset, "sut.reset"};
    out.reset_command = read_texts(hook, "command");
    PLUMBLINE_TRY(hook.finish());
  }
  out.deviations = read_texts(reader, "deviations");
  const Json* scale = reader.optional_any("timeout_scale");
  if (scale != nullptr &&
      (!scale->is_number() || scale->get<double>() < 0.1 || scale->get<double>() > 100.0)) {
    reader.refuse("timeout_scale", "is no number from 0.1 to 100");
  } else if (scale != nullptr) {
    out.timeout_scale = scale->get<double>();
  }
  static_cast<void>(reader.optional_string("$schema"));
  return reader.finish();
}

}  // namespace

Result<SutDescription> parse_sut(std::string_view text, const std::string& folder, TimePoint now) {
  PLUMBLINE_TRY(const Json document, parse_json(text, {.octets = kLargestFile}));
  const Files files{folder};
  JsonReader reader{document, "sut"};
  JsonReader ixit{reader.object("ixit"), "sut.ixit"};
  PLUMBLINE_TRY(auto pki, read_pki(ixit, files, now));
  SutDescription out{.info = {},
                     .roles = {},
                     .options = {},
                     .endpoints = {},
                     .world = World{.cse = {},
                                    .cse_fqdn = {},
                                    .tef_fqdn = {},
                                    .actors = {},
                                    .ke = {},
                                    .pki = std::move(pki)},
                     .reset_command = {},
                     .deviations = {}};
  JsonReader sut{reader.object("sut"), "sut.sut"};
  out.info = {.name = sut.string("name"),
              .version = sut.optional_string("version").value_or(""),
              .vendor = sut.optional_string("vendor").value_or(""),
              .roles = {}};
  PLUMBLINE_TRY(sut.finish());
  PLUMBLINE_TRY(read_ics(reader.object("ics"), out));
  PLUMBLINE_TRY(read_world(ixit, out.world, files));
  PLUMBLINE_TRY(read_endpoints(ixit, out));
  PLUMBLINE_TRY(ixit.finish());
  PLUMBLINE_TRY(read_rest(reader, out));
  PLUMBLINE_TRY(check_options(out));
  PLUMBLINE_TRY(check_neighbours(out));
  return out;
}

Result<SutDescription> load_sut(const std::string& path, TimePoint now) {
  PLUMBLINE_TRY(const auto text, read_file(path, kLargestFile));
  const std::string folder = std::filesystem::path{path}.parent_path().string();
  auto parsed = parse_sut(text, folder.empty() ? "." : folder, now);
  if (!parsed) {
    return fail(parsed.error().code, path + ": " + parsed.error().detail);
  }
  return parsed;
}

}  // namespace plumbline::harness
