// esdata/seal and esdata/open.

#include "plumbline/core/json_reader.hpp"
#include "plumbline/esdata/open.hpp"
#include "plumbline/esdata/seal.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "jose_members.hpp"
#include "operations.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace plumbline::adapters::exec {

namespace {

esdata::Form form_of(JsonReader& reader) {
  const auto found = esdata::form_named(reader.string("serialization"));
  if (!found) {
    reader.refuse("serialization",
                  "is none of jose-compact, jose-json, jose-json-base64, xml, xml-base64, cms");
    return {};
  }
  return *found;
}

/// A member that is one of a few names; nothing when absent.
template <typename Value, std::size_t kCount>
std::optional<Value> choice_of(
    JsonReader& reader,
    std::string_view member,
    const std::array<std::pair<std::string_view, Value>, kCount>& names) {
  const auto name = reader.optional_string(member);
  if (!name) {
    return std::nullopt;
  }
  const auto* const found =
      std::ranges::find(names, *name, &std::pair<std::string_view, Value>::first);
  if (found == names.end()) {
    reader.refuse(member, "is none of the known names");
    return std::nullopt;
  }
  return found->second;
}

/// `xml`: what a source of XML chooses.
Result<esdata::XmlShape> shape_of(const Json* xml) {
  using xmlsec::EncryptedPart;
  using xmlsec::SignatureForm;
  static constexpr std::array<std::pair<std::string_view, SignatureForm>, 3> kPlaces{
      {{"enveloping", SignatureForm::enveloping},
       {"enveloped", SignatureForm::enveloped},
       {"detached", SignatureForm::detached}}};
  static constexpr std::array<std::pair<std::string_view, EncryptedPart>, 3> kParts{
      {{"octets", EncryptedPart::octets},
       {"element", EncryptedPart::element},
       {"content", EncryptedPart::content}}};
  esdata::XmlShape shape;
  if (xml != nullptr) {
    JsonReader reader{*xml, "in.xml"};
    shape.signature = choice_of(reader, "signature", kPlaces);
    shape.part = choice_of(reader, "part", kParts);
    shape.id = reader.optional_string("id").value_or("");
    PLUMBLINE_TRY(reader.finish());
  }
  return shape;
}

std::optional<esdata::SecurityClass> class_of(JsonReader& reader, const std::string& name) {
  const auto found = esdata::security_class_named(name);
  if (!found) {
    reader.refuse("class", "is none of encryption-only, signature-only, nested");
  }
  return found;
}

/// `id`, `suid`, `key`, `certificate`.
Result<esdata::Credential> credential_of(JsonReader& reader) {
  constexpr std::int64_t kHighestSuid = 99;
  esdata::Credential credential{.id = reader.string("id"),
                                .suid = static_cast<int>(reader.integer("suid", 0, kHighestSuid)),
                                .key = jose::Jwk::from_secret(crypto::SecretBytes{1})};
  const Json& jwk = reader.object("key");
  const auto der = reader.optional_hex("certificate");
  PLUMBLINE_TRY(reader.finish());
  if (der) {
    PLUMBLINE_TRY(credential.certificate, crypto::Certificate::from_der(*der));
  }
  PLUMBLINE_TRY(credential.key, jose::Jwk::from_json(jwk));
  return credential;
}

/// The algorithm of that name; `named` knows the names.
template <typename Named>
auto algorithm(const std::string& name, Named named)
    -> Result<typename decltype(named(std::string_view{}))::value_type> {
  const auto found = named(name);
  if (!found) {
    return fail(Errc::algorithm_not_allowed, "an algorithm that is never open");
  }
  return *found;
}

Result<std::vector<esdata::Target>> targets_of(const Json* list) {
  std::vector<esdata::Target> targets;
  for (const Json& element : list == nullptr ? Json::array() : *list) {
    JsonReader reader{element, "in.targets"};
    const std::string alg = reader.string("alg");
    PLUMBLINE_TRY(esdata::Credential credential, credential_of(reader));
    PLUMBLINE_TRY(const jose::JweAlg found, algorithm(alg, jose::jwe_alg_named));
    targets.push_back({.credential = std::move(credential), .alg = found});
  }
  return targets;
}

Result<std::vector<esdata::Signer>> signers_of(const Json* list) {
  std::vector<esdata::Signer> signers;
  for (const Json& element : list == nullptr ? Json::array() : *list) {
    JsonReader reader{element, "in.signers"};
    const std::string alg = reader.string("alg");
    PLUMBLINE_TRY(esdata::Credential credential, credential_of(reader));
    PLUMBLINE_TRY(const jose::JwsAlg found, algorithm(alg, jose::jws_alg_named));
    signers.push_back({.credential = std::move(credential), .alg = found});
  }
  return signers;
}

Result<Json> seal(const Json& in, RandomSource& random) {
  JsonReader reader{in, "in"};
  esdata::SealRequest request;
  const auto security_class = class_of(reader, reader.string("class"));
  const Bytes payload = reader.hex("payload");
  const Bytes aad = reader.optional_hex("aad").value_or(Bytes{});
  request.type = reader.optional_string("type").value_or("");
  request.form = form_of(reader);
  const auto enc = reader.optional_string("enc");
  const Json* const xml = reader.optional_object("xml");
  const auto signing_time = reader.optional_string("signing_time");
  const Json* const targets = reader.optional_array("targets");
  const Json* const signers = reader.optional_array("signers");
  PLUMBLINE_TRY(const jose::KnownAnswerInputs fixed, fixed_inputs(reader));
  PLUMBLINE_TRY(reader.finish());
  if (enc) {
    PLUMBLINE_TRY(request.enc, algorithm(*enc, jose::jwe_enc_named));
  }
  PLUMBLINE_TRY(request.xml, shape_of(xml));
  if (signing_time) {
    PLUMBLINE_TRY(request.signing_time, onem2m::from_timestamp(*signing_time));
  }
  PLUMBLINE_TRY(request.targets, targets_of(targets));
  PLUMBLINE_TRY(request.signers, signers_of(signers));
  request.security_class = *security_class;
  request.plaintext = payload;
  request.associated_data = aad;
  PLUMBLINE_TRY(esdata::Envelope envelope, esdata::seal(request, fixed, random));
  return Json{{"envelope", std::move(envelope.content)}, {"content_info", to_text(envelope.info)}};
}

Result<std::vector<esdata::HeldCredential>> held_of(const Json& list) {
  constexpr std::int64_t kMostTargets = 1'000'000;
  std::vector<esdata::HeldCredential> held;
  for (const Json& element : list) {
    JsonReader reader{element, "in.credentials"};
    const auto targets = reader.optional_integer("targets", 1, kMostTargets).value_or(1);
    PLUMBLINE_TRY(esdata::Credential credential, credential_of(reader));
    held.push_back(
        {.credential = std::move(credential), .targets = static_cast<std::size_t>(targets)});
  }
  return held;
}

Result<Json> open(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const std::string envelope = reader.string("envelope");
  const std::string content_info = reader.string("content_info");
  const Json& credentials = reader.array("credentials");
  std::optional<esdata::SecurityClass> demanded;
  if (const auto name = reader.optional_string("class")) {
    demanded = class_of(reader, *name);
  }
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const onem2m::ContentInfo info, onem2m::parse_content_info(content_info));
  PLUMBLINE_TRY(const auto held, held_of(credentials));
  PLUMBLINE_TRY(
      const esdata::Opened opened,
      esdata::open({.content = envelope, .info = info, .held = held, .demanded = demanded}));
  return Json{{"class", name_of(opened.security_class)},
              {"payload", to_hex(opened.plaintext)},
              {"aad", to_hex(opened.associated_data)},
              {"type", opened.type},
              {"opened_with", opened.opened_with},
              {"verified_by", opened.verified_by},
              {"source", name_of(opened.source)}};
}

}  // namespace

void add_esdata_operations(Operations& operations) {
  operations["esdata/open"] = open;
  operations["esdata/seal"] = seal;
}

}  // namespace plumbline::adapters::exec
