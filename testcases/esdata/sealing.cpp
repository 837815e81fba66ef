// ESData at a source, as a codec seals it: ESD-01, ESD-03, ESD-04, ESD-06 to ESD-08, ESD-14. What
// it seals is opened by the tester, so that no spelling of headers is asked for.

#include "plumbline/core/json.hpp"
#include "plumbline/esdata/open.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "esdata/lists.hpp"
#include "support/key_pairs.hpp"
#include "support/known_answers.hpp"
#include "support/parts.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::VectorTest;

esdata::HeldCredential held(const Json& credential, const jose::Jwk& key) {
  return {.credential = {.id = credential.at("id").get<std::string>(),
                         .suid = credential.at("suid").get<int>(),
                         .key = key}};
}

/// What the targets of a seal have, all together.
std::vector<esdata::HeldCredential> openers_of(const Json& in) {
  std::vector<esdata::HeldCredential> all;
  for (const Json& target : in.value("targets", Json::array())) {
    const Json& key = target.at("key");
    const bool symmetric = key.at("kty") == "oct";
    all.push_back(
        held(target,
             jose::Jwk::from_json(symmetric ? key : key_pair_of(key, "esdata/open", "credentials"))
                 .value()));
  }
  for (const Json& signer : in.value("signers", Json::array())) {
    const jose::Jwk key = jose::Jwk::from_json(signer.at("key")).value();
    const auto half = key.public_key();
    all.push_back(held(signer, half ? jose::Jwk::from_public(*half) : key));
  }
  return all;
}

/// What the targets make of an envelope: {class payload type aad opened_with verified_by}, or why
/// nothing.
Json opened(const Json& out, const Json& in) {
  const auto info = onem2m::parse_content_info(text_at(out, "content_info"));
  if (!info) {
    return {{"refused", to_string(info.error())}};
  }
  const std::string content = text_at(out, "envelope");
  const auto openers = openers_of(in);
  const auto result =
      esdata::open({.content = content, .info = info.value(), .held = openers, .demanded = {}});
  if (!result) {
    return {{"refused", to_string(result.error())}};
  }
  return {{"class", name_of(result.value().security_class)},
          {"payload", to_hex(result.value().plaintext)},
          {"type", result.value().type},
          {"aad", to_hex(result.value().associated_data)},
          {"verified_by", result.value().verified_by},
          {"content_info", text_at(out, "content_info")}};
}

/// What there should be, from what was asked for.
Json wanted(const VectorTest& test) {
  Json ids = Json::array();
  for (const Json& signer : test.in.value("signers", Json::array())) {
    ids.push_back(signer.at("id"));
  }
  return {{"class", test.in.at("class")},
          {"payload", test.in.at("payload")},
          {"type", test.in.value("type", "")},
          {"aad", test.in.value("aad", "")},
          {"verified_by", ids},
          {"content_info", test.out->at("content_info")}};
}

/// The request as it is without what a known answer fixes.
Json with_randomness(Json in) {
  for (const char* const name : {"cek", "iv", "epk"}) {
    in.erase(name);
  }
  return in;
}

struct Sealing {
  std::string id;
  std::string title;
  std::string flag;
  std::string text;
  std::string failure_means;
};

std::vector<VectorTest> seals(const Sealing& what) {
  return asked_tests("esdata/seal", [flagged = with_flag(what.flag)](const VectorTest& test) {
    return test.valid && flagged(test);
  });
}

void seal_and_open(Bench& bench, const Sealing& what) {
  bench.phase(Phase::stimulus);
  for (const VectorTest& test : seals(what)) {
    const Json answer = bench.codec(label_of(test), "esdata/seal", with_randomness(test.in));
    if (answer.contains("out")) {
      bench.observe(label_of(test), opened(answer.at("out"), test.in));
    }
  }
}

