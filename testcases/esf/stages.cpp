// Payload security apart from key establishment: ESF-20. The tester has the long-term credential
// and establishes the key; the codec is given the key of the payload and nothing else.

#include "plumbline/core/bytes.hpp"
#include "plumbline/esf/open.hpp"
#include "plumbline/esf/payload.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "esf/lists.hpp"
#include "support/parts.hpp"

#include <string>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;

constexpr std::string_view kClause = "TR-0012 6.2.2.2.1.1";
constexpr std::string_view kSource = "//sp.example/cse-a/Csource";
constexpr std::string_view kTarget = "//sp.example/cse-b/Ctarget";
constexpr std::string_view kContent = R"({"con":"21.5"})";
constexpr std::size_t kKekSize = 32;

esf::PsAlgSet payload_set() {
  return {.enc = jose::JweEnc::a256gcm, .alg = {}};
}

/// The end of the tester's where the long-term credential, a KEK, is.
struct SecureEnvironment {
  jose::Jwk kek;
  esf::SourceKeys established;
};

SecureEnvironment establish(Bench& bench) {
  const jose::Jwk kek = jose::Jwk::from_secret(bench.secret(kKekSize, "KEK"), "kek");
  esf::EstablishRequest request;
  request.target_data_class = esf::TargetDataClass::instance;
  request.source_id = kSource;
  request.payload = payload_set();
  request.targets = {{.id = std::string{kTarget},
                      .set = esf::ke_alg_set_named("A256KW").value(),
                      .key_id = "kek",
                      .key = kek}};
  esf::SourceKeys keys = esf::establish(request, {}, bench.random()).value();
  bench.withhold(keys.payload_key.expose(), "key of the payload");
  return {.kek = kek, .established = std::move(keys)};
}

/// The payload as the reference protects it.
Json protected_payload(Bench& bench, const SecureEnvironment& here) {
  const esf::PsAlgSet set = payload_set();
  return esf::protect_payload({.set = set,
                               .data = {.plaintext = as_bytes(kContent), .associated_data = {}},
                               .keys = here.established},
                              {},
                              bench.random())
      .value();
}

Json payload_key_of(const SecureEnvironment& here) {
  return {{"kty", "oct"}, {"k", to_base64url(here.established.payload_key.expose())}};
}

/// What the target opens, with the KEK, of an envelope with that payload; or why it does not.
std::string opened_by_target(const SecureEnvironment& here, const Json& payload) {
  esf::S1Body body = here.established.parameters;
  body.payload = payload;
  esf::TargetEndPoint target;
  target.ids = {std::string{kTarget}};
  target.keys = {
      {.use = esf::KeyEstablishment::key_encryption, .id = "kek", .key = here.kek, .source = {}}};
  const auto opened = esf::open({.session = esf::SessionType::s1,
                                 .target_data_class = esf::TargetDataClass::instance,
                                 .body = to_json(body)},
                                esf::TargetDataClass::instance,
                                target);
  return opened ? to_hex(opened.value().data.plaintext) : to_string(opened.error());
}

Purpose without_credential(std::string id, std::string title, const std::string& operation) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = harness::Role::codec;
  purpose.requirements = {"ESF-20"};
  purpose.initial_conditions =
      "with { a key that was established elsewhere, from a credential that the codec does not have "
      "}";
  purpose.assertions = {
      given("A1", "ESF-20", std::string{kClause}, "The codec carries out " + operation)};
  return purpose;
}

void judge_stage(Judge& judge, const std::string& label, const Json& seen) {
  const auto* const response = judge.response(label);
  const bool there = response != nullptr && !response->primitive.contains("unsupported");
  judge.check("A1", there, "an answer", there ? "an answer" : "none, or \"unsupported\"");
  const bool right = seen == to_hex(as_bytes(kContent));
  judge.check("A2", right, "the content", right ? "the content" : "not the content");
}

Purpose opens_with_the_established_key() {
  Purpose purpose = without_credential(
      "ESF-20-CODEC-01", "The codec opens a payload with the established key", "jose/jwe-open");
  purpose.when = "when { it opens the payload of an envelope with the key of the payload }";
  purpose.then = "then { it gets the content }";
  purpose.failure_means = "Payload security needs more than the established key.";
  purpose.assertions.push_back(
      must("A2", "ESF-20", std::string{kClause}, "The established key alone opens the payload"));
  purpose.stimulus = [](Bench& bench) {
    bench.phase(Phase::stimulus);
    const SecureEnvironment here = establish(bench);
    bench.codec("open",
                "jose/jwe-open",
                {{"jwe", protected_payload(bench, here)},
                 {"keys", Json::array({payload_key_of(here)})},
                 {"algorithms", {"dir", "A256GCM"}}});
  };
  purpose.judge = [](Judge& judge) {
    const auto* const opened = judge.response("open");
    judge_stage(judge,
                "open",
                opened == nullptr
                    ? ""
                    : opened->primitive.value(Json::json_pointer{"/out/plaintext"}, std::string{}));
  };
  return purpose;
}

Purpose seals_with_the_established_key() {
  Purpose purpose = without_credential(
      "ESF-20-CODEC-02", "The codec protects a payload with the established key", "jose/jwe-seal");
  purpose.when = "when { it encrypts the payload of an envelope with the key of the payload }";
  purpose.then = "then { the target of the envelope opens it }";
  purpose.failure_means = "Payload security needs more than the established key.";
  purpose.assertions.push_back(
      must("A2", "ESF-20", std::string{kClause}, "The established key alone protects the payload"));
  purpose.stimulus = [](Bench& bench) {
    bench.phase(Phase::stimulus);
    const SecureEnvironment here = establish(bench);
    const Bytes header =
        from_base64url(text_at(protected_payload(bench, here), "protected")).value();
    const Json answer =
        bench.codec("seal",
                    "jose/jwe-seal",
                    {{"plaintext", to_hex(as_bytes(kContent))},
                     {"protected", std::string{as_text(header)}},
                     {"recipients", Json::array({Json{{"key", payload_key_of(here)}}})},
                     {"serialization", "flattened"}});
    if (answer.contains("out")) {
      bench.observe("opened", opened_by_target(here, answer.at("out").at("jwe")));
    }
  };
  purpose.judge = [](Judge& judge) { judge_stage(judge, "seal", judge.observation("opened")); };
  return purpose;
}

}  // namespace

void add_esf_stages(std::vector<Purpose>& out) {
  out.push_back(opens_with_the_established_key());
  out.push_back(seals_with_the_established_key());
}

}  // namespace plumbline::testcases
