#include "plumbline/esf/s1_body.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/crypto/hash.hpp"

#include <utility>

namespace plumbline::esf {

namespace {

Json to_json(const KeySet& set) {
  Json value{{"ka", name_of(set.set)}, {"kid", set.key_id}};
  if (!set.target.empty()) {
    value["tgt"] = set.target;
  }
  if (!set.jwe.empty()) {
    value["jwe"] = set.jwe;
  }
  if (!set.epk.is_null()) {
    value["epk"] = set.epk;
  }
  return value;
}

Json to_json(const std::vector<KeySet>& key_sets) {
  Json list = Json::array();
  for (const KeySet& set : key_sets) {
    list.push_back(to_json(set));
  }
  return list;
}

Json to_json(const CertificateReference& certificate) {
  Json value{{"kid", certificate.id}};
  for (const Bytes& der : certificate.chain) {
    value["x5c"].push_back(to_base64(der));
  }
  return value;
}

Result<KeySet> read_key_set(const Json& value) {
  JsonReader reader{value, "env.ke"};
  KeySet set;
  const std::string name = reader.string("ka");
  set.key_id = reader.string("kid");
  PLUMBLINE_TRY(reader.finish_lenient());
  PLUMBLINE_TRY(set.set, ke_alg_set_named(name));
  const bool encrypts = set.set.establishment == KeyEstablishment::key_encryption;
  const bool agrees = set.set.establishment == KeyEstablishment::key_agreement;
  set.target =
      encrypts || agrees ? reader.string("tgt") : reader.optional_string("tgt").value_or("");
  if (encrypts) {
    set.jwe = reader.string("jwe");
  }
  if (agrees) {
    set.epk = reader.object("epk");
  }
  PLUMBLINE_TRY(reader.finish());
  return set;
}

Result<CertificateReference> read_certificate(const Json& value) {
  constexpr std::size_t kLongestChain = 8;
  JsonReader reader{value, "env.crt"};
  CertificateReference certificate;
  certificate.id = reader.string("kid");
  const Json* const chain = reader.optional_array("x5c");
  PLUMBLINE_TRY(reader.finish());
  if (chain == nullptr) {
    return certificate;
  }
  if (chain->empty() || chain->size() > kLongestChain) {
    return fail(Errc::malformed, "env.crt.x5c: not 1 to 8 certificates");
  }
  for (const Json& element : *chain) {
    if (!element.is_string()) {
      return fail(Errc::malformed, "env.crt.x5c: an element is no text");
    }
    PLUMBLINE_TRY(Bytes der, from_base64(element.get_ref<const std::string&>()));
    certificate.chain.push_back(std::move(der));
  }
  return certificate;
}

Json parameters_of(const S1Body& body) {
  Json value{{"ke", to_json(body.key_sets)}};
  if (body.certificate) {
    value["crt"] = to_json(*body.certificate);
  }
  return value;
}

}  // namespace

Json to_json(const S1Body& body) {
  Json value = parameters_of(body);
  if (!body.key_signature.empty()) {
    value["sig"] = body.key_signature;
  }
  value["ps"] = body.payload;
  return value;
}

Result<S1Body> read_s1_body(const Json& body) {
  JsonReader reader{body, "env"};
  const Json& key_sets = reader.array("ke");
  const Json* const certificate = reader.optional_object("crt");
  S1Body read;
  read.key_signature = reader.optional_string("sig").value_or("");
  read.payload = reader.object("ps");
  PLUMBLINE_TRY(reader.finish());
  if (key_sets.size() > kMaxKeySets) {
    return fail(Errc::too_large, "env.ke: over " + std::to_string(kMaxKeySets) + " sets");
  }
  for (const Json& value : key_sets) {
    PLUMBLINE_TRY(KeySet set, read_key_set(value));
    read.key_sets.push_back(std::move(set));
  }
  if (certificate != nullptr) {
    PLUMBLINE_TRY(read.certificate, read_certificate(*certificate));
  }
  return read;
}

std::string key_sets_text(const std::vector<KeySet>& key_sets) {
  return canonical_json(to_json(key_sets));
}

std::string digest_beside_payload(const S1Body& body, ByteView associated_data) {
  Json covered = parameters_of(body);
  covered["aad"] = to_base64url(associated_data);
  return to_base64url(
      crypto::digest(crypto::HashAlgorithm::sha256, as_bytes(canonical_json(covered))));
}

}  // namespace plumbline::esf
