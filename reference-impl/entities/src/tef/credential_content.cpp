#include "credential_content.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/data_at_rest/crypto_params.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace plumbline::entities {

namespace {

constexpr std::size_t kMinKeyOctets = 16;
constexpr std::size_t kMaxKeyOctets = 64;
constexpr std::size_t kMaxFqdn = 253;
constexpr std::size_t kMaxEntityId = 255;
constexpr std::size_t kMaxParameterText = 256;
constexpr std::size_t kMaxRandom = 64;

struct TextBounds {
  std::size_t count;
  std::size_t octets;
};

std::optional<std::vector<std::string>> read_texts(JsonReader& reader,
                                                   std::string_view member,
                                                   const TextBounds& most) {
  const Json* const array = reader.optional_array(member);
  if (array == nullptr) {
    return std::nullopt;
  }
  if (array->size() > most.count) {
    reader.refuse(member, "has more than " + std::to_string(most.count) + " entries");
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const Json& entry : *array) {
    if (!entry.is_string() || entry.get_ref<const std::string&>().size() > most.octets) {
      reader.refuse(member, "holds texts of at most " + std::to_string(most.octets) + " octets");
      return std::nullopt;
    }
    texts.push_back(entry.get<std::string>());
  }
  return texts;
}

/// targetIDs are SP-relative or absolute: a stem would be relative to a registrar the TEF is not.
std::optional<std::vector<std::string>> read_targets(JsonReader& reader,
                                                     const TefConfiguration& configuration) {
  auto targets =
      read_texts(reader, "tgis", {.count = configuration.limits.targets, .octets = kMaxEntityId});
  if (!targets) {
    return std::nullopt;
  }
  if (targets->empty()) {
    reader.refuse("tgis", "has at least one entry");
  }
  for (std::string& target : *targets) {
    if (!target.starts_with('/') || !onem2m::is_entity_id(target)) {
      reader.refuse("tgis", "holds SP-relative or absolute AE-IDs and CSE-IDs");
      return std::nullopt;
    }
    target = onem2m::absolute_id(target, configuration.node);
  }
  std::sort(targets->begin(), targets->end());
  targets->erase(std::unique(targets->begin(), targets->end()), targets->end());
  return targets;
}

CredentialAttributes read_attributes(JsonReader& reader,
                                     const TefConfiguration& configuration,
                                     TimePoint now) {
  CredentialAttributes attributes;
  if (const auto text = reader.optional_string("et")) {
    const auto time = onem2m::from_abs_rel_timestamp(*text, now);
    if (time) {
      attributes.expiry = time.value();
    } else {
      reader.refuse("et", "is no m2m:absRelTimestamp");
    }
  }
  attributes.labels = read_texts(
      reader,
      "lbl",
      {.count = configuration.limits.labels, .octets = configuration.limits.label_octets});
  attributes.targets = read_targets(reader, configuration);
  return attributes;
}

std::optional<crypto::SecretBytes> read_key_value(JsonReader& reader) {
  const auto text = reader.optional_string("kv");
  if (!text) {
    return std::nullopt;
  }
  auto octets = from_base64(*text);
  if (!octets || octets.value().size() < kMinKeyOctets || octets.value().size() > kMaxKeyOctets) {
    reader.refuse("kv", "is the base64 of 16 to 64 octets");
    return std::nullopt;
  }
  crypto::SecretBytes key{ByteView{octets.value()}};
  crypto::detail::wipe(octets.value());
  return key;
}

/// Refuses what the grammar of e2e:cp leaves open and this TEF does not keep.
void bound_parameters(JsonReader& reader, const data_at_rest::CryptoParams& parameters) {
  for (const auto* text : {&parameters.alg, &parameters.enc, &parameters.kid, &parameters.ct}) {
    if (*text && ((*text)->empty() || (*text)->size() > kMaxParameterText)) {
      reader.refuse("e2e:cp", "alg, enc, kid and ct have 1 to 256 octets");
    }
  }
  for (const auto* octets : {&parameters.salt, &parameters.nonce}) {
    if (*octets && ((*octets)->empty() || (*octets)->size() > kMaxRandom)) {
      reader.refuse("e2e:cp", "salt and nonce have 1 to 64 octets");
    }
  }
  if (parameters.ct && onem2m::from_timestamp(*parameters.ct).has_error()) {
    reader.refuse("e2e:cp.ct", "is no m2m:timestamp");
  }
  const auto bits = parameters.kl.value_or(kMinKeyOctets * 8);
  if (bits % 8 != 0 || bits < kMinKeyOctets * 8 || bits > kMaxKeyOctets * 8) {
    reader.refuse("e2e:cp", "kl is a multiple of 8 from 128 to 512");
  }
}

/// Reads e2e:cp and bounds what its grammar leaves open.
data_at_rest::CryptoParams read_parameters(JsonReader& reader) {
  const Json* const object = reader.optional_object("e2e:cp");
  if (object == nullptr) {
    return {};
  }
  auto parsed = data_at_rest::parse_crypto_params(json_text(*object));
  if (!parsed) {
    reader.refuse("e2e:cp", parsed.error().detail);
    return {};
  }
  bound_parameters(reader, parsed.value());
  return std::move(parsed).value();
}

/// The key comes from exactly one place: kv, or what src names; without either the session.
void settle_key_source(JsonReader& reader, CredentialCreation& creation) {
  using data_at_rest::KeySource;
  auto& source = creation.parameters.src;
  if (creation.key_value && source) {
    reader.refuse("e2e:cp.src", "excludes kv");
  }
  if (!creation.key_value && !source) {
    source = KeySource::exporter;
  }
  if (source == KeySource::ke && !creation.parameters.kid) {
    reader.refuse("e2e:cp.kid", "is the KeID when src is ke");
  }
  if (source == KeySource::exporter && !creation.chosen_id.empty()) {
    reader.refuse("rn", "follows from the session when the key is exported from it");
  }
}

/// The one member of `content`, which must be sec:skr.
Result<const Json*> root_of(const Json& content) {
  JsonReader reader{content, ""};
  const Json& root = reader.object(kCredentialRoot);
  PLUMBLINE_TRY(reader.finish());
  return &root;
}

std::string read_short_text(JsonReader& reader, std::string_view member, std::size_t most) {
  auto text = reader.optional_string(member);
  if (text && (text->empty() || text->size() > most)) {
    reader.refuse(member, "has 1 to " + std::to_string(most) + " octets");
  }
  return std::move(text).value_or("");
}

Result<keys::ResourceKind> resource_kind_of(std::string_view value) {
  if (value == "container") {
    return keys::ResourceKind::container;
  }
  if (value == "content-instance") {
    return keys::ResourceKind::content_instance;
  }
  return fail(Errc::invalid_value, "query e2e:kind: is container or content-instance");
}

/// One query member e2e:*.
Result<void> read_selection(ResourceSelector& selector,
                            const std::string& name,
                            const std::string& value) {
  if (value.empty() || value.size() > kMaxEntityId) {
    return fail(Errc::invalid_value, "query " + name + ": has 1 to 255 octets");
  }
  if (name == "e2e:kind") {
    PLUMBLINE_TRY(selector.kind, resource_kind_of(value));
  } else if (name == "e2e:name") {
    selector.name = value;
  } else if (name == "e2e:nonce") {
    auto nonce = from_hex(value);
    if (!nonce) {
      return fail(Errc::malformed, "query e2e:nonce: is hex");
    }
    selector.nonce = std::move(nonce).value();
  } else if (name == "e2e:ct") {
    if (onem2m::from_timestamp(value).has_error()) {
      return fail(Errc::malformed, "query e2e:ct: is a m2m:timestamp");
    }
    selector.creation_time = value;
  } else {
    return fail(Errc::malformed, "query " + name + ": unknown");
  }
  return success();
}

}  // namespace

