#include "protected_header.hpp"

#include "plumbline/onem2m/timestamp.hpp"

#include "crypto_params_json.hpp"

#include <cstddef>
#include <utility>

namespace plumbline::data_at_rest {

namespace {

constexpr std::size_t kMaxFreshness = 64;

bool encrypts(Use use) {
  return use == Use::confidentiality || use == Use::aead;
}

/// 0 when any length will do, or the names are not known.
std::size_t key_octets(std::string_view alg, std::string_view enc) {
  const auto management = jose::jwe_alg_named(alg);
  const auto content = jose::jwe_enc_named(enc);
  if (!management || !content) {
    return 0;
  }
  return jose::symmetric_key_size(*management, *content);
}

void put_key_origin(Json& json, const WorkingKey& key) {
  json["scp"] = name_of(key.scope);
  json["nonce"] = to_hex(key.freshness.nonce);
  if (key.freshness.by_time) {
    json["ct"] = key.freshness.time;
  }
  if (!key.credential_id.empty()) {
    json["kid"] = key.credential_id;
  }
}

KeyScope read_scope(JsonReader& reader) {
  const auto name = reader.optional_string("scp");
  const auto scope = name ? key_scope_named(*name) : KeyScope::data;
  if (!scope) {
    reader.refuse("scp", "is data, container or content-instance");
  }
  return scope.value_or(KeyScope::data);
}

Freshness freshness_from(JsonReader& reader,
                         const CryptoParams& params,
                         const std::optional<std::string>& time) {
  Freshness freshness;
  freshness.by_time = params.ct.has_value();
  freshness.nonce = params.nonce.value_or(Bytes{});
  freshness.time = freshness.by_time ? *params.ct : time.value_or("");
  if (freshness.nonce.size() > kMaxFreshness) {
    reader.refuse("nonce", "has at most 64 octets");
  }
  if (freshness.by_time && onem2m::from_timestamp(freshness.time).has_error()) {
    reader.refuse("ct", "is no m2m:timestamp");
  }
  return freshness;
}

/// What is the same for the keys of an encrypted object and of its tag stands in `need` already.
Result<KeyNeed> read_tag(const Json& tag, KeyNeed need) {
  JsonReader reader{tag, "header.tag"};
  const CryptoParams params = read_crypto_params(reader);
  need.use = Use::authenticity;
  need.scope = read_scope(reader);
  need.freshness = freshness_from(reader, params, std::nullopt);
  need.credential_id = params.kid.value_or("");
  PLUMBLINE_TRY(reader.finish_lenient());
  return need;
}

}  // namespace

CryptoParams params_of(const HeaderInput& header) {
  const ProtectionPlan& plan = header.input.plan;
  CryptoParams params;
  if (encrypts(header.use)) {
    params.alg = name_of(plan.alg);
    params.enc = name_of(plan.enc);
    params.kl = static_cast<std::uint32_t>(key_octets(*params.alg, *params.enc) * 8);
  } else {
    params.alg = name_of(plan.mac);
    if (const crypto::SecretBytes* const secret = header.key.key.secret()) {
      params.kl = static_cast<std::uint32_t>(secret->size() * 8);
    }
  }
  if (!header.key.credential_id.empty()) {
    params.kid = header.key.credential_id;
  }
  params.salt = plan.salt;
  if (header.key.freshness.by_time) {
    params.ct = header.key.freshness.time;
  } else {
    params.nonce = header.key.freshness.nonce;
  }
  params.hash = plan.hash;
  params.lvl = plan.level;
  params.use = header.use;
  return params;
}

Json header_of(const HeaderInput& header) {
  Json json = to_json(params_of(header));
  put_key_origin(json, header.key);
  json["ts"] = header.key.freshness.time;
  const auto set_text = [&](const char* name, std::string_view text) {
    if (!text.empty()) {
      json[name] = text;
    }
  };
  set_text("cty", header.cty);
  set_text("cnt", header.input.plan.container);
  set_text("res", header.input.resource);
  set_text("ptr", header.input.pointer);
  if (header.tag != nullptr) {
    Json tag = Json::object();
    put_key_origin(tag, *header.tag);
    json["tag"] = std::move(tag);
  }
  return json;
}

Result<ReadHeader> read_header(const Json& header, Use use) {
  JsonReader reader{header, "header"};
  const CryptoParams params = read_crypto_params(reader);
  ReadHeader read;
  read.need.scope = read_scope(reader);
  read.need.freshness = freshness_from(reader, params, reader.optional_string("ts"));
  read.need.container = reader.optional_string("cnt").value_or("");
  read.resource = reader.optional_string("res").value_or("");
  read.pointer = reader.optional_string("ptr").value_or("");
  read.cty = reader.optional_string("cty").value_or("");
  const Json* const tag = reader.optional_object("tag");
  if (params.use && encrypts(*params.use) != encrypts(use)) {
    reader.refuse("use", "does not fit the object");
  }
  PLUMBLINE_TRY(reader.finish_lenient());
  read.need.use = params.use.value_or(use);
  read.need.credential_id = params.kid.value_or("");
  read.need.level = params.lvl.value_or(Level::keys);
  read.need.hash = params.hash.value_or(crypto::HashAlgorithm::sha256);
  read.need.salt = params.salt;
  if (tag != nullptr) {
    PLUMBLINE_TRY(read.tag, read_tag(*tag, read.need));
  }
  return read;
}

}  // namespace plumbline::data_at_rest
