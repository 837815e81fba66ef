#include "plumbline/data_at_rest/crypto_params.hpp"

#include "crypto_params_json.hpp"

namespace plumbline::data_at_rest {

namespace {

constexpr std::int64_t kMaxKeyBits = 4096;

/// A member whose text `find` knows.
template <typename Value>
std::optional<Value> read_named(JsonReader& reader,
                                std::string_view name,
                                std::optional<Value> (*find)(std::string_view) noexcept) {
  const std::optional<std::string> text = reader.optional_string(name);
  if (!text) {
    return std::nullopt;
  }
  const std::optional<Value> value = find(*text);
  if (!value) {
    reader.refuse(name, "is no value that is defined");
  }
  return value;
}

}  // namespace

CryptoParams read_crypto_params(JsonReader& reader) {
  CryptoParams params;
  params.alg = reader.optional_string("alg");
  params.enc = reader.optional_string("enc");
  if (const auto bits = reader.optional_integer("kl", 1, kMaxKeyBits)) {
    params.kl = static_cast<std::uint32_t>(*bits);
  }
  params.kid = reader.optional_string("kid");
  params.salt = reader.optional_hex("salt");
  params.nonce = reader.optional_hex("nonce");
  params.ct = reader.optional_string("ct");
  params.hash = read_named<crypto::HashAlgorithm>(reader, "hash", crypto::hash_named);
  params.src = read_named<KeySource>(reader, "src", key_source_named);
  params.lvl = read_named<Level>(reader, "lvl", level_named);
  params.use = read_named<Use>(reader, "use", use_named);
  return params;
}

Json to_json(const CryptoParams& params) {
  Json json = Json::object();
  const auto set = [&](const char* name, const auto& member, auto text_of) {
    if (member) {
      json[name] = text_of(*member);
    }
  };
  const auto same = [](const auto& value) { return value; };
  const auto hex = [](const Bytes& octets) { return to_hex(octets); };
  const auto named = [](auto value) { return name_of(value); };
  set("alg", params.alg, same);
  set("enc", params.enc, same);
  set("kl", params.kl, same);
  set("kid", params.kid, same);
  set("salt", params.salt, hex);
  set("nonce", params.nonce, hex);
  set("ct", params.ct, same);
  set("hash", params.hash, named);
  set("src", params.src, named);
  set("lvl", params.lvl, named);
  set("use", params.use, named);
  return json;
}

Result<CryptoParams> parse_crypto_params(std::string_view json) {
  PLUMBLINE_TRY(const Json value, parse_json(json));
  JsonReader reader{value, "e2e:cp"};
  CryptoParams params = read_crypto_params(reader);
  PLUMBLINE_TRY(reader.finish());
  return params;
}

std::string to_text(const CryptoParams& params) {
  return json_text(to_json(params));
}

}  // namespace plumbline::data_at_rest
