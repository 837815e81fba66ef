// What an originator sends through transit CSEs, hostile ones too: MA-08, THR-02, EC-03.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include "data_at_rest/src_records.hpp"
#include "support/ae.hpp"
#include "support/hostile.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"
#include "transit/lists.hpp"

#include <algorithm>
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
using harness::Message;
using harness::Misdeed;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

bool hosts_an_instance(const onem2m::RequestPrimitive& request) {
  return request.operation == onem2m::Operation::create && request.content &&
         request.content->contains("m2m:cin");
}

/// CREATE in the same container, under the name that the AE is going to use, of what it hosted
/// before: an old object in a new place.
onem2m::RequestPrimitive old_object_as(Bench& bench,
                                       const std::string& address,
                                       const std::string& name) {
  const auto hosted = bench.ask_own(Role::hcse, Who::client, retrieve(address));
  const Json none = Json::object();
  const Json instance = hosted.content ? hosted.content->value("m2m:cin", none) : none;
  auto out = create(
      address.substr(0, address.rfind('/')),
      static_cast<std::uint32_t>(onem2m::ResourceType::content_instance),
      {{"m2m:cin",
        {{"rn", name}, {"con", text_at(instance, "con")}, {"cnf", text_at(instance, "cnf")}}}});
  out.from = bench.world().actor(Who::source).id;
  out.request_id = bench.unique("other");
  return out;
}

HostileStep step_for(Misdeed misdeed) {
  HostileStep step{.misdeed = misdeed, .direction = Direction::request};
  if (misdeed == Misdeed::retarget) {
    step.value = "-/nowhere";
  } else if (misdeed == Misdeed::edit_parameter) {
    step.name = "cnf";
    step.value = "text/plain:0";
  }
  return step;
}

/// The AE under test hosts one instance; then another, to which the node does its misdeed. The
/// tester's client fetches both at the CSE itself.
void host_disturbed(Bench& bench) {
  Json argument =
      host_argument(bench,
                    {},
                    {{"instances", {{{"payload", new_payload(bench)}, {"name", "first"}}}},
                     {"protection", "aead"}});
  bench.phase(Phase::twin);
  const auto hosted = host_by(bench, &Bench::command, argument);
  const std::string first = hosted_address(hosted);
  bench.assist("fetch", "e2e.fetch", {{"address", first}});
  bench.phase(Phase::stimulus);
  argument["parent"] = first.substr(0, first.find('/' + text_at(argument, "container")));
  argument["create_container"] = false;
  argument.erase("policy");
  argument["instances"] = Json::array({{{"payload", new_payload(bench)}, {"name", "second"}}});
  HostileScript script{.steps = {step_for(misdeed_of(bench))}, .about = hosts_an_instance};
  if (misdeed_of(bench) == Misdeed::swap) {
    script.other = old_object_as(bench, first, "second");
  }
  bench.obstruct(Role::hcse, std::move(script));
  const auto disturbed = bench.command("disturbed", "e2e.host", argument);
  clear_the_way(bench);
  bench.phase(Phase::effect);
  const std::string second = first.substr(0, first.rfind('/')) + "/second";
  bench.assist("fetch disturbed", "e2e.fetch", {{"address", second}, {"use_cache", false}});
}

Purpose sends_what_shows_changes() {
  Purpose purpose = source_purpose(
      "MA-08-SRC-01",
      "What a hostile transit CSE does to data that the originator hosts shows at the receiver",
      {"MA-08"});
  purpose.variants = each_misdeed({Misdeed::swap,
                                   Misdeed::flip,
                                   Misdeed::truncate,
                                   Misdeed::strip_protection,
                                   Misdeed::downgrade,
                                   Misdeed::edit_parameter});
  purpose.when =
      "when { the AE hosts an instance, to which the node does its misdeed, and a client "
      "fetches it }";
  purpose.then = "then { the client has nothing to release }";
  purpose.failure_means =
      "The AE does not bind what it protects to the place that it protects it for, or protects it "
      "in a way that does not show changes.";
  purpose.assertions = {given("A1", "MA-08", "TR-0012 5.5", "What passes unharmed opens"),
                        happened("A2", "MA-08"),
                        must("A3", "MA-08", "TR-0012 5.5", "The receiver releases nothing")};
  purpose.stimulus = host_disturbed;
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "fetch", "accepted");
    expect_happened(judge, "A2");
    expect_not_released(judge, "A3", "fetch disturbed");
  };
  return purpose;
}

