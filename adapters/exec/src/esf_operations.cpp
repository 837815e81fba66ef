// esf/seal and esf/open.

#include "plumbline/adapters/exec/esf_open.hpp"
#include "plumbline/core/json_reader.hpp"
#include "plumbline/esf/open.hpp"
#include "plumbline/esf/seal.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "jose_members.hpp"
#include "operations.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace plumbline::adapters::exec {

namespace {

/// What every request names first: session type, class and serialization. Other session types and
/// serializations than S1 in JSON are not of this codec.
Result<esf::TargetDataClass> class_of(JsonReader& reader) {
  constexpr std::int64_t kHighestClass = 9;
  const std::string session = reader.string("session_type");
  const std::int64_t target_data_class = reader.integer("target_data_class", 1, kHighestClass);
  const std::string serialization = reader.string("serialization");
  if (reader.failed()) {
    PLUMBLINE_TRY(reader.finish_lenient());
  }
  PLUMBLINE_TRY(const esf::SessionType type, esf::session_type_named(session));
  if (type != esf::SessionType::s1) {
    return fail(Errc::unsupported, "in.session_type: Sm has a handshake");
  }
  if (serialization != "json") {
    return fail(Errc::unsupported, "in.serialization: not json");
  }
  return esf::target_data_class_of(target_data_class);
}

Result<std::vector<crypto::Certificate>> certificates_of(const Json* list) {
  std::vector<crypto::Certificate> certificates;
  for (const Json& element : list == nullptr ? Json::array() : *list) {
    if (!element.is_string()) {
      return fail(Errc::malformed, "in: a certificate is no text");
    }
    PLUMBLINE_TRY(const Bytes der, from_base64(element.get_ref<const std::string&>()));
    PLUMBLINE_TRY(crypto::Certificate certificate, crypto::Certificate::from_der(der));
    certificates.push_back(std::move(certificate));
  }
  return certificates;
}

Result<std::vector<esf::KeyTarget>> targets_of(const Json& list) {
  std::vector<esf::KeyTarget> targets;
  for (const Json& element : list) {
    JsonReader reader{element, "in.targets"};
    const std::string id = reader.string("id");
    const std::string set = reader.string("ke_alg_set");
    const std::string key_id = reader.string("key_id");
    const Json& jwk = reader.object("key");
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(const esf::KeAlgSet known, esf::ke_alg_set_named(set));
    PLUMBLINE_TRY(jose::Jwk key, jose::Jwk::from_json(jwk));
    targets.push_back({.id = id, .set = known, .key_id = key_id, .key = std::move(key)});
  }
  return targets;
}

Result<std::optional<esf::SigningCredential>> signer_of(const Json* value) {
  if (value == nullptr) {
    return std::optional<esf::SigningCredential>{};
  }
  JsonReader reader{*value, "in.signer"};
  const std::string id = reader.string("id");
  const Json& jwk = reader.object("key");
  const Json* const chain = reader.optional_array("chain");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(jose::Jwk key, jose::Jwk::from_json(jwk));
  PLUMBLINE_TRY(auto certificates, certificates_of(chain));
  esf::SigningCredential signer{.id = id, .key = std::move(key), .chain = std::move(certificates)};
  return std::optional<esf::SigningCredential>{std::move(signer)};
}

/// `salt`, `master_key`, `iv`, and `key_sets`: `cek`, `iv`, `epk` of the key establishment sets.
Result<esf::FixedInputs> fixed_of(JsonReader& reader) {
  esf::FixedInputs fixed;
  fixed.salt = reader.optional_hex("salt");
  if (const auto master_key = reader.optional_hex("master_key")) {
    fixed.master_key.emplace(*master_key);
  }
  const Json* const key_sets = reader.optional_object("key_sets");
  fixed.iv = reader.optional_hex("iv");
  if (key_sets != nullptr) {
    JsonReader inner{*key_sets, "in.key_sets"};
    PLUMBLINE_TRY(fixed.key_sets, fixed_inputs(inner));
    PLUMBLINE_TRY(inner.finish());
  }
  return fixed;
}

Result<Json> seal(const Json& in, RandomSource& random) {
  JsonReader reader{in, "in"};
  esf::EstablishRequest request;
  PLUMBLINE_TRY(request.target_data_class, class_of(reader));
  request.source_id = reader.string("source_id");
  const std::string payload = reader.string("ps_alg_set");
  const Bytes plaintext = reader.optional_hex("plaintext").value_or(Bytes{});
  const Bytes aad = reader.optional_hex("aad").value_or(Bytes{});
  const Json& targets = reader.array("targets");
  const Json* const signer = reader.optional_object("signer");
  PLUMBLINE_TRY(const esf::FixedInputs fixed, fixed_of(reader));
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(request.payload, esf::ps_alg_set_named(payload));
  PLUMBLINE_TRY(request.targets, targets_of(targets));
  PLUMBLINE_TRY(const auto signing, signer_of(signer));
  request.signer = signing ? &*signing : nullptr;
  PLUMBLINE_TRY(
      const esf::Envelope envelope,
      esf::seal(request, {.plaintext = plaintext, .associated_data = aad}, fixed, random));
  return Json{{"envelope", json_text(esf::to_json(envelope))}};
}

Result<std::vector<esf::HeldKey>> held_of(const Json& list) {
  constexpr std::int64_t kMostTargets = 1'000'000;
  std::vector<esf::HeldKey> held;
  for (const Json& element : list) {
    JsonReader reader{element, "in.keys"};
    const std::string use = reader.string("ke_alg_set");
    const std::string id = reader.string("key_id");
    const std::string source = reader.optional_string("source").value_or("");
    const auto targets = reader.optional_integer("targets", 1, kMostTargets).value_or(1);
    const Json& jwk = reader.object("key");
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(const esf::KeAlgSet set, esf::ke_alg_set_named(use));
    PLUMBLINE_TRY(jose::Jwk key, jose::Jwk::from_json(jwk));
    held.push_back({.use = set.establishment,
                    .id = id,
                    .key = std::move(key),
                    .source = source,
                    .targets = static_cast<std::size_t>(targets)});
  }
  return held;
}

/// `accepted`: {"ke":[…],"ps":[…]}; absent: all.
Result<esf::AlgorithmSets> accepted_of(const Json* value) {
  if (value == nullptr) {
    return esf::all_algorithm_sets();
  }
  esf::AlgorithmSets accepted;
  JsonReader reader{*value, "in.accepted"};
  const Json& ke = reader.array("ke");
  const Json& ps = reader.array("ps");
  PLUMBLINE_TRY(reader.finish());
  for (const Json& name : ke) {
    PLUMBLINE_TRY(const auto set,
                  esf::ke_alg_set_named(name.is_string() ? name.get<std::string>() : ""));
    accepted.ke.push_back(set);
  }
  for (const Json& name : ps) {
    PLUMBLINE_TRY(const auto set,
                  esf::ps_alg_set_named(name.is_string() ? name.get<std::string>() : ""));
    accepted.ps.push_back(set);
  }
  return accepted;
}

Result<std::vector<std::string>> ids_of(const Json& list) {
  std::vector<std::string> ids;
  for (const Json& id : list) {
    if (!id.is_string()) {
      return fail(Errc::malformed, "in.target_ids: an element is no text");
    }
    ids.push_back(id.get<std::string>());
  }
  return ids;
}

Result<std::vector<esf::SourceCertificate>> source_certificates_of(const Json* list) {
  std::vector<esf::SourceCertificate> certificates;
  for (const Json& element : list == nullptr ? Json::array() : *list) {
    JsonReader reader{element, "in.certificates"};
    const std::string id = reader.string("id");
    const Json& chain = reader.array("chain");
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(auto read, certificates_of(&chain));
    certificates.push_back({.id = id, .chain = std::move(read)});
  }
  return certificates;
}

Json to_json(const esf::Opened& opened) {
  return {{"plaintext", to_hex(opened.data.plaintext)},
          {"aad", to_hex(opened.data.associated_data)},
          {"source_id", opened.source_id},
          {"source", name_of(opened.source)},
          {"ps_alg_set", name_of(opened.payload)},
          {"target", opened.target},
          {"key_id", opened.key_id}};
}

}  // namespace

