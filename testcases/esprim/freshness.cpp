// How long a protected request is good for: ESP-07, ESP-02.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "esprim/lists.hpp"
#include "support/esprim.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <chrono>
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

constexpr const char* kFreshness = "TS-0003 8.4.2 steps B.2g, C.6b";

/// An originator's random object that lives for `life`, whole seconds.
RandObject short_lived(Bench& bench, const RandObject& receiver, std::chrono::seconds life) {
  const RandObject usual = originator_object_for(bench, receiver);
  return esprim::make_rand_object({.issuer = esprim::Issuer::originator,
                                   .shared = false,
                                   .expires = bench.now() + life,
                                   .key_gens = usual.key_gens,
                                   .protocols = usual.protocols},
                                  bench.random());
}

Purpose ends_with_the_originators_object() {
  Purpose purpose;
  purpose.id = "ESP-07-HCSE-01";
  purpose.title = "A session ends when the originator's random object expires";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-07"};
  purpose.options = {"esprim"};
  purpose.initial_conditions =
      "with { a session in which a request was served; the originator's random object lives for "
      "some seconds }";
  purpose.when = "when { another request comes in it after that time, then one in a new session }";
  purpose.then = "then { the first is refused with 4113, the other served }";
  purpose.failure_means = "Objects stay good for longer than both ends agreed.";
  purpose.assertions = {
      given("A1", "ESP-07", kFreshness, "A request in time is served"),
      must("A2", "ESP-07", kFreshness, "A request after the expiry is refused with 4113"),
      given("A3", "ESP-07", kFreshness, "A request in a new session is served")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    auto& source = *hosting.source;
    const EsprimSession usual = arrange_session(bench, source);
    const EsprimSession session =
        make_session(bench,
                     pairwise_key_of(bench, Who::source),
                     usual.receiver,
                     short_lived(bench, usual.receiver, bench.short_life()));
    exchange_protected(bench, "in time", source, session, retrieve(hosting.container));
    bench.outlive(bench.short_life());
    bench.phase(Phase::stimulus);
    exchange_protected(bench, "late", source, session, retrieve(hosting.container));
    bench.phase(Phase::twin);
    exchange_protected(bench, "new", source, usual, retrieve(hosting.container));
    bench.twins("late", "new");
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "in time", {2000});
    expect_object_refused(judge, "A2", "late", 4113);
    expect_inner_status(judge, "A3", "new", {2000});
  };
  return purpose;
}

Purpose ends_with_the_receivers_object() {
  Purpose purpose;
  purpose.id = "ESP-07-HCSE-02";
  purpose.title = "A session ends when the receiver's random object expires";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-07"};
  purpose.options = {"esprim", "esprim-short-lived"};
  purpose.initial_conditions = "with { a session in which a request was served }";
  purpose.when =
      "when { the time of the receiver's random object is over, and a request comes with "
      "it and an originator's object that ends with it }";
  purpose.then = "then { it is refused with 4114; one in a new session is served }";
  purpose.failure_means = "Objects stay good for longer than both ends agreed.";
  purpose.assertions = {
      given("A1", "ESP-07", kFreshness, "A request in time is served"),
      must("A2", "ESP-07", kFreshness, "A request after the expiry is refused with 4114"),
      given("A3", "ESP-07", kFreshness, "A request in a new session is served")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    auto& source = *hosting.source;
    const EsprimSession session = arrange_session(bench, source);
    exchange_protected(bench, "in time", source, session, retrieve(hosting.container));
    const auto left = session.receiver.expires - bench.now();
    bench.outlive(std::chrono::ceil<milliseconds>(left));
    bench.phase(Phase::stimulus);
    exchange_protected(bench, "late", source, session, retrieve("-"));
    bench.phase(Phase::twin);
    exchange_protected(bench, "new", source, arrange_session(bench, source), retrieve("-"));
    bench.twins("late", "new");
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "in time", {2000});
    expect_object_refused(judge, "A2", "late", 4114);
    expect_inner_status(judge, "A3", "new", {2000});
  };
  return purpose;
}

Purpose refuses_a_replay() {
  Purpose purpose;
  purpose.id = "ESP-07-HCSE-03";
  purpose.title = "An object that came before is not performed again";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-07"};
  purpose.options = {"esprim", "esprim-refuses-replays"};
  purpose.initial_conditions = "with { a session in which a request was performed }";
  purpose.when = "when { the same object comes again, in the same and in another NOTIFY }";
  purpose.then = "then { it is refused; the same request sealed anew is performed }";
  purpose.failure_means = "Whoever records a request can have it performed as often as it likes.";
  purpose.assertions = {
      given("A1", "ESP-07", kFreshness, "The first is performed"),
      must("A2", "ESP-07", kFreshness, "The second is refused"),
      given("A3", "ESP-07", kFreshness, "The same request sealed anew is performed")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    auto& source = *hosting.source;
    const EsprimSession session = arrange_session(bench, source);
    const auto inner = create_instance(hosting.container, "once");
    const std::string object = seal(bench, protection_of(bench, session, inner));
    exchange_object(bench, "first", source, session, object);
    bench.phase(Phase::stimulus);
    exchange_object(bench, "again", source, session, object);
    bench.phase(Phase::twin);
    exchange_protected(bench, "anew", source, session, inner);
    bench.twins("again", "anew");
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "first", {2001});
    judge.expect_refused("A2", "again");
    expect_inner_status(judge, "A3", "anew", {2001});
  };
  return purpose;
}

Purpose serves_who_asked() {
  Purpose purpose;
  purpose.id = "ESP-02-HCSE-04";
  purpose.title = "A random object that one originator asked for serves no other";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-02"};
  purpose.options = {"esprim", "esprim-bound-rand-objects"};
  purpose.initial_conditions = "with { two random objects, one for each of source and client }";
  purpose.when =
      "when { the client, with its own key, protects a request with that of the source, then with "
      "its own }";
  purpose.then = "then { the first is refused with 4114, the other served }";
  purpose.failure_means = "The CSE does not keep for whom it made a random object.";
  purpose.assertions = {
      given("A1", "ESP-02", "TS-0003 8.4.2 step B.2d", "With its own the client is served"),
      must("A2", "ESP-02", "TS-0003 8.4.2 step B.2d", "With that of the source it is refused")};
  purpose.stimulus = [](Bench& bench) {
    auto& source = bench.peer(Role::hcse, {.who = Who::source});
    auto& client = bench.peer(Role::hcse, {.who = Who::client});
    const RandObject of_source = arrange_session(bench, source).receiver;
    const EsprimSession own = arrange_session(bench, client, Who::client);
    const EsprimSession taken = make_session(bench,
                                             pairwise_key_of(bench, Who::client),
                                             of_source,
                                             originator_object_for(bench, of_source));
    auto inner = retrieve(base_of(bench));
    inner.from = id_of(bench, Who::client);
    bench.phase(Phase::stimulus);
    exchange_protected(bench, "taken", client, taken, inner);
    bench.phase(Phase::twin);
    exchange_protected(bench, "own", client, own, inner);
    bench.twins("taken", "own");
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "own", {2000});
    expect_object_refused(judge, "A2", "taken", 4114);
  };
  return purpose;
}

}  // namespace

void add_esprim_freshness(std::vector<Purpose>& out) {
  out.push_back(ends_with_the_originators_object());
  out.push_back(ends_with_the_receivers_object());
  out.push_back(refuses_a_replay());
  out.push_back(serves_who_asked());
}

}  // namespace plumbline::testcases
