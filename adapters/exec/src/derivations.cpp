// text/nfkc and derive/*: the formulas of the reference behind the members of the exec protocol.

#include "plumbline/core/json_reader.hpp"
#include "plumbline/keys/credential_id.hpp"
#include "plumbline/keys/data_security.hpp"
#include "plumbline/keys/e2e_message.hpp"
#include "plumbline/keys/enrolment.hpp"
#include "plumbline/keys/esf.hpp"
#include "plumbline/keys/esprim_session.hpp"
#include "plumbline/keys/exporter.hpp"
#include "plumbline/keys/group.hpp"
#include "plumbline/keys/nfkc.hpp"

#include "operations.hpp"

#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::adapters::exec {

namespace {

std::string hex_of(const crypto::SecretBytes& secret) {
  return to_hex(secret.expose());
}

std::optional<crypto::HashAlgorithm> optional_hash(JsonReader& reader) {
  const auto name = reader.optional_string("hash");
  if (!name) {
    return std::nullopt;
  }
  const auto hash = crypto::hash_named(*name);
  if (!hash) {
    reader.refuse("hash", "is none of sha256, sha384, sha512");
  }
  return hash;
}

crypto::HashAlgorithm hash_of(JsonReader& reader) {
  static_cast<void>(reader.string("hash"));
  return optional_hash(reader).value_or(crypto::HashAlgorithm::sha256);
}

int integer_of(JsonReader& reader, std::string_view name) {
  return static_cast<int>(
      reader.integer(name, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

Result<Json> nfkc(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const std::string text = reader.string("text");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const std::string normalized, keys::nfkc(text));
  return Json{{"utf8", to_hex(as_bytes(normalized))}};
}

Result<Json> group_key(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Bytes kpsa = reader.hex("kpsa");
  const std::string enrollee = reader.string("enrollee_id");
  const Bytes rand = reader.hex("rand");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto ks,
                keys::derive_group_key({.kpsa = kpsa, .enrollee_id = enrollee, .rand = rand}));
  return Json{{"ks", hex_of(ks)}};
}

Result<Json> data_security(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  keys::DataSecurityInput input;
  input.hash = hash_of(reader);
  input.salt = reader.optional_hex("salt");
  const Bytes key = reader.hex("key");
  input.key = key;
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto keys, keys::derive_data_security(input));
  return Json{{"master", hex_of(keys.master)},
              {"auth", hex_of(keys.authenticity)},
              {"conf", hex_of(keys.confidentiality)}};
}

keys::ResourceKind kind_of(JsonReader& reader) {
  const std::string kind = reader.string("kind");
  if (kind != "container" && kind != "content-instance") {
    reader.refuse("kind", "is none of container, content-instance");
  }
  return kind == "container" ? keys::ResourceKind::container : keys::ResourceKind::content_instance;
}

/// The nonce, or the creation time as its ASCII text.
Bytes freshness_of(JsonReader& reader) {
  auto nonce = reader.optional_hex("nonce");
  const auto time = reader.optional_string("creation_time");
  if (nonce.has_value() == time.has_value()) {
    reader.refuse("nonce", "exactly one of nonce and creation_time is needed", Errc::malformed);
    return {};
  }
  return nonce ? std::move(*nonce) : concat({as_bytes(*time)});
}

Result<Json> data_resource(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  keys::ResourceKeyInput input;
  input.hash = hash_of(reader);
  const Bytes auth = reader.hex("auth");
  const Bytes conf = reader.hex("conf");
  input.kind = kind_of(reader);
  const std::string name = reader.string("name");
  input.container_name = name;
  const Bytes freshness = freshness_of(reader);
  input.freshness = freshness;
  PLUMBLINE_TRY(reader.finish());
  input.key = auth;
  PLUMBLINE_TRY(const auto auth_key, keys::derive_resource_authenticity_key(input));
  input.key = conf;
  PLUMBLINE_TRY(const auto conf_key, keys::derive_resource_confidentiality_key(input));
  return Json{{"auth", hex_of(auth_key)}, {"conf", hex_of(conf_key)}};
}

Result<Json> credential_id(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  keys::CredentialIdInput input;
  input.hash = optional_hash(reader);
  const std::string name = reader.string("name");
  const std::string tef = reader.string("tef");
  input.key_name = name;
  input.tef = tef;
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const std::string id, keys::credential_id(input));
  return Json{{"credential_id", id}};
}

