// What a client AE makes of data that passed a hostile transit CSE: MA-08.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "support/ae.hpp"
#include "support/hostile.hpp"
#include "support/parts.hpp"
#include "transit/lists.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Direction;
using harness::HostileScript;
using harness::HostileStep;
using harness::Judge;
using harness::Misdeed;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

Purpose client_purpose(std::string id, std::string title) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::ae_cli;
  purpose.requirements = {"MA-08"};
  purpose.initial_conditions =
      "with { two protected instances hosted for the client, and a hostile node before the CSE }";
  return purpose;
}

struct Data {
  std::string first;
  std::string second;
};

Data prepare(Bench& bench) {
  const auto hosted = host_by(bench, &Bench::assist, two_instances(bench));
  return {.first = instance_address(hosted, 0), .second = instance_address(hosted, 1)};
}

HostileStep step_for(Misdeed misdeed, const Data& data) {
  switch (misdeed) {
    case Misdeed::retarget:
      return {.misdeed = misdeed, .direction = Direction::request, .value = data.second};
    case Misdeed::edit_parameter:
      return {.misdeed = misdeed,
              .direction = Direction::response,
              .name = "cnf",
              .value = "text/plain:0"};
    default:
      return {.misdeed = misdeed, .direction = Direction::response};
  }
}

/// Fetches the first instance while the node does the misdeed of the variant to it; meanwhile the
/// second one passes.
void fetch_disturbed(Bench& bench, const Data& data) {
  onem2m::RequestPrimitive other;
  other.to = data.second;
  other.from = bench.world().actor(Who::client).id;
  other.request_id = bench.unique("other");
  bench.obstruct(Role::hcse,
                 HostileScript{.steps = {step_for(misdeed_of(bench), data)},
                               .about =
                                   [](const onem2m::RequestPrimitive& request) {
                                     return request.operation == onem2m::Operation::retrieve &&
                                            request.to.ends_with("/first");
                                   },
                               .other = std::move(other)});
  bench.command("disturbed", "e2e.fetch", {{"address", data.first}, {"use_cache", false}});
  clear_the_way(bench);
}

void host_and_fetch(Bench& bench) {
  const Data data = prepare(bench);
  bench.phase(Phase::twin);
  const auto fetched = bench.command("undisturbed", "e2e.fetch", {{"address", data.first}});
  bench.observe("payload", text_in(fetched, "payload"));
  bench.phase(Phase::stimulus);
  fetch_disturbed(bench, data);
}

Purpose finds_out_what_a_node_did() {
  Purpose purpose = client_purpose(
      "MA-08-CLI-01", "What a hostile transit CSE does to protected data on its way is found out");
  purpose.variants = each_misdeed({Misdeed::flip,
                                   Misdeed::truncate,
                                   Misdeed::strip_protection,
                                   Misdeed::downgrade,
                                   Misdeed::edit_parameter,
                                   Misdeed::swap,
                                   Misdeed::retarget,
                                   Misdeed::drop});
  purpose.when =
      "when { the AE fetches an instance, and the node does its misdeed to the answer, "
      "or to the target of the request }";
  purpose.then = "then { the AE says that it failed, and releases nothing }";
  purpose.failure_means =
      "The AE trusts the CSEs on the way instead of the protection of the data itself.";
  purpose.assertions = {
      given("A1", "MA-08", "TR-0012 5.5", "What passes unharmed is accepted"),
      happened("A2", "MA-08"),
      must("A3", "MA-08", "TR-0012 5.5", "The AE fails or refuses, and releases nothing")};
  purpose.stimulus = host_and_fetch;
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "undisturbed", "accepted");
    expect_happened(judge, "A2");
    expect_not_released(judge, "A3", "disturbed");
  };
  return purpose;
}

Purpose bears_what_does_no_harm() {
  Purpose purpose = client_purpose("MA-08-CLI-02",
                                   "Data that comes late, out of order or twice is still accepted");
  purpose.variants = each_misdeed({Misdeed::delay, Misdeed::reorder, Misdeed::replay});
  purpose.when =
      "when { the AE fetches an instance again, and its answer is held back, overtaken "
      "or sent twice }";
  purpose.then = "then { the AE opens it }";
  purpose.failure_means = "The AE takes an ordinary disorder of the network for an attack.";
  purpose.assertions = {given("A1", "MA-08", "TR-0012 5.5", "What passes unharmed is accepted"),
                        happened("A2", "MA-08"),
                        must("A3", "MA-08", "TR-0012 5.5", "The AE releases the same payload")};
  purpose.stimulus = host_and_fetch;
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "undisturbed", "accepted");
    expect_happened(judge, "A2");
    const Json& out = judge.content("disturbed");
    const bool same = out.is_object() && out.contains("payload") &&
                      out["payload"] == judge.observation("payload");
    judge.check("A3", same, "the payload", same ? "the payload" : outcome_of(judge, "disturbed"));
  };
  return purpose;
}

}  // namespace

void add_hostile_cli(std::vector<Purpose>& out) {
  out.push_back(finds_out_what_a_node_did());
  out.push_back(bears_what_does_no_harm());
}

}  // namespace plumbline::testcases