Purpose notices_what_did_not_arrive() {
  Purpose purpose = source_purpose(
      "MA-08-SRC-02", "The originator notices that what it hosts did not arrive", {"MA-08"});
  purpose.variants = each_misdeed({Misdeed::drop, Misdeed::retarget});
  purpose.when = "when { the node swallows the request, or sends it elsewhere }";
  purpose.then = "then { the AE says that hosting failed }";
  purpose.failure_means = "The AE takes silence or a refusal for success.";
  purpose.assertions = {given("A1", "MA-08", "TR-0012 5.5", "What passes unharmed opens"),
                        happened("A2", "MA-08"),
                        must("A3", "MA-08", "TR-0012 5.5", "The AE says that it failed")};
  purpose.stimulus = host_disturbed;
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "fetch", "accepted");
    expect_happened(judge, "A2");
    const std::string outcome = outcome_of(judge, "disturbed");
    const bool failed = outcome.starts_with("failed") || outcome.starts_with("refused");
    judge.check("A3", failed, "failed", failed ? "failed" : outcome);
  };
  return purpose;
}

Purpose bears_what_does_no_harm() {
  Purpose purpose =
      source_purpose("MA-08-SRC-03",
                     "Hosting succeeds although a request comes late, out of order or twice",
                     {"MA-08"});
  purpose.variants = each_misdeed({Misdeed::delay, Misdeed::replay});
  purpose.when = "when { the AE hosts another instance, and the node holds it back or repeats it }";
  purpose.then = "then { it is hosted, and the client opens it }";
  purpose.failure_means = "The AE gives up where the network is merely slow.";
  purpose.assertions = {given("A1", "MA-08", "TR-0012 5.5", "What passes unharmed opens"),
                        happened("A2", "MA-08"),
                        must("A3", "MA-08", "TR-0012 5.5", "The AE hosts it, and it opens")};
  purpose.stimulus = host_disturbed;
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "fetch", "accepted");
    expect_happened(judge, "A2");
    expect_outcome(judge, "A3", "fetch disturbed", "accepted");
  };
  return purpose;
}

Purpose shows_transit_nothing() {
  Purpose purpose =
      source_purpose("THR-02-SRC-01",
                     "What the originator sends into transit shows neither data nor key",
                     {"THR-02", "EC-03"});
  purpose.then =
      "then { its requests to the CSE hold neither the payload nor the key that it "
      "registers }";
  purpose.failure_means = "A node on the way can read the data, or gets what opens it.";
  purpose.assertions = {
      given("A1", "THR-02", "TR-0012 7.3.1 step 1", "The AE carries out the command"),
      must("A2", "THR-02", "TR-0012 A.1 case 1", "No payload goes to the CSE"),
      must("A3", "EC-03", "TR-0012 5.7.5 requirement 4", "No key goes to the CSE")};
  purpose.stimulus = [](Bench& bench) { host_one(bench); };
  purpose.judge = [](Judge& judge) {
    expect_commanded(judge);
    const std::string payload = judge.observation("payload").get<std::string>();
    const std::string base64 = to_base64(as_bytes(payload)).substr(0, payload.size());
    const auto requests = judge.requests(harness::name_of(Role::ae_src), "HCSE");
    const auto shows = [&](const std::string& text) {
      return std::ranges::any_of(requests, [&](const Message* message) {
        return message->octets.find(text) != std::string::npos;
      });
    };
    const bool data = shows(payload) || shows(base64);
    const bool sent = !requests.empty();
    judge.check("A2", sent && !data, "none", sent ? (data ? "the payload" : "none") : "no request");
    // What is secret in the record stands there as a token; a key sent to the TEF has one.
    const auto& redactions = judge.evidence().redactions;
    constexpr std::size_t kTelling = 16;
    const bool key = std::ranges::any_of(redactions, [&](const harness::Redaction& redaction) {
      return shows(redaction.token.substr(0, kTelling));
    });
    judge.check("A3", sent && !key, "none", sent ? (key ? "a key" : "none") : "no request");
  };
  return purpose;
}

}  // namespace

void add_hostile_src(std::vector<Purpose>& out) {
  out.push_back(sends_what_shows_changes());
  out.push_back(notices_what_did_not_arrive());
  out.push_back(bears_what_does_no_harm());
  out.push_back(shows_transit_nothing());
}

}  // namespace plumbline::testcases
