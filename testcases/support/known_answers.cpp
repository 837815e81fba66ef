#include "support/known_answers.hpp"

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "support/parts.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Judge;
using harness::VectorTest;
using Tests = std::vector<VectorTest>;

const std::vector<harness::VectorFile>& vectors() {
  static const std::vector<harness::VectorFile> files = [] {
    auto read = harness::embedded_vectors();
    if (!read) {
      throw std::runtime_error{"a vector file is broken: " + read.error().detail};
    }
    return std::move(read).value();
  }();
  return files;
}

Tests asked_of(const KnownAnswers& what) {
  return asked_tests(what.operation,
                     [&](const VectorTest& test) { return test.valid && what.asked(test); });
}

/// The answer frame to `test`, or null JSON.
Json answer_to(const Judge& judge, const VectorTest& test) {
  const harness::Message* const response = judge.response(label_of(test));
  return response == nullptr ? Json{} : response->primitive;
}

void judge_carried_out(Judge& judge, const Tests& tests) {
  const auto lacking = std::ranges::count_if(tests, [&](const VectorTest& test) {
    return answer_to(judge, test).contains("unsupported");
  });
  judge.check("A1",
              lacking == 0,
              "no answer is \"unsupported\"",
              std::to_string(lacking) + " of " + std::to_string(tests.size()));
}

bool is_right(const Judge& judge, const VectorTest& test, const std::string& member) {
  const Json answer = answer_to(judge, test);
  return answer.contains("out") && answer.at("out").contains(member) &&
         answer.at("out").at(member) == test.out->at(member);
}

void judge_member(Judge& judge,
                  const std::string& assertion,
                  const std::string& member,
                  const Tests& tests) {
  const auto wrong = std::ranges::find_if_not(
      tests, [&](const VectorTest& test) { return is_right(judge, test, member); });
  const harness::Message* const seen =
      wrong == tests.end() ? nullptr : judge.response(label_of(*wrong));
  judge.check(assertion,
              wrong == tests.end(),
              "the known " + member + " in " + std::to_string(tests.size()) + " answers",
              wrong == tests.end() ? "so it is" : "another one for \"" + wrong->comment + "\"",
              seen == nullptr ? 0 : seen->number);
}

/// What purposes for codecs have in common; `what` is KnownAnswers or RefusedAnswers.
harness::Purpose codec_purpose(const auto& what) {
  harness::Purpose purpose;
  purpose.id = what.id;
  purpose.title = what.title;
  purpose.role = harness::Role::codec;
  purpose.requirements = {what.requirement};
  purpose.initial_conditions = "with { a codec that speaks the exec protocol }";
  purpose.failure_means = what.failure_means;
  return purpose;
}

Tests refused_of(const RefusedAnswers& what) {
  return asked_tests(what.operation,
                     [&](const VectorTest& test) { return !test.valid && what.asked(test); });
}

VectorTest control_of(const RefusedAnswers& what) {
  return first_test(what.operation,
                    [&](const VectorTest& test) { return test.valid && what.control(test); });
}

void ask_with_faults(harness::Bench& bench, const RefusedAnswers& what) {
  bench.phase(harness::Phase::stimulus);
  for (const VectorTest& test : refused_of(what)) {
    bench.codec(label_of(test), what.operation, test.in);
  }
  bench.phase(harness::Phase::twin);
  bench.codec("good", what.operation, control_of(what).in);
}

void judge_refused(Judge& judge, const RefusedAnswers& what) {
  const auto* const control = judge.response("good");
  const bool taken = control != nullptr && control->primitive.contains("out");
  judge.check("A1", taken, "taken", taken ? "taken" : "not taken");
  const Tests tests = refused_of(what);
  const auto accepted = std::ranges::find_if(tests, [&](const VectorTest& test) {
    const auto* const response = judge.response(label_of(test));
    return response == nullptr || !response->primitive.contains("error");
  });
  judge.check(
      "A2",
      accepted == tests.end(),
      "every one is refused",
      accepted == tests.end() ? "every one is refused" : "not refused: " + accepted->comment);
}

}  // namespace

std::function<bool(const VectorTest&)> with_flag(std::string flag) {
  return [flag = std::move(flag)](const VectorTest& test) {
    return std::ranges::find(test.flags, flag) != test.flags.end();
  };
}

harness::Purpose refused_answers(const RefusedAnswers& what) {
  harness::Purpose purpose = codec_purpose(what);
  purpose.when = "when { it is given " + what.what + " with one fault each, and one without }";
  purpose.then = "then { it refuses all but the last }";
  purpose.assertions = {
      given("A1", what.requirement, what.clause, "One without the fault is taken"),
      must("A2", what.requirement, what.clause, what.text)};
  purpose.stimulus = [what](harness::Bench& bench) { ask_with_faults(bench, what); };
  purpose.judge = [what](Judge& judge) { judge_refused(judge, what); };
  return purpose;
}

std::vector<VectorTest> tests_of(const std::string& operation,
                                 const std::function<bool(const VectorTest&)>& chosen) {
  Tests tests;
  for (const harness::VectorFile& file : vectors()) {
    for (const harness::VectorGroup& group : file.groups) {
      for (const VectorTest& test : group.tests) {
        if (file.operation == operation && chosen(test)) {
          tests.push_back(test);
        }
      }
    }
  }
  return tests;
}

std::vector<VectorTest> asked_tests(const std::string& operation,
                                    const std::function<bool(const VectorTest&)>& chosen) {
  Tests tests = tests_of(operation, chosen);
  if (tests.empty()) {
    throw std::logic_error{"no known answer of " + operation + " is one that the purpose asks for"};
  }
  return tests;
}

VectorTest first_test(const std::string& operation,
                      const std::function<bool(const VectorTest&)>& chosen) {
  return asked_tests(operation, chosen).front();
}

std::string label_of(const VectorTest& test) {
  return "vector-" + std::to_string(test.id);
}

harness::Purpose known_answers(const KnownAnswers& what) {
  harness::Purpose purpose = codec_purpose(what);
  purpose.when = "when { it is asked for " + what.operation + " with known answers }";
  purpose.then = "then { each answer is the known one }";
  purpose.assertions = {
      given("A1", what.requirement, what.clause, "The codec carries out " + what.operation)};
  for (const KnownMember& member : what.members) {
    purpose.assertions.push_back(must("A" + std::to_string(purpose.assertions.size() + 1),
                                      what.requirement,
                                      what.clause,
                                      member.text));
  }
  // The files are read when a case needs them, not when the program starts.
  purpose.stimulus = [what](harness::Bench& bench) {
    bench.phase(harness::Phase::stimulus);
    for (const VectorTest& test : asked_of(what)) {
      bench.codec(label_of(test), what.operation, test.in);
    }
  };
  purpose.judge = [what](Judge& judge) {
    const Tests tests = asked_of(what);
    judge_carried_out(judge, tests);
    for (std::size_t i = 0; i < what.members.size(); ++i) {
      judge_member(judge, "A" + std::to_string(i + 2), what.members[i].name, tests);
    }
  };
  return purpose;
}

}  // namespace plumbline::testcases
