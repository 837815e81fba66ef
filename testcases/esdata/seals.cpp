#include "esdata/seals.hpp"

#include "plumbline/core/json.hpp"
#include "plumbline/esdata/open.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "support/key_pairs.hpp"
#include "support/known_answers.hpp"
#include "support/parts.hpp"

#include <algorithm>
#include <vector>

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

/// What there should be: XML does not give the payload back as it was written, so the known answer
/// says what it opens to.
Json wanted(const VectorTest& test) {
  return opened(*test.out, test.in);
}

/// The request as it is without what a known answer fixes.
Json with_randomness(Json in) {
  for (const char* const name : {"cek", "iv", "epk"}) {
    in.erase(name);
  }
  return in;
}

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

}  // namespace

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

}  // namespace plumbline::testcases
