// Who is served a credential, and when no longer: AR-06, AR-07, AR-13, AR-16 at the TEF.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

constexpr std::size_t kIdOctets = 16;

// The absolute id that an entity of the same AE-ID has with another service provider: an AE-ID that
// starts with S is unique within its service provider, one with C within its CSE (TS-0001 7.2).
std::string namesake_elsewhere(const Bench& bench, Who who) {
  onem2m::NodeIdentity other = bench.world().cse;
  other.sp_id += ".elsewhere.example";
  return onem2m::absolute_id(bench.world().actor(who).id, other);
}

// TR-0012 7.3.1 step 17: "The TEF checks to see if the Client AE has been authorized".
Purpose serves_authorized_clients_only() {
  Purpose purpose;
  purpose.id = "AR-13-TEF-01";
  purpose.title = "The TEF serves a credential to the clients that its rules name, and to no other";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-13"};
  purpose.initial_conditions =
      "with { the source having registered a credential whose target list names the client }";
  purpose.when = "when { the client, and an outsider that authenticates as well, retrieve it }";
  purpose.then = "then { the client gets the key; the outsider is refused and gets no key }";
  purpose.failure_means =
      "The TEF does not compare the authenticated requester with the access rules of the "
      "credential (tgis).";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration is accepted"),
      given("A2", "AR-13", "TR-0012 7.3.1 step 18", "The authorized client is served"),
      must(
          "A3", "AR-13", "TR-0012 7.3.1 step 17", "A client that the rules do not name is refused"),
      must("A4", "AR-13", "TR-0012 7.3.1 step 17", "The refusal carries no key")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto registered = register_as_source(
        bench, "register", register_key(bench, key, targets(bench, {Who::client})));
    const auto request = fetch_key(relative_id(registered));
    bench.phase(Phase::stimulus);
    const auto refused = fetch_as(bench, "outsider", Who::outsider, request, key.expose());
    look_for(bench, "outsider", refused, {key.expose()});
    bench.phase(Phase::twin);
    fetch_as(bench, "client", Who::client, request, key.expose());
    bench.twins("outsider", "client");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_key(judge, "A2", "client");
    judge.expect_refused("A3", "outsider");
    expect_no_secret(judge, "A4", "outsider");
  };
  return purpose;
}

Purpose refuses_unknown_ids() {
  Purpose purpose;
  purpose.id = "AR-13-TEF-02";
  purpose.title = "The TEF refuses a Credential-Id that nobody registered, without any key";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-13"};
  purpose.initial_conditions =
      "with { the source having registered a credential whose target list names the client }";
  purpose.when = "when { the client retrieves an id that was never issued, then the right one }";
  purpose.then = "then { only the right one gets the key }";
  purpose.failure_means = "The TEF does not look a credential up by its whole Credential-Id.";
  purpose.assertions = {
      given("A1", "AR-13", "TR-0012 7.3.1 step 18", "The registered id is served"),
      must("A2", "AR-13", "TR-0012 7.3.1 steps 16 to 18", "An unknown id is refused"),
      must("A3", "AR-13", "TR-0012 7.3.1 step 18", "The refusal carries no key")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto registered = register_as_source(
        bench, "register", register_key(bench, key, targets(bench, {Who::client})));
    const std::string unknown = to_upper_hex(bench.random().bytes(kIdOctets));
    bench.phase(Phase::stimulus);
    const auto refused = fetch_as(bench, "unknown", Who::client, fetch_key(unknown), key.expose());
    look_for(bench, "unknown", refused, {key.expose()});
    bench.phase(Phase::twin);
    fetch_as(bench, "known", Who::client, fetch_key(relative_id(registered)), key.expose());
    bench.twins("unknown", "known");
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "known");
    judge.expect_refused("A2", "unknown");
    expect_no_secret(judge, "A3", "unknown");
  };
  return purpose;
}

