// The associations of a transit CSE with its neighbours: SAE-01, SD-05, SD-08.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "support/parts.hpp"
#include "support/requests.hpp"
#include "support/transit.hpp"
#include "transit/lists.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Channel;
using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

Who neighbour_with(const std::string& credential) {
  return credential == "certificate" ? Who::certified_neighbour : Who::neighbour;
}

/// How the request under test came to `who`: "secured", "plain", "never".
std::string hop_of(const Judge& judge, Who who) {
  for (const Message* message : sent_on(judge, who)) {
    if (message->phase == Phase::stimulus) {
      return message->association == "plain" ? "plain" : "secured";
    }
  }
  return "never";
}

Purpose associates_with_neighbours() {
  Purpose purpose = transit_purpose(
      "SAE-01-TCSE-01",
      "A transit CSE associates with a neighbouring CSE by key or certificate, in both directions",
      {"SAE-01"});
  // With MQTT both CSEs associate with the broker, and trust it (TS-0010 clause 7).
  purpose.bindings = {"http", "coap"};
  purpose.options = {"security-association"};
  purpose.variants = {{{"credential", "certificate"}}, {{"credential", "psk"}}};
  purpose.when =
      "when { the neighbour registers with its credential, and without one, and a request goes to "
      "it, whose first point of access has no security }";
  purpose.then =
      "then { only the one with the credential is registered; the request comes to it over (D)TLS "
      "}";
  purpose.failure_means =
      "The CSE knows one kind of credential only, none at all, or forgets them as a client.";
  purpose.assertions = {
      must("A1", "SAE-01", "TS-0003 8.2.2", "The neighbour registers with its credential"),
      must("A2", "SAE-01", "TS-0003 8.2.1", "Without credential it is not registered"),
      must("A3", "SAE-01", "TS-0003 8.2.1", "What is sent on goes to it over (D)TLS")};
  purpose.stimulus = [](Bench& bench) {
    const Who who = neighbour_with(bench.parameter("credential"));
    auto& far = bench.far(who);
    const auto registration =
        registration_of(bench, who, {far.plain_point_of_access(), far.point_of_access()});
    auto& source = bench.peer(Role::tcse, {.who = Who::source});
    bench.exchange("known", source, retrieve(bench.base()));
    bench.phase(Phase::stimulus);
    bench.exchange("without",
                   bench.peer(Role::tcse, {.who = who, .channel = Channel::unauthenticated}),
                   registration);
    bench.exchange("with", bench.peer(Role::tcse, {.who = who}), registration);
    bench.twins("without", "with");
    bench.exchange("request", source, retrieve(far.container()));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "with", {2001});
    judge.expect_no_success("A2", "without");
    const std::string hop = hop_of(judge, neighbour_with(judge.parameter("credential")));
    judge.check("A3", hop == "secured", "secured", hop);
  };
  return purpose;
}

Purpose refuses_weaker_hops() {
  Purpose purpose =
      transit_purpose("SD-05-TCSE-01",
                      "What came over a security association goes on over one, or is refused",
                      {"SD-05"});
  purpose.options = {"security-association"};
  purpose.when = "when { the neighbour's only point of access has no security, then when it has }";
  purpose.then = "then { the request is refused and does not arrive; then it does }";
  purpose.failure_means = "The CSE sends data on in clear rather than not at all.";
  purpose.assertions = {
      given("A1", "SD-05", "TR-0012 5.8.4", "At a secured point of access the request arrives"),
      must("A2", "SD-05", "TR-0012 5.8.4", "Without one the originator is refused"),
      must("A3", "SD-05", "TR-0012 5.8.4", "Nothing arrives in clear")};
  purpose.stimulus = [](Bench& bench) {
    const auto& far = bench.far(Who::neighbour);
    const Transit transit = arrange_transit(bench, Who::neighbour, {far.plain_point_of_access()});
    const auto request = host_far(transit, opaque_object(bench));
    bench.phase(Phase::stimulus);
    bench.exchange("in clear", *transit.source, request);
    bench.phase(Phase::preamble);
    arrange(bench,
            "move",
            *transit.neighbour,
            update(transit.registration, {{"m2m:csr", {{"poa", {far.point_of_access()}}}}}));
    bench.phase(Phase::twin);
    // The same request: what differs is the point of access that the neighbour registered.
    bench.exchange("secured", *transit.source, request);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "secured", {2001});
    judge.expect_refused("A2", "in clear");
    expect_not_sent_on(judge, "A3", "in clear");
  };
  return purpose;
}

Purpose keeps_hops_apart() {
  Purpose purpose =
      transit_purpose("SD-08-TCSE-01",
                      "Each neighbour is reached inside the association that was made with it",
                      {"SD-08"});
  // With MQTT all of a CSE's messages share its association with the broker.
  purpose.bindings = {"http", "coap"};
  purpose.options = {"security-association"};
  purpose.initial_conditions =
      "with { two neighbouring CSEs registered at the transit CSE, each with its own credential }";
  purpose.when = "when { an AE sends a request to each of them }";
  purpose.then = "then { each gets its own request, and no other, over its own association }";
  purpose.failure_means =
      "The CSE sends to a neighbour what is for another, or over a hop of another's.";
  purpose.assertions = {
      given("A1", "SD-08", "TR-0012 5.8.4 steps 3 to 5", "Both neighbours are registered"),
      must("A2", "SD-08", "TR-0012 5.8.4 steps 3 to 5", "Each request arrives, over (D)TLS"),
      must("A3",
           "SD-08",
           "TR-0012 5.8.4 steps 3 to 5",
           "Neither neighbour gets what is for the other")};
  purpose.stimulus = [](Bench& bench) {
    const Transit keyed = arrange_transit(bench);
    const Transit certified = arrange_transit(bench, Who::certified_neighbour);
    bench.phase(Phase::stimulus);
    for (const Transit* transit : {&keyed, &certified}) {
      bench.exchange(
          "to " + transit->far->cse(), *transit->source, host_far(*transit, opaque_object(bench)));
    }
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    bool secured = true;
    bool own = true;
    for (const auto& [who, id] :
         {std::pair{Who::neighbour, "/cse-b/"}, std::pair{Who::certified_neighbour, "/cse-c/"}}) {
      secured = secured && hop_of(judge, who) == "secured";
      own = own && std::ranges::all_of(sent_on(judge, who), [&](const Message* message) {
              return text_at(message->primitive, "to").starts_with(id);
            });
    }
    judge.check("A2", secured, "both secured", secured ? "both secured" : "not both");
    judge.check("A3", own, "its own only", own ? "its own only" : "another's, too");
  };
  return purpose;
}

}  // namespace

void add_transit_hops(std::vector<Purpose>& out) {
  out.push_back(associates_with_neighbours());
  out.push_back(refuses_weaker_hops());
  out.push_back(keeps_hops_apart());
}

}  // namespace plumbline::testcases