Result<Json> e2e_message(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  keys::E2eMessageInput input;
  input.hash = hash_of(reader);
  input.salt = reader.optional_hex("salt");
  const Bytes kpsa = reader.hex("kpsa");
  input.key = kpsa;
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto keys, keys::derive_e2e_message(input));
  return Json{{"master", hex_of(keys.master)},
              {"msg_auth", hex_of(keys.msg_auth)},
              {"msg_conf", hex_of(keys.msg_conf)},
              {"att_auth", hex_of(keys.att_auth)},
              {"att_conf", hex_of(keys.att_conf)}};
}

Result<Json> usage_constrained(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Bytes ke = reader.hex("ke");
  const int suid = integer_of(reader, "suid");
  const std::string target = reader.string("target");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto key,
                keys::derive_usage_constrained({.ke = ke, .suid = suid, .target = target}));
  return Json{{"key", hex_of(key)}};
}

Result<Json> master_credential(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Bytes ke = reader.hex("ke");
  const std::string maf = reader.string("maf_id");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto km, keys::derive_master_credential({.ke = ke, .identifier = maf}));
  return Json{{"km", hex_of(km)}};
}

Result<Json> secure_connection(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Bytes ke = reader.hex("ke");
  const std::string enrolee = reader.string("enrolee_id");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto kpsa, keys::derive_secure_connection({.ke = ke, .identifier = enrolee}));
  return Json{{"kpsa", hex_of(kpsa)}};
}

Result<Json> exporter(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const std::string label = reader.string("label");
  const Bytes master_secret = reader.hex("master_secret");
  const Bytes client_random = reader.hex("client_random");
  const Bytes server_random = reader.hex("server_random");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto exported,
                keys::derive_exported_key({.label = label,
                                           .master_secret = master_secret,
                                           .client_random = client_random,
                                           .server_random = server_random}));
  return Json{{"id", exported.id}, {"key", hex_of(exported.key)}};
}

Result<Json> esprim_session(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Bytes pairwise_key = reader.hex("pairwise_key");
  const std::string receiver = json_text(reader.object("receiver"));
  const std::string originator = json_text(reader.object("originator"));
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(
      const auto key,
      keys::derive_esprim_session_from_json(
          {.pairwise_key = pairwise_key, .receiver = receiver, .originator = originator}));
  return Json{{"key", hex_of(key)}};
}

Result<Json> esf(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Bytes key = reader.hex("key");
  const std::string session_type = reader.string("session_type");
  if (session_type != "S1" && session_type != "Sm") {
    reader.refuse("session_type", "is none of S1, Sm");
  }
  const int target_data_class = integer_of(reader, "target_data_class");
  const std::string source_id = reader.string("source_id");
  const Bytes salt = reader.hex("salt");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(
      const auto derived,
      keys::derive_esf_key({.key = key,
                            .session_type = session_type == "S1" ? keys::EsfSessionType::s1
                                                                 : keys::EsfSessionType::sm,
                            .target_data_class = target_data_class,
                            .source_id = source_id,
                            .salt = salt}));
  return Json{{"key", hex_of(derived)}};
}

}  // namespace

void add_derivations(Operations& operations) {
  operations["text/nfkc"] = nfkc;
  operations["derive/group-key"] = group_key;
  operations["derive/data-security"] = data_security;
  operations["derive/data-resource"] = data_resource;
  operations["derive/credential-id"] = credential_id;
  operations["derive/e2e-message"] = e2e_message;
  operations["derive/usage-constrained"] = usage_constrained;
  operations["derive/master-credential"] = master_credential;
  operations["derive/secure-connection"] = secure_connection;
  operations["derive/exporter"] = exporter;
  operations["derive/esprim-session"] = esprim_session;
  operations["derive/esf"] = esf;
}

}  // namespace plumbline::adapters::exec
