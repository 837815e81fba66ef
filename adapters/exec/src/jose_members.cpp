#include "jose_members.hpp"

#include <vector>

namespace plumbline::adapters::exec {

Result<jose::AlgorithmPolicy> algorithms_of(JsonReader& reader) {
  const Json* const value = reader.optional_any("algorithms");
  if (value == nullptr || *value == "esdata") {
    return jose::AlgorithmPolicy::esdata();
  }
  if (!value->is_array()) {
    return fail(Errc::malformed, "in.algorithms: neither \"esdata\" nor an array of names");
  }
  std::vector<std::string> names;
  for (const Json& name : *value) {
    if (!name.is_string()) {
      return fail(Errc::malformed, "in.algorithms: an element is no string");
    }
    names.push_back(name.get<std::string>());
  }
  return jose::AlgorithmPolicy::named(names);
}

Result<jose::Header> header_of(JsonReader& reader, std::string_view name) {
  const Json* const value = reader.optional_any(name);
  if (value == nullptr || *value == Json::object()) {
    return jose::Header{};
  }
  if (value->is_string()) {
    return jose::Header::parse(value->get_ref<const std::string&>());
  }
  return jose::Header::parse(canonical_json(*value));
}

jose::Serialization serialization_of(JsonReader& reader) {
  const std::string name = reader.string("serialization");
  if (name == "compact") {
    return jose::Serialization::compact;
  }
  if (name == "flattened") {
    return jose::Serialization::flattened;
  }
  if (name != "general") {
    reader.refuse("serialization", "is none of compact, flattened, general");
  }
  return jose::Serialization::general;
}

Result<jose::KnownAnswerInputs> fixed_inputs(JsonReader& reader) {
  jose::KnownAnswerInputs fixed;
  if (const auto cek = reader.optional_hex("cek")) {
    fixed.cek.emplace(*cek);
  }
  fixed.iv = reader.optional_hex("iv");
  if (const Json* const epk = reader.optional_object("epk")) {
    PLUMBLINE_TRY(const jose::Jwk key, jose::Jwk::from_json(*epk));
    if (key.private_key() == nullptr) {
      return fail(Errc::key_mismatch, "in.epk: no private key");
    }
    fixed.epk = *key.private_key();
  }
  return fixed;
}

Result<Json> object_of(const std::string& text, jose::Serialization serialization) {
  if (serialization == jose::Serialization::compact) {
    return Json(text);
  }
  return parse_json(text);
}

}  // namespace plumbline::adapters::exec