void judge_sealed(Judge& judge, const Sealing& what) {
  const auto tests = seals(what);
  const auto made = std::ranges::count_if(tests, [&](const VectorTest& test) {
    const auto* const response = judge.response(label_of(test));
    return response != nullptr && !response->primitive.contains("unsupported");
  });
  const auto count = static_cast<std::ptrdiff_t>(tests.size());
  judge.check("A1",
              made == count,
              "no answer is \"unsupported\"",
              std::to_string(count - made) + " of " + std::to_string(count));
  const auto wrong = std::ranges::find_if_not(tests, [&](const VectorTest& test) {
    return judge.observation(label_of(test)) == wanted(test);
  });
  const bool right = wrong == tests.end();
  judge.check(
      "A2",
      right,
      "each opens, to what was sealed",
      right ? "so it is" : wrong->comment + ": " + judge.observation(label_of(*wrong)).dump());
}

Purpose seals_so_that_it_opens(const Sealing& what) {
  const std::string requirement = what.id.substr(0, what.id.find("-CODEC"));
  const std::string clause = "TS-0003 8.5.2";
  Purpose purpose;
  purpose.id = what.id;
  purpose.title = what.title;
  purpose.role = harness::Role::codec;
  purpose.requirements = {requirement};
  purpose.initial_conditions = "with { a codec that speaks the exec protocol }";
  purpose.when = "when { it is asked for esdata/seal with credentials of that kind }";
  purpose.then = "then { the targets open each envelope, and find what was asked for }";
  purpose.failure_means = what.failure_means;
  purpose.assertions = {given("A1", requirement, clause, "The codec carries out esdata/seal"),
                        must("A2", requirement, clause, what.text)};
  purpose.stimulus = [what](Bench& bench) { seal_and_open(bench, what); };
  purpose.judge = [what](Judge& judge) { judge_sealed(judge, what); };
  return purpose;
}

}  // namespace

void add_esdata_sealing(std::vector<Purpose>& out) {
  for (const Sealing& what : std::vector<Sealing>{
           {.id = "ESD-01-CODEC-01",
            .title = "The codec encrypts with provisioned symmetric keys",
            .flag = "SymmetricEncryption",
            .text = "The target with the key gets the payload, its type and associated data",
            .failure_means = "The key is used in another way than its alg says."},
           {.id = "ESD-03-CODEC-01",
            .title = "The codec encrypts to the certificate of a target",
            .flag = "CertificateEncryption",
            .text = "The target with the private key gets the payload",
            .failure_means = "The agreed key is derived otherwise, or wraps another key."},
           {.id = "ESD-04-CODEC-01",
            .title = "The codec makes a MIC with a provisioned symmetric key",
            .flag = "Mic",
            .text = "The target with the key verifies the payload",
            .failure_means = "The MIC covers other octets."},
           {.id = "ESD-06-CODEC-01",
            .title = "The codec signs with the certificate of the source",
            .flag = "DigitalSignature",
            .text = "Whoever has the certificate verifies the payload",
            .failure_means = "The signature covers other octets, or is encoded otherwise."},
           {.id = "ESD-07-CODEC-01",
            .title = "The codec signs first and then encrypts payload and signature",
            .flag = "Nested",
            .text = "The target decrypts, and finds the signature of the source inside",
            .failure_means = "The layers stand in another order, or the signature is outside."},
           {.id = "ESD-08-CODEC-01",
            .title = "The codec puts several credentials on one payload",
            .flag = "SeveralCredentials",
            .text = "Every credential serves: each target opens, each signature verifies",
            .failure_means = "Only some of the credentials are on the payload."},
           {.id = "ESD-14-CODEC-01",
            .title = "The codec writes the JSON serializations, plain and in base64",
            .flag = "JsonForm",
            .text = "The envelope is in the form that was asked for, and says so",
            .failure_means = "contentInfo and content do not go together."}}) {
    out.push_back(seals_so_that_it_opens(what));
  }
}

}  // namespace plumbline::testcases