Purpose refuses_expired_ids() {
  Purpose purpose;
  purpose.id = "AR-13-TEF-03";
  purpose.title = "The TEF refuses an expired Credential-Id, without any key";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-13"};
  purpose.initial_conditions =
      "with { two registered credentials for the client, one of which expires soon }";
  purpose.when = "when { the client retrieves both after that time }";
  purpose.then = "then { it gets the key of the one that lives, and nothing of the other }";
  purpose.failure_means = "The TEF serves, or shows in its refusal, what has expired.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration to expire is accepted"),
      given("A2", "AR-13", "TR-0012 7.3.1 step 18", "The credential that lives is served"),
      must("A3", "AR-13", "TR-0012 7.3.1 steps 16 to 18", "An expired id is refused"),
      must("A4", "AR-13", "TR-0012 7.3.1 step 18", "The refusal carries no key")};
  purpose.stimulus = [](Bench& bench) {
    const auto old_key = bench.secret(32, "credential key");
    const auto new_key = bench.secret(32, "credential key");
    const Json rules = targets(bench, {Who::client});
    const Json brief = {{"et", onem2m::to_timestamp(bench.now() + bench.short_life())}};
    const auto expiring =
        register_as_source(bench, "expiring", register_key(bench, old_key, with(rules, brief)));
    const auto living = register_as_source(bench, "living", register_key(bench, new_key, rules));
    bench.outlive(bench.short_life());
    bench.phase(Phase::stimulus);
    const auto refused =
        fetch_as(bench, "expired", Who::client, fetch_key(relative_id(expiring)), old_key.expose());
    look_for(bench, "expired", refused, {old_key.expose()});
    bench.phase(Phase::twin);
    fetch_as(bench, "alive", Who::client, fetch_key(relative_id(living)), new_key.expose());
    bench.twins("expired", "alive");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "expiring", {2001});
    expect_key(judge, "A2", "alive");
    judge.expect_refused("A3", "expired");
    expect_no_secret(judge, "A4", "expired");
  };
  return purpose;
}

// TR-0012 7.3.1 step 4c: "The TEF sets an expiration to the credential registration".
Purpose stops_serving_after_expiry() {
  Purpose purpose;
  purpose.id = "AR-06-TEF-01";
  purpose.title = "After its expiration a credential is not served any more";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-06"};
  purpose.initial_conditions =
      "with { the source having registered a credential that expires soon }";
  purpose.when = "when { the client retrieves it before, and once more after its expiration }";
  purpose.then = "then { it gets the key before; after it is refused }";
  purpose.failure_means = "The TEF keeps serving registrations whose expirationTime has passed.";
  purpose.assertions = {
      given(
          "A1", "AR-06", "TR-0012 7.3.1 step 4c", "The credential is served before its expiration"),
      must("A2", "AR-06", "TR-0012 7.3.1 step 4c", "An expired credential is not served")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const Json brief = {{"et", onem2m::to_timestamp(bench.now() + bench.short_life())}};
    const auto registered = register_as_source(
        bench, "register", register_key(bench, key, with(targets(bench, {Who::client}), brief)));
    auto& client = bench.peer(Role::tef, {.who = Who::client});
    bench.phase(Phase::twin);
    bench.exchange("before", client, fetch_key(relative_id(registered)));
    bench.phase(Phase::stimulus);
    bench.outlive(bench.short_life());
    bench.exchange("after", client, fetch_key(relative_id(registered)));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "before", {2000});
    judge.expect_refused("A2", "after");
  };
  return purpose;
}

Purpose sets_an_expiration() {
  Purpose purpose;
  purpose.id = "AR-06-TEF-02";
  purpose.title = "A registration that asks for no expiration gets one from the TEF";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-06"};
  purpose.initial_conditions = "with { a source that may register credentials }";
  purpose.when = "when { it registers a credential without an expirationTime }";
  purpose.then = "then { the registered credential has an expirationTime in the future }";
  purpose.failure_means = "The TEF keeps a credential for ever when nobody names an end.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration is accepted"),
      must("A2", "AR-06", "TR-0012 7.3.1 step 4c", "The registration has an expiration")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    bench.phase(Phase::stimulus);
    const auto registered = register_as_source(bench, "register", register_key(bench, key));
    const auto end = onem2m::from_timestamp(text_in(registered, "et"));
    bench.observe("expires", end.has_value() && end.value() > bench.now(), registered.answer);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_observed(judge, "A2", "expires", "an end in the future", "no end, or one in the past");
  };
  return purpose;
}

/// Of two credentials, one is for the client and one for somebody else: the client, who fetches
/// both, is served the first (A1) and refused the second (A2).
/// @param rules access rules of the second, which is registered as `label`
void serve_one_of_two(Purpose& purpose,
                      const std::string& label,
                      const std::function<Json(const Bench&)>& rules) {
  purpose.stimulus = [label, rules](Bench& bench) {
    const auto mine = bench.secret(32, "credential key");
    const auto other = bench.secret(32, "credential key");
    const auto allowed = register_as_source(
        bench, "for the client", register_key(bench, mine, targets(bench, {Who::client})));
    const auto denied = register_as_source(bench, label, register_key(bench, other, rules(bench)));
    bench.phase(Phase::stimulus);
    fetch_as(bench, "denied", Who::client, fetch_key(relative_id(denied)), other.expose());
    bench.phase(Phase::twin);
    fetch_as(bench, "allowed", Who::client, fetch_key(relative_id(allowed)), mine.expose());
    bench.twins("denied", "allowed");
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "allowed");
    judge.expect_refused("A2", "denied");
  };
}

