#include "support/sealed_answers.hpp"

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

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

std::vector<VectorTest> tests_for(const SealedAnswers& what) {
  return asked_tests(what.vectors,
                     [&](const VectorTest& test) { return test.valid && what.asked(test); });
}

void seal_and_open(Bench& bench, const SealedAnswers& what) {
  bench.phase(Phase::stimulus);
  for (const VectorTest& test : tests_for(what)) {
    const Json answer = bench.codec(label_of(test), what.operation, what.request(test));
    if (answer.contains("out")) {
      bench.observe(label_of(test), what.seen_by_targets(answer.at("out"), test));
    }
  }
}

void judge_sealed(Judge& judge, const SealedAnswers& what) {
  const auto tests = tests_for(what);
  const auto lacking = std::ranges::count_if(tests, [&](const VectorTest& test) {
    const auto* const response = judge.response(label_of(test));
    return response == nullptr || response->primitive.contains("unsupported");
  });
  judge.check("A1",
              lacking == 0,
              "no answer is \"unsupported\"",
              std::to_string(lacking) + " of " + std::to_string(tests.size()));
  const auto wrong = std::ranges::find_if_not(tests, [&](const VectorTest& test) {
    return what.right(judge.observation(label_of(test)), test);
  });
  const bool right = wrong == tests.end();
  judge.check(
      "A2",
      right,
      "each envelope opens, to what was asked for",
      right ? "so it is" : wrong->comment + ": " + judge.observation(label_of(*wrong)).dump());
}

}  // namespace

std::function<Json(const VectorTest& test)> input_without(std::vector<std::string> fixed) {
  return [fixed = std::move(fixed)](const VectorTest& test) {
    Json in = test.in;
    for (const std::string& name : fixed) {
      in.erase(name);
    }
    return in;
  };
}

Purpose sealed_answers(const SealedAnswers& what) {
  const std::string requirement = what.id.substr(0, what.id.find("-CODEC"));
  Purpose purpose;
  purpose.id = what.id;
  purpose.title = what.title;
  purpose.role = harness::Role::codec;
  purpose.requirements = {requirement};
  purpose.initial_conditions = "with { a codec that speaks the exec protocol }";
  purpose.when = "when { it is asked for " + what.operation + " with keys of that kind }";
  purpose.then = "then { the targets open each envelope, and find what was asked for }";
  purpose.failure_means = what.failure_means;
  purpose.assertions = {
      given("A1", requirement, what.clause, "The codec carries out " + what.operation),
      must("A2", requirement, what.clause, what.text)};
  purpose.stimulus = [what](Bench& bench) { seal_and_open(bench, what); };
  purpose.judge = [what](Judge& judge) { judge_sealed(judge, what); };
  return purpose;
}

}  // namespace plumbline::testcases
