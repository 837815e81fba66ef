// What a TEF checks before it registers a credential, and what it then creates: DS-14.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <string>
#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

const std::string kStep5 = "TR-0012 7.3.2.2 step 5";

// A registration that is at fault in one property, and its control.
Purpose refused_registration(std::string id) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.role = Role::tef;
  purpose.requirements = {"DS-14"};
  purpose.initial_conditions = "with { a source that may register credentials }";
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "right", {2001});
    judge.expect_refused("A2", "wrong");
  };
  return purpose;
}

Purpose checks_the_registrant() {
  Purpose purpose = refused_registration("DS-14-TEF-01");
  purpose.title = "Only those who are authorized register credentials";
  purpose.when = "when { an outsider, who authenticates, registers a credential; then the source }";
  purpose.then = "then { only the source is accepted }";
  purpose.failure_means = "Whoever can authenticate can fill the TEF with credentials.";
  purpose.assertions = {
      given("A1", "DS-14", kStep5, "The source is accepted"),
      must("A2", "DS-14", kStep5, "Who is not authorized to register is refused")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto request = register_key(bench, key, targets(bench, {Who::client}));
    bench.phase(Phase::stimulus);
    bench.exchange("wrong", bench.peer(Role::tef, {.who = Who::outsider}), request);
    bench.phase(Phase::twin);
    register_as_source(bench, "right", request);
    bench.twins("wrong", "right");
  };
  return purpose;
}

Purpose checks_the_id() {
  Purpose purpose = refused_registration("DS-14-TEF-02");
  purpose.title = "A Credential-Id that belongs to another TEF is not registered";
  purpose.when = "when { the source registers a credential of another TEF, then one of this TEF }";
  purpose.then = "then { only the second is accepted }";
  purpose.failure_means =
      "The TEF does not compare the right part of the Credential-Id with itself.";
  purpose.assertions = {given("A1", "DS-14", kStep5, "An id of this TEF is accepted"),
                        must("A2", "DS-14", kStep5, "An id of another TEF is refused")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    bench.phase(Phase::stimulus);
    register_as_source(
        bench, "wrong", register_key(bench, key, {{"fq", "another." + bench.world().tef_fqdn}}));
    bench.phase(Phase::twin);
    register_as_source(bench, "right", register_key(bench, key));
    bench.twins("wrong", "right");
  };
  return purpose;
}

Purpose checks_the_parameters() {
  Purpose purpose = refused_registration("DS-14-TEF-03");
  purpose.title = "CryptoParams that do not fit the credential are not registered";
  purpose.when =
      "when { the source registers a key of 128 bits under CryptoParams that do not fit it, then "
      "under ones that do }";
  purpose.then = "then { only the second is accepted }";
  purpose.failure_means = "The TEF keeps CryptoParams under which the key cannot be used.";
  purpose.variants = {{{"fault", "key-too-short"}}, {{"fault", "unknown-algorithm"}}};
  purpose.assertions = {given("A1", "DS-14", kStep5, "CryptoParams that fit are accepted"),
                        must("A2", "DS-14", kStep5, "CryptoParams that do not fit are refused")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(16, "credential key");
    const auto request = [&](const std::string& enc) {
      return register_key(
          bench, key, {{"e2e:cp", {{"alg", "dir"}, {"enc", enc}, {"use", "conf"}}}});
    };
    bench.phase(Phase::stimulus);
    const bool too_short = bench.parameter("fault") == "key-too-short";
    register_as_source(bench, "wrong", request(too_short ? "A256GCM" : "A128ROT13"));
    bench.phase(Phase::twin);
    register_as_source(bench, "right", request("A128GCM"));
    bench.twins("wrong", "right");
  };
  return purpose;
}

Purpose creates_the_policy() {
  Purpose purpose;
  purpose.id = "DS-14-TEF-04";
  purpose.title = "The credential is created under the access control policy of its registration";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-14"};
  purpose.initial_conditions = "with { a source that may register credentials }";
  purpose.when = "when { it registers a credential for itself and the client; both retrieve it }";
  purpose.then = "then { both get the key }";
  purpose.failure_means = "The TEF does not populate the credential with the policy given.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The source is served what it registered"),
      must("A2", "DS-14", kStep5, "The client that the policy names is served")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto registered = register_as_source(
        bench, "register", register_key(bench, key, targets(bench, {Who::source, Who::client})));
    const auto request = fetch_key(relative_id(registered));
    fetch_as(bench, "source", Who::source, request, key.expose());
    bench.phase(Phase::stimulus);
    fetch_as(bench, "client", Who::client, request, key.expose());
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "source");
    expect_key(judge, "A2", "client");
  };
  return purpose;
}

}  // namespace

void add_tef_checks(std::vector<Purpose>& out) {
  out.push_back(checks_the_registrant());
  out.push_back(checks_the_id());
  out.push_back(checks_the_parameters());
  out.push_back(creates_the_policy());
}

}  // namespace plumbline::testcases