// TR-0012 7.3.1 step 4d: "The access control rules are provided by the Originator or created by the
// TEF".
Purpose applies_the_rules_of_the_originator() {
  Purpose purpose;
  purpose.id = "AR-07-TEF-01";
  purpose.title = "Each credential is under the access rules that its originator gave";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-07"};
  purpose.initial_conditions =
      "with { two credentials, one whose rules name the client and one whose rules do not }";
  purpose.when = "when { the client retrieves both }";
  purpose.then = "then { it gets the first and is refused the second }";
  purpose.failure_means = "The TEF applies other rules than those registered with the credential.";
  purpose.assertions = {
      given("A1", "AR-13", "TR-0012 7.3.1 step 18", "The client is served what it may have"),
      must("A2",
           "AR-07",
           "TR-0012 7.3.1 step 4d",
           "The rules that the originator gave to one credential keep the client from it")};
  serve_one_of_two(
      purpose, "for the source", [](const Bench& bench) { return targets(bench, {Who::source}); });
  return purpose;
}

Purpose makes_rules_where_none_are_given() {
  Purpose purpose;
  purpose.id = "AR-07-TEF-02";
  purpose.title = "A credential that is registered without access rules gets rules from the TEF";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-07"};
  purpose.initial_conditions = "with { the source having registered a credential without rules }";
  purpose.when = "when { an outsider retrieves it, and then the source }";
  purpose.then = "then { the source gets the key; the outsider is refused }";
  purpose.failure_means = "The TEF takes missing access rules for permission to everybody.";
  purpose.options = {"default-access-rules"};
  purpose.assertions = {
      given("A1", "AR-07", "TR-0012 7.3.1 step 4d", "The source is served its own credential"),
      must("A2",
           "AR-07",
           "TR-0012 7.3.1 step 4d",
           "Without rules of the originator an outsider is refused")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto registered = register_as_source(bench, "register", register_key(bench, key));
    const auto request = fetch_key(relative_id(registered));
    bench.phase(Phase::stimulus);
    fetch_as(bench, "outsider", Who::outsider, request, key.expose());
    bench.phase(Phase::twin);
    fetch_as(bench, "source", Who::source, request, key.expose());
    bench.twins("outsider", "source");
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "source");
    judge.expect_refused("A2", "outsider");
  };
  return purpose;
}

// TR-0012 7.3.1 note: a TEF may stand by itself. It then serves clients of many CSEs and providers,
// whose names it must compare in full.
Purpose tells_namesakes_apart() {
  Purpose purpose;
  purpose.id = "AR-16-TEF-01";
  purpose.title = "A TEF tells clients of the same name at different CSEs apart";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-16"};
  purpose.initial_conditions =
      "with { a credential for the client, and one for its namesake at another CSE }";
  purpose.when = "when { the client retrieves both }";
  purpose.then = "then { it gets the first and is refused the second }";
  purpose.failure_means =
      "The TEF compares the local part of an AE-ID only, so that a client of one CSE reads what is "
      "for its namesake at another.";
  purpose.assertions = {
      given("A1", "AR-16", "TR-0012 7.3.1 note", "The client is served what is for it"),
      must("A2",
           "AR-16",
           "TR-0012 7.3.1 note",
           "What is for a client of the same name at another CSE is refused")};
  serve_one_of_two(purpose, "for its namesake", [](const Bench& bench) {
    return Json{{"tgis", {namesake_elsewhere(bench, Who::client)}}};
  });
  return purpose;
}

}  // namespace

void add_tef_service(std::vector<Purpose>& out) {
  out.push_back(stops_serving_after_expiry());
  out.push_back(sets_an_expiration());
  out.push_back(applies_the_rules_of_the_originator());
  out.push_back(makes_rules_where_none_are_given());
  out.push_back(serves_authorized_clients_only());
  out.push_back(refuses_unknown_ids());
  out.push_back(refuses_expired_ids());
  out.push_back(tells_namesakes_apart());
}

}  // namespace plumbline::testcases