Result<Json> open_esf(const Json& in, const esf::TargetPolicy& policy) {
  JsonReader reader{in, "in"};
  PLUMBLINE_TRY(const esf::TargetDataClass target_data_class, class_of(reader));
  const std::string text = reader.string("envelope");
  const Json& ids = reader.array("target_ids");
  const Json& keys = reader.array("keys");
  const Json* const anchors = reader.optional_array("anchors");
  const Json* const certificates = reader.optional_array("certificates");
  const Json* const accepted = reader.optional_object("accepted");
  const auto now = reader.optional_string("now");
  PLUMBLINE_TRY(reader.finish());
  esf::TargetEndPoint target;
  PLUMBLINE_TRY(target.ids, ids_of(ids));
  PLUMBLINE_TRY(target.keys, held_of(keys));
  PLUMBLINE_TRY(target.anchors, certificates_of(anchors));
  PLUMBLINE_TRY(target.certificates, source_certificates_of(certificates));
  PLUMBLINE_TRY(target.accepted, accepted_of(accepted));
  if (now) {
    PLUMBLINE_TRY(target.now, onem2m::from_timestamp(*now));
  }
  PLUMBLINE_TRY(const esf::Envelope envelope, esf::parse_envelope(text));
  PLUMBLINE_TRY(const esf::Opened opened, esf::open(envelope, target_data_class, target, policy));
  return to_json(opened);
}

void add_esf_operations(Operations& operations) {
  operations["esf/open"] = [](const Json& in, RandomSource& /*random*/) { return open_esf(in); };
  operations["esf/seal"] = seal;
}

}  // namespace plumbline::adapters::exec