Result<CredentialCreation> read_creation(const Json& content,
                                         const TefConfiguration& configuration,
                                         TimePoint now) {
  PLUMBLINE_TRY(const auto* root, root_of(content));
  JsonReader reader{*root, kCredentialRoot};
  CredentialCreation creation;
  creation.chosen_id = read_short_text(reader, "rn", configuration.limits.id_octets);
  creation.fqdn = reader.string("fq");
  creation.suid = static_cast<unsigned>(reader.integer("suid", 34, 35));
  creation.admin_fqdn = read_short_text(reader, "adfq", kMaxFqdn);
  creation.attributes = read_attributes(reader, configuration, now);
  creation.key_value = read_key_value(reader);
  creation.parameters = read_parameters(reader);
  settle_key_source(reader, creation);
  PLUMBLINE_TRY(reader.finish());
  return creation;
}

Result<CredentialAttributes> read_update(const Json& content,
                                         const TefConfiguration& configuration,
                                         TimePoint now) {
  PLUMBLINE_TRY(const auto* root, root_of(content));
  JsonReader reader{*root, kCredentialRoot};
  auto attributes = read_attributes(reader, configuration, now);
  PLUMBLINE_TRY(reader.finish());
  if (!attributes.expiry && !attributes.labels && !attributes.targets) {
    return fail(Errc::malformed, "sec:skr: has at least one of et, lbl, tgis");
  }
  return attributes;
}

Result<ResourceSelector> read_selector(const onem2m::Parameters& query) {
  ResourceSelector selector;
  for (const auto& [name, value] : query) {
    if (name.starts_with("e2e:")) {
      PLUMBLINE_TRY(read_selection(selector, name, value));
    }
  }
  if (selector.nonce && !selector.creation_time.empty()) {
    return fail(Errc::invalid_value, "query e2e:ct: excludes e2e:nonce");
  }
  return selector;
}

Json represent(const CredentialRecord& record, const TefConfiguration& configuration, Json usage) {
  Json attributes = {{"ty", static_cast<std::uint32_t>(onem2m::ResourceType::credential)},
                     {"ri", record.id},
                     {"rn", record.id},
                     {"pi", configuration.node.cse_name},
                     {"ct", onem2m::to_timestamp(record.created)},
                     {"lt", onem2m::to_timestamp(record.modified)},
                     {"et", onem2m::to_timestamp(record.expiry)},
                     {"fq", configuration.fqdn},
                     {"suid", record.suid},
                     {"tgis", record.targets},
                     {"srcid", record.source},
                     {"e2e:cp", std::move(usage)}};
  if (!record.labels.empty()) {
    attributes["lbl"] = record.labels;
  }
  if (!record.admin_fqdn.empty()) {
    attributes["adfq"] = record.admin_fqdn;
  }
  return attributes;
}

}  // namespace plumbline::entities
