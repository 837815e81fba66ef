// Where the random object of a receiver comes from: ESP-02, ESP-10.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/e2e_sec_info.hpp"

#include "esprim/lists.hpp"
#include "support/esprim.hpp"
#include "support/inner_answer.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using esprim::RandObject;
using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

constexpr const char* kOnRequest = "TS-0003 8.4.2 steps B.2d to B.2f";
constexpr const char* kShared = "TS-0003 8.4.2 step B.2c";

/// What a judge sees of a random object: nothing of its value.
Json seen(Bench& bench, const std::optional<RandObject>& object) {
  if (!object) {
    return {{"found", "none"}};
  }
  return {{"found", "one"},
          {"marked", object->id.substr(0, 2)},
          {"lives", object->expires > bench.now() ? "yes" : "no"}};
}

std::string found(const Judge& judge, const char* observation) {
  const Json& object = judge.observation(observation);
  return object.is_object() ? object.value("found", "none") : "none";
}

bool lives(const Judge& judge, const char* observation) {
  const Json& object = judge.observation(observation);
  return object.is_object() && object.value("lives", "no") == "yes";
}

/// The random object that the CSE publishes; nothing when there is none.
std::optional<RandObject> published(Bench& bench, harness::Peer& peer, const char* label) {
  auto request = retrieve(base_of(bench));
  request.query["atrl"] = "esi";
  const auto outcome = bench.exchange(label, peer, std::move(request));
  const Json& content = outcome.content();
  if (!content.is_object() || content.empty() || !content.begin()->is_object() ||
      !content.begin()->contains("esi")) {
    return std::nullopt;
  }
  const auto info = onem2m::parse_e2e_sec_info(content.begin()->at("esi"));
  if (!info || !info.value().shared_rand_object) {
    return std::nullopt;
  }
  auto object = esprim::parse_rand_object(
      json_text(*info.value().shared_rand_object), esprim::Issuer::receiver, bench.now());
  return object ? std::optional{std::move(object).value()} : std::nullopt;
}

/// Preamble: the CSE answers `peer` at all.
void arrange_contact(Bench& bench, harness::Peer& peer) {
  arrange(bench, "contact", peer, retrieve(base_of(bench)));
}

Purpose hands_out_on_request() {
  Purpose purpose;
  purpose.id = "ESP-02-HCSE-01";
  purpose.title = "A receiver hands out a new random object to each originator that asks";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-02"};
  purpose.options = {"esprim"};
  purpose.initial_conditions = "with { a CSE that takes protected primitives }";
  purpose.when = "when { the source asks it for a random object twice }";
  purpose.then = "then { it gets two that live, marked as not shared }";
  purpose.failure_means =
      "The CSE answers with something else, or with what others can foresee or have already.";
  purpose.assertions = {
      must("A1", "ESP-02", kOnRequest, "Each answer is 2000 with a random object"),
      must("A2", "ESP-02", "TS-0004 6.3.5.51", "It has not expired"),
      must("A3", "ESP-02", kOnRequest, "The two have neither id nor value in common"),
      must("A4", "ESP-02", "TS-0004 6.3.5.51", "Its id marks it as not shared")};
  purpose.stimulus = [](Bench& bench) {
    auto& source = bench.peer(Role::hcse, {.who = Who::source});
    arrange_contact(bench, source);
    bench.phase(Phase::stimulus);
    const auto first =
        rand_object_in(bench, bench.exchange("first", source, ask_for_rand_object(bench)));
    const auto second =
        rand_object_in(bench, bench.exchange("second", source, ask_for_rand_object(bench)));
    bench.observe("first object", seen(bench, first));
    bench.observe("second object", seen(bench, second));
    const bool different =
        first && second && first->id != second->id && first->value != second->value;
    bench.observe("different", different);
  };
  purpose.judge = [](Judge& judge) {
    const bool both = judge.status("first") == 2000 && judge.status("second") == 2000 &&
                      found(judge, "first object") == "one" &&
                      found(judge, "second object") == "one";
    judge.check("A1",
                both,
                "2000 with one",
                both ? "2000 with one"
                     : judge.status_text("first") + " with " + found(judge, "first object"));
    const bool live = lives(judge, "first object") && lives(judge, "second object");
    judge.check("A2", live, "lives", live ? "lives" : "has expired, or none came");
    const bool different = judge.observation("different") == Json(true);
    judge.check("A3", different, "different", different ? "different" : "the same, or none came");
    const Json& object = judge.observation("first object");
    const std::string mark = object.value("marked", "none");
    judge.check("A4", mark == "u-", "u-", mark);
  };
  return purpose;
}

Purpose publishes_a_shared_one() {
  Purpose purpose;
  purpose.id = "ESP-02-HCSE-02";
  purpose.title = "A random object that a receiver publishes lives, and serves whoever reads it";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-02", "ESP-10"};
  purpose.options = {"esprim", "esprim-shared"};
  purpose.initial_conditions = "with { a CSE that prepares its random object for all originators }";
  purpose.when =
      "when { source and client, each with its own key, protect a request for it with that object "
      "}";
  purpose.then = "then { both are served; who takes the key id of the other is not }";
  purpose.failure_means =
      "The published object is stale or unknown to the CSE, or it serves as a key by itself.";
  purpose.assertions = {
      must("A1", "ESP-02", kShared, "e2eSecInfo has a random object that lives, marked as shared"),
      must("A2", "ESP-02", kShared, "The source is served with it"),
      must("A3", "ESP-10", "TS-0003 8.4.2 step B", "The client is served with it"),
      must("A4",
           "ESP-10",
           "TS-0003 10.3.8.2",
           "The session key of one originator opens nothing under the key id of the other")};
  purpose.stimulus = [](Bench& bench) {
    auto& source = bench.peer(Role::hcse, {.who = Who::source});
    auto& client = bench.peer(Role::hcse, {.who = Who::client});
    arrange_contact(bench, source);
    bench.phase(Phase::stimulus);
    const auto shared = published(bench, source, "published");
    bench.observe("shared object", seen(bench, shared));
    if (!shared) {
      throw harness::StimulusEnded{"nothing is published"};
    }
    const auto of = [&](Who who) {
      return make_session(
          bench, pairwise_key_of(bench, who), *shared, originator_object_for(bench, *shared));
    };
    const auto& world = bench.world();
    const std::string to = base_of(bench);
    exchange_protected(bench, "source", source, of(Who::source), retrieve(to));
    const EsprimSession theirs = of(Who::client);
    auto inner = retrieve(to);
    inner.from = id_of(bench, Who::client);
    exchange_protected(bench, "client", client, theirs, inner);
    EsprimContent mixed = protection_of(bench, theirs, inner);
    mixed.header.key_id = world.actor(Who::source).pairwise.key_id;
    exchange_object(bench, "mixed", client, theirs, seal(bench, mixed));
  };
  purpose.judge = [](Judge& judge) {
    const Json& object = judge.observation("shared object");
    const bool good = lives(judge, "shared object") && object.value("marked", "") == "s-";
    judge.check("A1", good, "one that lives, s-", good ? "one that lives, s-" : "another, or none");
    expect_inner_status(judge, "A2", "source", {2000});
    expect_inner_status(judge, "A3", "client", {2000});
    expect_object_refused(judge, "A4", "mixed", 4115);
  };
  return purpose;
}

}  // namespace

void add_esprim_rand_objects(std::vector<Purpose>& out) {
  out.push_back(hands_out_on_request());
  out.push_back(publishes_a_shared_one());
}

}  // namespace plumbline::testcases
