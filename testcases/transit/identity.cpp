// Who may speak for whom at a transit CSE: SAE-02.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "support/parts.hpp"
#include "support/requests.hpp"
#include "support/transit.hpp"
#include "transit/lists.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

constexpr int kNotAuthenticated = 4106;

Purpose registers_in_ones_own_name() {
  Purpose purpose =
      transit_purpose("SAE-02-TCSE-01",
                      "A CSE registers in the name that its association proves, and in no other",
                      {"SAE-02"});
  purpose.options = {"security-association"};
  purpose.initial_conditions = "with { an association with a neighbouring CSE }";
  purpose.when = "when { over it another CSE's registration comes, then its own }";
  purpose.then = "then { the other's is refused and does not exist; its own is accepted }";
  purpose.failure_means =
      "Any CSE may take the place of another: what is for that one would go to it.";
  purpose.assertions = {
      given("A1", "SAE-02", "TS-0003 8.2", "The neighbour's own registration is accepted"),
      must("A2", "SAE-02", "TS-0003 8.2", "Another CSE's registration is refused"),
      must("A3", "SAE-02", "TS-0003 8.2", "There is no registration of that CSE afterwards")};
  purpose.stimulus = [](Bench& bench) {
    auto& far = bench.far(Who::neighbour);
    auto& neighbour = bench.peer(Role::tcse, {.who = Who::neighbour});
    auto& admin = bench.peer(Role::tcse, {.who = Who::admin});
    auto stolen = registration_of(bench, Who::certified_neighbour, {far.point_of_access()});
    const std::string other = bench.world().actor(Who::certified_neighbour).id;
    bench.phase(Phase::stimulus);
    stolen.from = other;
    bench.exchange("another's", neighbour, std::move(stolen));
    bench.phase(Phase::effect);
    bench.exchange("look", admin, retrieve(bench.world().cse.cse_name + other));
    bench.phase(Phase::twin);
    bench.exchange(
        "own", neighbour, registration_of(bench, Who::neighbour, {far.point_of_access()}));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "own", {2001});
    judge.expect_refused("A2", "another's");
    judge.expect_status("A3", "look", {4004});
  };
  return purpose;
}

Purpose lets_a_cse_speak_for_its_own() {
  Purpose purpose = transit_purpose(
      "SAE-02-TCSE-02",
      "A neighbouring CSE speaks for the entities behind it, and an AE for itself alone",
      {"SAE-02"});
  purpose.options = {"security-association"};
  purpose.when =
      "when { the neighbour sends requests of an AE behind it and of an AE of the transit CSE, and "
      "an AE one of another AE for the far side }";
  purpose.then = "then { the first is served; the others are refused with 4106 and go nowhere }";
  purpose.failure_means =
      "The CSE compares From with the association as on Mca everywhere, or nowhere.";
  purpose.assertions = {
      must("A1", "SAE-02", "TS-0003 8.2", "An AE behind the neighbour is served"),
      must("A2", "SAE-02", "TS-0003 8.2", "The neighbour does not speak for an AE of this CSE"),
      must("A3", "SAE-02", "TS-0003 7.2.1", "An AE does not speak for another"),
      must("A4", "SAE-02", "TS-0003 7.2.1", "What it sent in the other's name goes nowhere")};
  purpose.stimulus = [](Bench& bench) {
    const Transit transit = arrange_transit(bench);
    const auto& world = bench.world();
    auto request = retrieve(bench.base());
    bench.phase(Phase::stimulus);
    request.from = transit.far->cse() + "/Cfar";
    bench.exchange("behind", *transit.neighbour, request);
    request.from = world.actor(Who::source).absolute.substr(world.cse.sp_id.size());
    bench.exchange("not behind", *transit.neighbour, request);
    auto foreign = host_far(transit, opaque_object(bench));
    foreign.from = world.actor(Who::client).id;
    bench.exchange("another AE's", *transit.source, std::move(foreign));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "behind", {2000});
    judge.expect_status("A2", "not behind", {kNotAuthenticated});
    judge.expect_status("A3", "another AE's", {kNotAuthenticated});
    expect_not_sent_on(judge, "A4", "another AE's");
  };
  return purpose;
}

}  // namespace

void add_transit_identity(std::vector<Purpose>& out) {
  out.push_back(registers_in_ones_own_name());
  out.push_back(lets_a_cse_speak_for_its_own());
}

}  // namespace plumbline::testcases
