#include "host_command.hpp"

#include "command_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace plumbline::entities::ae {

namespace {

using data_at_rest::Form;
using data_at_rest::KeyScope;
using data_at_rest::Level;
using data_at_rest::Order;
using data_at_rest::Protection;

constexpr std::size_t kMaxInstances = 32;
constexpr std::size_t kMaxTargets = 64;
constexpr std::size_t kMaxSalt = 64;
constexpr std::size_t kMaxName = 128;
constexpr std::int64_t kMaxLifetime = 1'000'000'000;

constexpr std::array<std::string_view, 2> kResources{"contentInstance", "mgmtObj"};
constexpr std::array<std::string_view, 4> kProtections{"encrypt", "integrity", "both", "aead"};
constexpr std::array<std::string_view, 5> kForms{
    "compact", "json", "json-base64", "children", "part"};
constexpr std::array<std::string_view, 2> kOrders{"sign-then-encrypt", "encrypt-then-sign"};
constexpr std::array<std::string_view, 3> kHashes{"sha256", "sha384", "sha512"};
constexpr std::array<std::string_view, 4> kKeyAlgorithms{"dir", "A128KW", "A192KW", "A256KW"};
constexpr std::array<std::string_view, 3> kContentAlgorithms{"A128GCM", "A192GCM", "A256GCM"};
constexpr std::array<std::string_view, 3> kMacAlgorithms{"HS256", "HS384", "HS512"};
constexpr std::array<std::string_view, 3> kScopes{"data", "container", "content-instance"};
constexpr std::array<std::string_view, 2> kFreshness{"nonce", "time"};
constexpr std::array<std::string_view, 4> kKeySources{"own", "random", "exporter", "ke"};
constexpr std::array<std::string_view, 3> kLevels{"master", "keys", "resource"};
constexpr std::array<std::string_view, 3> kIdForms{"minted", "named", "hashed"};
constexpr std::array<std::string_view, 2> kCarriers{"params", "child"};

std::string read_name(JsonReader& reader, std::string_view member, std::string text) {
  if (text.empty() || text.size() > kMaxName || text.find('/') != std::string::npos) {
    reader.refuse(member, "is a resource name of 1 to 128 octets");
  }
  return text;
}

Result<HostInstance> read_instance(const Json& json) {
  JsonReader reader{json, "arg.instances"};
  HostInstance instance;
  instance.payload = reader.string("payload");
  if (auto name = reader.optional_string("name")) {
    instance.name = read_name(reader, "name", std::move(*name));
  }
  PLUMBLINE_TRY(reader.finish());
  return instance;
}

Result<std::vector<HostInstance>> read_instances(JsonReader& reader) {
  auto payload = reader.optional_string("payload");
  const Json* const array = reader.optional_array("instances");
  if (payload.has_value() == (array != nullptr)) {
    reader.refuse("payload", "or instances must be there, and not both");
    return std::vector<HostInstance>{};
  }
  std::vector<HostInstance> instances;
  if (payload) {
    instances.push_back({.payload = std::move(*payload), .name = {}});
    return instances;
  }
  if (array->empty() || array->size() > kMaxInstances) {
    reader.refuse("instances", "has 1 to 32 entries");
    return instances;
  }
  for (const Json& entry : *array) {
    PLUMBLINE_TRY(HostInstance instance, read_instance(entry));
    instances.push_back(std::move(instance));
  }
  return instances;
}

/// One of `names`, each known to `find`.
template <typename Algorithm, std::size_t kSize>
Algorithm read_algorithm(JsonReader& reader,
                         std::string_view member,
                         const std::array<std::string_view, kSize>& names,
                         Algorithm otherwise,
                         std::optional<Algorithm> (*find)(std::string_view) noexcept) {
  const auto name = reader.optional_string(member);
  if (!name) {
    return otherwise;
  }
  if (std::find(names.begin(), names.end(), *name) == names.end()) {
    reader.refuse(member, one_of(names.data(), kSize), Errc::algorithm_not_allowed);
    return otherwise;
  }
  return find(*name).value_or(otherwise);
}

/// The MIC whose key is as long as that hash.
jose::JwsAlg mac_of(crypto::HashAlgorithm hash) {
  switch (hash) {
    case crypto::HashAlgorithm::sha384:
      return jose::JwsAlg::hs384;
    case crypto::HashAlgorithm::sha512:
      return jose::JwsAlg::hs512;
    default:
      return jose::JwsAlg::hs256;
  }
}

void read_protection(JsonReader& reader, HostCommand& command) {
  auto& plan = command.plan;
  plan.protection = read_word(reader, "protection", kProtections, std::optional{Protection::both});
  plan.form = read_word(reader, "form", kForms, std::optional{Form::compact});
  plan.order = read_word(reader, "order", kOrders, std::optional{Order::sign_then_encrypt});
  plan.hash = read_word(reader, "hash", kHashes, std::optional{crypto::HashAlgorithm::sha256});
  plan.alg = read_algorithm(reader, "alg", kKeyAlgorithms, jose::JweAlg::dir, jose::jwe_alg_named);
  plan.enc =
      read_algorithm(reader, "enc", kContentAlgorithms, jose::JweEnc::a256gcm, jose::jwe_enc_named);
  plan.mac = read_algorithm(reader, "mac", kMacAlgorithms, mac_of(plan.hash), jose::jws_alg_named);
  plan.level = read_word(reader, "level", kLevels, std::optional{Level::keys});
  command.scope = read_word(reader, "scope", kScopes, std::optional{KeyScope::instance});
  command.authenticity_scope =
      read_word(reader, "authenticity_scope", kScopes, std::optional{command.scope});
  command.by_time = read_word(reader, "freshness", kFreshness, std::optional{false});
  command.pointer = reader.optional_string("pointer").value_or("");
  command.payload_type = reader.optional_string("payload_type")
                             .value_or(plan.form == Form::part ? "application/json" : "text/plain");
}

void read_salt(JsonReader& reader, HostCommand& command) {
  const std::string text = reader.optional_string("salt").value_or("random");
  if (text == "random" || text == "none") {
    command.salt = text == "none" ? SaltChoice::none : SaltChoice::random;
    return;
  }
  auto octets = from_hex(text);
  if (!octets || octets.value().empty() || octets.value().size() > kMaxSalt) {
    reader.refuse("salt", "is random, none, or hex of 1 to 64 octets");
    return;
  }
  command.salt = SaltChoice::given;
  command.given_salt = std::move(octets).value();
}

void read_targets(JsonReader& reader, HostCommand& command) {
  const Json* const array = reader.optional_array("targets");
  if (array == nullptr) {
    return;
  }
  for (const Json& target : *array) {
    if (!target.is_string() || command.targets.size() == kMaxTargets) {
      reader.refuse("targets", "is an array of at most 64 entity ids");
      return;
    }
    command.targets.push_back(target.get<std::string>());
  }
}

void read_credential(JsonReader& reader, HostCommand& command) {
  command.key_source =
      read_word(reader, "key_source", kKeySources, std::optional{HostKeySource::own});
  command.ke = reader.optional_string("ke").value_or("");
  command.credential_id =
      read_word(reader, "credential_id", kIdForms, std::optional{AeCredentialIdForm::minted});
  const bool per_resource =
      command.plan.level == Level::resource && command.scope == KeyScope::instance;
  command.credential_per_instance =
      reader.optional_boolean("credential_per_instance").value_or(per_resource);
  command.separate_ids = read_word(reader, "carrier", kCarriers, std::optional{false});
  command.register_params = reader.optional_boolean("register_params").value_or(true);
  if (const auto seconds = reader.optional_integer("lifetime", 1, kMaxLifetime)) {
    command.lifetime = std::chrono::seconds{*seconds};
  }
  read_salt(reader, command);
  read_targets(reader, command);
}

Result<HostPolicy> read_policy(const Json& json, const std::string& container) {
  JsonReader reader{json, "arg.policy"};
  HostPolicy policy;
  policy.rules = reader.object("rules");
  if (const Json* const self_rules = reader.optional_object("self_rules")) {
    policy.self_rules = *self_rules;
  }
  policy.name =
      read_name(reader, "name", reader.optional_string("name").value_or(container + "-acp"));
  policy.integrity = reader.optional_boolean("integrity").value_or(false);
  PLUMBLINE_TRY(reader.finish());
  return policy;
}

void check_combinations(JsonReader& reader, const HostCommand& command) {
  const auto& plan = command.plan;
  const bool part = plan.form == Form::part;
  if (part == command.pointer.empty()) {
    reader.refuse("pointer", "goes with form part");
  }
  if (part && plan.protection == Protection::both) {
    reader.refuse("protection", "both does not go with form part");
  }
  if (command.separate_ids && plan.form != Form::children) {
    reader.refuse("carrier", "child goes with form children");
  }
  if (command.management_object && plan.form != Form::compact) {
    reader.refuse("form", "of a mgmtObj is compact");
  }
  if (command.management_object == command.node.empty()) {
    reader.refuse("node", "goes with resource mgmtObj");
  }
  if ((command.key_source == HostKeySource::ke) == command.ke.empty()) {
    reader.refuse("ke", "goes with key_source ke");
  }
  if (command.key_source == HostKeySource::exporter &&
      command.credential_id != AeCredentialIdForm::minted) {
    reader.refuse("credential_id", "of an exported key is minted");
  }
  if (plan.level == Level::resource &&
      (command.scope == KeyScope::data || command.authenticity_scope == KeyScope::data)) {
    reader.refuse("scope", "data does not go with level resource");
  }
}

}  // namespace

Result<HostCommand> parse_host_command(const Json& argument) {
  JsonReader reader{argument, "arg"};
  HostCommand command;
  command.container = read_name(reader, "container", reader.string("container"));
  command.plan.container = command.container;
  command.parent = reader.optional_string("parent").value_or("-");
  command.create_container = reader.optional_boolean("create_container").value_or(true);
  command.management_object = read_word(reader, "resource", kResources, std::optional{false});
  command.node = reader.optional_string("node").value_or("");
  PLUMBLINE_TRY(command.instances, read_instances(reader));
  read_protection(reader, command);
  read_credential(reader, command);
  if (const Json* const policy = reader.optional_object("policy")) {
    PLUMBLINE_TRY(command.policy, read_policy(*policy, command.container));
  }
  check_combinations(reader, command);
  PLUMBLINE_TRY(reader.finish());
  return command;
}

}  // namespace plumbline::entities::ae
