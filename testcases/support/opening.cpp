#include "support/opening.hpp"

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "support/ae.hpp"
#include "support/parts.hpp"

#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Variant;

Json hosting_of(const Bench& bench, const Means& means) {
  Json out = means.host;
  for (const Variant& variant : means.variants) {
    for (const auto& [name, value] : variant) {
      if (bench.parameter(name) == value) {
        out[name] = value;
      }
    }
  }
  return out;
}

// What the fetching AE delivered, in a word.
std::string delivered(const Judge& judge) {
  const bool opened = outcome_of(judge, "fetch") == "accepted";
  const bool same = judge.observation("payload") == Json("the payload");
  if (!opened) {
    return outcome_of(judge, "fetch");
  }
  return same ? "the payload" : "another payload";
}

// The half that the tester's own AE plays is taken for granted; the other is what is proved.
void judge_opening(Judge& judge, Role role) {
  const std::string hosted = outcome_of(judge, "host");
  const std::string opened = delivered(judge);
  if (role == Role::ae_cli) {
    judge.check("A1", hosted == "hosted", "hosted", hosted);
  } else {
    const std::string commanded = judge.status_text("host");
    judge.check("A1", commanded == "2000", "2000", commanded);
  }
  judge.check("A2", opened == "the payload", "the payload", opened);
}

void stimulate(Bench& bench, Role role, const Means& means) {
  const bool source = role == Role::ae_src;
  const Commander host = source ? &Bench::command : &Bench::assist;
  const Commander fetch = source ? &Bench::assist : &Bench::command;
  const std::string payload = new_payload(bench);
  bench.phase(source ? Phase::stimulus : Phase::preamble);
  const auto hosted = host_by(bench, host, host_argument(bench, payload, hosting_of(bench, means)));
  bench.phase(source ? Phase::effect : Phase::stimulus);
  Json argument{{"address", hosted_address(hosted)}};
  if (means.host.contains("policy")) {
    argument["policy"] = text_in(hosted, "policy");
  }
  const auto fetched = (bench.*fetch)("fetch", "e2e.fetch", std::move(argument));
  bench.observe("payload", text_in(fetched, "payload") == payload ? "the payload" : "another");
}

}  // namespace

Purpose opening(Role role, const Means& means) {
  const bool source = role == Role::ae_src;
  Purpose purpose;
  purpose.id = means.id;
  purpose.title = means.title;
  purpose.role = role;
  purpose.requirements = {means.requirement};
  purpose.options = means.options;
  purpose.variants = means.variants;
  purpose.initial_conditions =
      source ? "with { a CSE, a TEF, and a client that may read what the AE hosts }"
             : "with { protected data hosted at the CSE, and its credential registered at the TEF "
               "for the client }";
  purpose.when = source ? "when { the AE is told to protect and host a payload }"
                        : "when { the AE is told to fetch it }";
  purpose.then = source ? "then { the client opens it with the credentials of the TEF }"
                        : "then { it delivers the payload that was protected }";
  purpose.failure_means = means.failure_means;
  purpose.assertions = {
      source ? given("A1", means.requirement, means.clause, "The AE carries out the command")
             : given("A1", "AR-09", "TR-0012 7.3.1 step 8", "The data was protected and hosted"),
      must("A2", means.requirement, means.clause, means.proves)};
  purpose.stimulus = [role, means](Bench& bench) { stimulate(bench, role, means); };
  purpose.judge = [role](Judge& judge) { judge_opening(judge, role); };
  return purpose;
}

std::vector<Variant> each(const std::string& name, const std::vector<std::string>& values) {
  std::vector<Variant> out;
  for (const std::string& value : values) {
    out.push_back({{name, value}});
  }
  return out;
}

}  // namespace plumbline::testcases
