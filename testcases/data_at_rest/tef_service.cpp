// Who is served a credential, and when no longer: AR-06, AR-13 at the TEF.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "data_at_rest/lists.hpp"
#include "support/requests.hpp"

namespace plumbline::testcases {
namespace {

using harness::AssertionKind;
using harness::Bench;
using harness::Culprit;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

constexpr milliseconds kShortLife{2000};

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
  purpose.then = "then { the client gets the key; the outsider gets 4103 and no key }";
  purpose.failure_means =
      "The TEF does not compare the authenticated requester with the access rules of the "
      "credential (tgis).";
  purpose.assertions = {{.id = "A1",
                         .kind = AssertionKind::precondition,
                         .requirement = "AR-04",
                         .clause = "TR-0012 7.3.1 step 4",
                         .text = "The registration is accepted",
                         .blame = Culprit::sut_configuration},
                        {.id = "A2",
                         .kind = AssertionKind::precondition,
                         .requirement = "AR-13",
                         .clause = "TR-0012 7.3.1 step 18",
                         .text = "The authorized client is served",
                         .blame = Culprit::sut_configuration},
                        {.id = "A3",
                         .requirement = "AR-13",
                         .clause = "TR-0012 7.3.1 step 17",
                         .text = "A client that the rules do not name is refused"},
                        {.id = "A4",
                         .requirement = "AR-13",
                         .clause = "TR-0012 7.3.1 step 17",
                         .text = "The refusal carries no key"}};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    auto& source = bench.peer(Role::tef, {.who = Who::source});
    const auto registered = bench.exchange(
        "register",
        source,
        register_key(bench, key, {{"tgis", {bench.world().actor(Who::client).absolute}}}));
    const std::string id = relative_id(registered);
    bench.phase(Phase::stimulus);
    const auto refused =
        bench.exchange("outsider", bench.peer(Role::tef, {.who = Who::outsider}), fetch_key(id));
    bench.observe("outsider has key", !key_in(refused).empty(), refused.answer);
    bench.phase(Phase::twin);
    bench.exchange("client", bench.peer(Role::tef, {.who = Who::client}), fetch_key(id));
    bench.twins("outsider", "client");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    judge.expect_status("A2", "client", {2000});
    judge.expect_refused("A3", "outsider");
    const bool leaked = judge.observation("outsider has key") == Json(true);
    judge.check("A4", !leaked, "no key", leaked ? "the key" : "no key");
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
      "with { the source having registered a credential that expires in two seconds }";
  purpose.when = "when { the client retrieves it before, and once more after its expiration }";
  purpose.then = "then { it gets the key before; after it gets 4004 and no key }";
  purpose.failure_means = "The TEF keeps serving registrations whose expirationTime has passed.";
  purpose.assertions = {{.id = "A1",
                         .kind = AssertionKind::precondition,
                         .requirement = "AR-06",
                         .clause = "TR-0012 7.3.1 step 4c",
                         .text = "The credential is served before its expiration",
                         .blame = Culprit::sut_configuration},
                        {.id = "A2",
                         .requirement = "AR-06",
                         .clause = "TR-0012 7.3.1 step 4c",
                         .text = "An expired credential is not served"}};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto registered =
        bench.exchange("register",
                       bench.peer(Role::tef, {.who = Who::source}),
                       register_key(bench,
                                    key,
                                    {{"tgis", {bench.world().actor(Who::client).absolute}},
                                     {"et", onem2m::to_timestamp(bench.now() + kShortLife)}}));
    auto& client = bench.peer(Role::tef, {.who = Who::client});
    bench.phase(Phase::twin);
    bench.exchange("before", client, fetch_key(relative_id(registered)));
    bench.phase(Phase::stimulus);
    bench.pass_time(kShortLife + milliseconds{1500});
    bench.exchange("after", client, fetch_key(relative_id(registered)));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "before", {2000});
    judge.expect_refused("A2", "after");
  };
  return purpose;
}

}  // namespace

void add_tef_service(std::vector<Purpose>& out) {
  out.push_back(stops_serving_after_expiry());
  out.push_back(serves_authorized_clients_only());
}

}  // namespace plumbline::testcases
