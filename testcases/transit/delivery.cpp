// What a transit CSE answers where it cannot deliver: MA-08.

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

constexpr int kRequestTimeout = 4008;
constexpr int kTargetNotReachable = 5103;

/// A point of access where nobody listens: the discard port of this host.
constexpr std::string_view kNobody = "https://127.0.0.1:9";

Purpose tells_that_a_hop_is_gone() {
  Purpose purpose = transit_purpose(
      "MA-08-TCSE-03",
      "Points of access are tried in order, and an originator learns that none can be reached",
      {"MA-08"});
  purpose.when =
      "when { the neighbour's first point of access, then its only one, is one where nobody "
      "listens }";
  purpose.then = "then { the request goes to the second; without that it is answered 5103 }";
  purpose.failure_means = "The CSE gives up early, or leaves the originator without an answer.";
  purpose.assertions = {
      given("A1", "MA-08", "TS-0001 10.2.2.6", "The neighbour's registration is accepted"),
      must("A2", "MA-08", "TS-0001 9.6.4", "With one point of access out of order the next serves"),
      must("A3", "MA-08", "TS-0004 6.6.3.6", "With none left the originator gets 5103")};
  purpose.stimulus = [](Bench& bench) {
    const std::string nobody{kNobody};
    const auto& far = bench.far(harness::Who::neighbour);
    const Transit transit =
        arrange_transit(bench, harness::Who::neighbour, {nobody, far.point_of_access()});
    bench.phase(Phase::twin);
    bench.exchange("second", *transit.source, host_far(transit, opaque_object(bench)));
    arrange(bench,
            "move",
            *transit.neighbour,
            update(transit.registration, {{"m2m:csr", {{"poa", {nobody}}}}}));
    bench.phase(Phase::stimulus);
    bench.exchange("none", *transit.source, host_far(transit, opaque_object(bench)));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    judge.expect_status("A2", "second", {2001});
    judge.expect_status("A3", "none", {kTargetNotReachable});
  };
  return purpose;
}

Purpose keeps_to_the_expiry() {
  Purpose purpose = transit_purpose(
      "MA-08-TCSE-04",
      "A request that expires on its way is answered 4008 then, and an expired one goes nowhere",
      {"MA-08"});
  purpose.when =
      "when { the neighbour leaves a request unanswered beyond its Request Expiration Timestamp, "
      "and a request comes that has expired }";
  purpose.then = "then { both are answered 4008, and the second does not arrive }";
  purpose.failure_means = "The CSE waits by a time of its own, or sends on what is void.";
  purpose.assertions = {
      given("A1", "MA-08", "TS-0001 8.1.2", "A request that does not expire is served"),
      must("A2", "MA-08", "TS-0001 8.1.2", "When the request expires the originator gets 4008"),
      must("A3", "MA-08", "TS-0001 8.1.2", "A request that has expired gets 4008"),
      must("A4", "MA-08", "TS-0001 8.1.2", "It does not arrive on the far side")};
  purpose.stimulus = [](Bench& bench) {
    const Transit transit = arrange_transit(bench);
    auto request = host_far(transit, opaque_object(bench));
    bench.phase(Phase::twin);
    bench.exchange("in time", *transit.source, request);
    bench.phase(Phase::stimulus);
    request.parameters["rqet"] = "20200101T000000";
    bench.exchange("expired", *transit.source, request);
    bench.twins("expired", "in time");
    bench.phase(Phase::effect);
    transit.far->fall_silent();
    request.parameters["rqet"] = "1500";
    bench.exchange("expires", *transit.source, request);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "in time", {2001});
    judge.expect_status("A2", "expires", {kRequestTimeout});
    judge.expect_status("A3", "expired", {kRequestTimeout});
    expect_not_sent_on(judge, "A4", "expired");
  };
  return purpose;
}

Purpose ends_loops() {
  Purpose purpose =
      transit_purpose("MA-08-TCSE-05",
                      "A request whose way leads back to where it came from is refused",
                      {"MA-08"});
  purpose.when = "when { the neighbour sends a request for a resource of its own }";
  purpose.then = "then { it is refused and does not come back }";
  purpose.failure_means = "Two CSEs that each take the other for nearer send a request for ever.";
  purpose.assertions = {
      given("A1", "MA-08", "TS-0001 10.2.2.6", "From an AE the same request is served"),
      must("A2", "MA-08", "TR-0012 5.5", "From the neighbour itself it is refused"),
      must("A3", "MA-08", "TR-0012 5.5", "It does not come back")};
  purpose.stimulus = [](Bench& bench) {
    const Transit transit = arrange_transit(bench);
    auto request = host_far(transit, opaque_object(bench));
    bench.phase(Phase::twin);
    bench.exchange("there", *transit.source, request);
    bench.phase(Phase::stimulus);
    request.from = transit.far->cse() + "/Cfar";
    bench.exchange("back", *transit.neighbour, request);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "there", {2001});
    judge.expect_refused("A2", "back");
    expect_not_sent_on(judge, "A3", "back");
  };
  return purpose;
}

}  // namespace

void add_transit_delivery(std::vector<Purpose>& out) {
  out.push_back(tells_that_a_hop_is_gone());
  out.push_back(keeps_to_the_expiry());
  out.push_back(ends_loops());
}

}  // namespace plumbline::testcases
