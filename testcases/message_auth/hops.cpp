// Authenticated messages that come over a hop: MA-08. The CSE under test is the receiver; the
// transit CSE before it is the tester's, honest or hostile.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/hostile_transit.hpp"
#include "plumbline/harness/judge.hpp"

#include "message_auth/lists.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/message_auth.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"
#include "support/transit.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::HostileStep;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;
using message_auth::Protection;
using onem2m::RequestPrimitive;

constexpr const char* kHops = "TR-0012 5.5";

/// The AE behind the neighbour, and a container in which it may create.
struct Remote {
  harness::Peer* hop = nullptr;  ///< the neighbour's connection, over which its requests come
  Hosting hosting;
  Correspondent ae;
};

Remote arrange_remote(Bench& bench) {
  constexpr Rights kFarCreates{.far = kCreate | kRetrieve};
  const Transit transit = arrange_transit(bench);
  return {.hop = transit.neighbour,
          .hosting = arrange_hosting(bench, kFarCreates, Role::tcse),
          .ae = arrange_correspondent(bench, Who::neighbour)};
}

/// The outer request that the AE gives to its CSE.
RequestPrimitive outer_request(Bench& bench,
                               Remote& remote,
                               std::string_view stem,
                               Protection protection = Protection::both) {
  const auto inner = create_named_instance(bench, remote.hosting, stem);
  const std::string message = seal(bench, message_of(bench, remote.ae, inner, protection));
  return carrying(bench, remote.ae, message);
}

/// What a transit CSE may write anew, as the variant has it.
RequestPrimitive written_anew(const Bench& bench, const Remote& remote, RequestPrimitive outer) {
  if (bench.parameter("from") == "absolute") {
    outer.from = remote.ae.id;
    outer.to = remote.ae.peer + "/-";
  }
  outer.request_id = bench.unique("hop");
  return outer;
}

Purpose takes_what_came_over_a_hop() {
  Purpose purpose = transit_purpose(
      "MA-08-TCSE-08",
      "A message that came over a hop is authentic, whatever the hop wrote anew around it",
      {"MA-08"});
  purpose.options = {"message-auth"};
  for (const char* const serialization : {"json", "cbor"}) {
    for (const char* const from : {"relative", "absolute"}) {
      purpose.variants.push_back(
          {{"from", from}, {std::string{harness::kSerialization}, serialization}});
    }
  }
  purpose.when =
      "when { the neighbour sends on a message of the AE behind it, with another Request "
      "Identifier, another form of From and To, in JSON or CBOR }";
  purpose.then = "then { its request is performed, and the AE can verify the answer }";
  purpose.failure_means =
      "The CSE binds a message to the primitive around it, which each hop may write anew.";
  purpose.assertions = {
      given("A1", "MA-08", "TS-0001 10.2.2.6", "The neighbour's registration is accepted"),
      given("A2", "MA-08", "TS-0003 8.2", "An ordinary request of the AE is served over the hop"),
      must("A3", "MA-08", kHops, "The request is performed, with an authentic answer")};
  purpose.stimulus = [](Bench& bench) {
    Remote remote = arrange_remote(bench);
    RequestPrimitive ordinary = retrieve(remote.hosting.container);
    ordinary.from = remote.ae.id.substr(bench.world().cse.sp_id.size());
    bench.exchange("ordinary", *remote.hop, std::move(ordinary));
    RequestPrimitive outer = outer_request(bench, remote, "far");
    bench.phase(Phase::stimulus);
    exchange_message(
        bench, "far", *remote.hop, remote.ae, written_anew(bench, remote, std::move(outer)));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    judge.expect_status("A2", "ordinary", {2000});
    expect_inner_status(judge, "A3", "far", {2001});
  };
  return purpose;
}

/// What goes on when a hostile node has done the misdeed of the variant to it.
RequestPrimitive disturbed(const Bench& bench, RequestPrimitive outer) {
  harness::HostileTransit node{
      {HostileStep{.misdeed = harness::misdeed_named(bench.parameter("misdeed")).value()}}};
  auto passed = node.pass({.exchange = 1, .message = std::move(outer)});
  if (passed.size() != 1 || !node.pending().empty()) {
    throw std::logic_error{"the misdeed did not happen"};
  }
  return std::get<RequestPrimitive>(std::move(passed.front().message));
}

Purpose finds_out_what_a_hop_altered() {
  Purpose purpose = transit_purpose(
      "MA-08-TCSE-09",
      "A message that a transit CSE altered is found out, although the hop is trusted",
      {"MA-08"});
  purpose.options = {"message-auth"};
  purpose.variants =
      in_json(each("misdeed", {"flip", "truncate", "strip_protection", "downgrade"}));
  purpose.when = "when { the neighbour sends on a message as it came, then one that it altered }";
  purpose.then = "then { the first is performed; the other is refused, and leaves nothing }";
  purpose.failure_means =
      "The receiver trusts the association with the last hop in place of the originator's MIC.";
  purpose.assertions = {
      given("A1", "MA-08", kHops, "What the neighbour leaves as it is is performed"),
      must("A2", "MA-08", kHops, "What it altered is refused"),
      must("A3", "MA-08", kHops, "Nothing of it was performed")};
  purpose.stimulus = [](Bench& bench) {
    Remote remote = arrange_remote(bench);
    bench.phase(Phase::twin);
    exchange_message(bench,
                     "unaltered",
                     *remote.hop,
                     remote.ae,
                     outer_request(bench, remote, "unaltered", Protection::integrity));
    bench.phase(Phase::stimulus);
    RequestPrimitive outer = outer_request(bench, remote, "altered", Protection::integrity);
    exchange_message(bench, "altered", *remote.hop, remote.ae, disturbed(bench, std::move(outer)));
    bench.twins("altered", "unaltered");
    bench.phase(Phase::effect);
    bench.exchange(
        "left", *remote.hosting.source, retrieve_named_instance(bench, remote.hosting, "altered"));
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "unaltered", {2001});
    judge.expect_refused("A2", "altered");
    judge.expect_status("A3", "left", {4004});
  };
  return purpose;
}

}  // namespace

void add_message_auth_hops(std::vector<Purpose>& out) {
  out.push_back(takes_what_came_over_a_hop());
  out.push_back(finds_out_what_a_hop_altered());
}

}  // namespace plumbline::testcases
