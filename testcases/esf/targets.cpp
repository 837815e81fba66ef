#include "esf/targets.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "support/key_pairs.hpp"
#include "support/known_answers.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace plumbline::testcases {
namespace {

using esf::KeyEstablishment;

std::vector<KeyEstablishment> uses_of(const jose::Jwk& key) {
  if (key.kty() == "oct") {
    return {KeyEstablishment::trusted_third_party,
            KeyEstablishment::provisioned_key,
            KeyEstablishment::key_encryption};
  }
  if (key.kty() == "EC") {
    return {KeyEstablishment::key_encryption, KeyEstablishment::key_agreement};
  }
  return {KeyEstablishment::key_encryption};
}

std::vector<esf::HeldKey> held_by(const Json& target, const std::string& source) {
  const Json& told = target.at("key");
  const bool symmetric = told.at("kty") == "oct";
  const jose::Jwk key =
      jose::Jwk::from_json(symmetric ? told : key_pair_of(told, "esf/open", "keys")).value();
  std::vector<esf::HeldKey> held;
  for (const KeyEstablishment use : uses_of(key)) {
    held.push_back(
        {.use = use, .id = target.at("key_id").get<std::string>(), .key = key, .source = source});
  }
  return held;
}

std::vector<crypto::Certificate> certificates_of(const Json& list) {
  std::vector<crypto::Certificate> out;
  for (const Json& text : list) {
    const Bytes der = from_base64(text.get_ref<const std::string&>()).value();
    out.push_back(crypto::Certificate::from_der(der).value());
  }
  return out;
}

/// What every target has: anchors and time of those that the vectors know.
esf::TargetEndPoint any_target(const Json& in, CertificateFrom from) {
  const Json known = first_test("esf/open", with_flag("RoundTrip")).in;
  esf::TargetEndPoint target;
  target.anchors = certificates_of(known.at("anchors"));
  target.now = onem2m::from_timestamp(text_at(known, "now")).value();
  if (in.contains("signer") && from == CertificateFrom::anywhere) {
    const Json& signer = in.at("signer");
    target.certificates = {
        {.id = signer.at("id").get<std::string>(), .chain = certificates_of(signer.at("chain"))}};
  }
  return target;
}

Json names_of_sets(const esf::Envelope& envelope) {
  const auto body = esf::read_s1_body(envelope.body);
  if (!body) {
    return to_string(body.error());
  }
  Json names = Json::array();
  for (const esf::KeySet& set : body.value().key_sets) {
    names.push_back(name_of(set.set));
  }
  return names;
}

void add_opened(Json& seen, const Result<esf::Opened>& result) {
  if (!result) {
    for (const char* const list : {"opened", "data", "source"}) {
      seen.at(list).push_back(to_string(result.error()));
    }
    return;
  }
  const esf::Opened& opened = result.value();
  seen["ps"] = name_of(opened.payload);
  seen.at("opened").push_back(opened.target);
  seen.at("data").push_back(
      {{"plaintext", to_hex(opened.data.plaintext)}, {"aad", to_hex(opened.data.associated_data)}});
  seen.at("source").push_back(name_of(opened.source));
}

/// How far a target can be sure of the source of what was asked for.
/// @source TR-0012 tables 6.2.2.2.2-1 and 6.2.2.2.3-1
std::string assurance_of(const Json& in) {
  const auto payload = esf::ps_alg_set_named(text_at(in, "ps_alg_set")).value();
  if (esf::is_signed(payload)) {
    return "non-repudiable";
  }
  const Json& targets = in.at("targets");
  const auto set = esf::ke_alg_set_named(text_at(targets.at(0), "ke_alg_set")).value();
  const bool shared = set.establishment == KeyEstablishment::trusted_third_party ||
                      set.establishment == KeyEstablishment::provisioned_key;
  return targets.size() == 1 && (shared || set.signature) ? "authenticated" : "unauthenticated";
}

}  // namespace

std::vector<esf::TargetEndPoint> targets_of_seal(const Json& in, CertificateFrom from) {
  std::vector<esf::TargetEndPoint> out;
  for (const Json& target : in.at("targets")) {
    out.push_back(any_target(in, from));
    out.back().ids = {target.at("id").get<std::string>()};
    out.back().keys = held_by(target, text_at(in, "source_id"));
  }
  if (out.empty()) {
    out.push_back(any_target(in, from));
  }
  return out;
}

Json seen_by_targets(const std::string& envelope, const Json& in, CertificateFrom from) {
  const auto parsed = esf::parse_envelope(envelope);
  if (!parsed) {
    return {{"refused", to_string(parsed.error())}};
  }
  const auto asked = in.at("target_data_class").get<std::int64_t>();
  const auto expected = esf::target_data_class_of(asked).value();
  Json seen{{"form",
             {{"st", esf::name_of(parsed.value().session)},
              {"tdc", static_cast<int>(parsed.value().target_data_class)}}},
            {"ke", names_of_sets(parsed.value())},
            {"opened", Json::array()},
            {"data", Json::array()},
            {"source", Json::array()}};
  for (const esf::TargetEndPoint& target : targets_of_seal(in, from)) {
    add_opened(seen, esf::open(parsed.value(), expected, target));
  }
  return seen;
}

Json asked_for(const Json& in) {
  Json wanted{{"form", {{"st", in.at("session_type")}, {"tdc", in.at("target_data_class")}}},
              {"ke", Json::array()},
              {"ps", in.at("ps_alg_set")},
              {"opened", Json::array()},
              {"data", Json::array()},
              {"source", Json::array()}};
  for (const Json& target : in.at("targets")) {
    wanted.at("ke").push_back(target.at("ke_alg_set"));
    wanted.at("opened").push_back(target.at("id"));
  }
  if (in.at("targets").empty()) {
    wanted.at("opened").push_back("");
  }
  for (std::size_t i = 0; i < wanted.at("opened").size(); ++i) {
    wanted.at("data").push_back(
        {{"plaintext", in.value("plaintext", "")}, {"aad", in.value("aad", "")}});
    wanted.at("source").push_back(assurance_of(in));
  }
  return wanted;
}

}  // namespace plumbline::testcases
