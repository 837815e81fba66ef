// What a registration at a TEF makes: AR-02, AR-04, AR-05, AR-08, AR-15.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <set>
#include <string>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

constexpr std::size_t kLeastKeyOctets = 16;
constexpr int kRegistrationsEach = 3;

// TR-0012 7.3.1 step 1b: "The Originator may request that the TEF generate the credential(s)".
Purpose generates_credentials() {
  Purpose purpose;
  purpose.id = "AR-02-TEF-01";
  purpose.title = "The TEF generates a credential when its originator asks for one";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-02"};
  purpose.initial_conditions = "with { a source that may register credentials }";
  purpose.when = "when { it asks the TEF twice to generate a credential for the client }";
  purpose.then = "then { the client gets two different keys of at least 128 bits }";
  purpose.failure_means = "The TEF generates no key, a short one, or the same one again.";
  purpose.options = {"generated-credentials"};
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "A credential with its value is accepted"),
      must("A2", "AR-02", "TR-0012 7.3.1 step 1b", "A generated credential has at least 128 bits"),
      must("A3", "AR-02", "TR-0012 7.3.1 step 1b", "Two generated credentials differ")};
  purpose.stimulus = [](Bench& bench) {
    const Json rules = targets(bench, {Who::client});
    const auto request =
        register_made(bench, {{"src", "random"}, {"use", "conf"}, {"lvl", "keys"}}, rules);
    const auto own = bench.secret(32, "credential key");
    register_as_source(bench, "own value", register_key(bench, own, rules));
    bench.phase(Phase::stimulus);
    const auto first = register_as_source(bench, "generate", request);
    const auto second = register_as_source(bench, "generate again", request);
    auto& client = bench.peer(Role::tef, {.who = Who::client});
    const Bytes key = key_in(bench.exchange("fetch", client, fetch_key(relative_id(first))));
    const Bytes next =
        key_in(bench.exchange("fetch again", client, fetch_key(relative_id(second))));
    bench.observe("long enough", key.size() >= kLeastKeyOctets && next.size() >= kLeastKeyOctets);
    bench.observe("different", key != next);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "own value", {2001});
    expect_observed(judge, "A2", "long enough", "two keys of 128 bits or more", "less");
    expect_observed(judge, "A3", "different", "different keys", "the same");
  };
  return purpose;
}

// TR-0012 7.3.1 step 4: "registers the credential(s) … Credential-Id".
Purpose stores_under_an_id() {
  Purpose purpose;
  purpose.id = "AR-04-TEF-01";
  purpose.title = "The TEF stores each registered credential under a Credential-Id of its own";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-04"};
  purpose.initial_conditions = "with { the source having registered two credentials }";
  purpose.when = "when { the client retrieves both by their Credential-Ids }";
  purpose.then = "then { it gets each of them byte for byte }";
  purpose.failure_means =
      "The TEF lost or changed a credential, or put two of them under one Credential-Id.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The first registration is accepted"),
      given("A2", "AR-04", "TR-0012 7.3.1 step 4", "The second registration is accepted"),
      must("A3",
           "AR-04",
           "TR-0012 7.3.1 step 4",
           "Each credential is served byte for byte under the id of its registration")};
  purpose.stimulus = [](Bench& bench) {
    const Json rules = targets(bench, {Who::client});
    const auto one = bench.secret(32, "credential key");
    const auto two = bench.secret(32, "credential key");
    const auto first = register_as_source(bench, "first", register_key(bench, one, rules));
    const auto second = register_as_source(bench, "second", register_key(bench, two, rules));
    bench.phase(Phase::stimulus);
    fetch_as(bench, "fetch first", Who::client, fetch_key(relative_id(first)), one.expose());
    fetch_as(bench, "fetch second", Who::client, fetch_key(relative_id(second)), two.expose());
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "first", {2001});
    judge.expect_status("A2", "second", {2001});
    expect_keys(judge, "A3", {"fetch first", "fetch second"});
  };
  return purpose;
}

// TR-0012 7.3.1 step 4b: the credentials are stored securely.
Purpose stores_nothing_in_clear() {
  Purpose purpose;
  purpose.id = "AR-05-TEF-01";
  purpose.title = "A stored credential is not readable in the TEF's store";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-05"};
  purpose.initial_conditions =
      "with { the source having registered a credential that the TEF serves }";
  purpose.when = "when { the files of the TEF's store are searched for the key }";
  purpose.then = "then { the key stands nowhere in them, neither raw nor in hex or base64 }";
  purpose.failure_means = "The TEF keeps credentials without encrypting them under a storage key.";
  purpose.options = {"store-path"};
  purpose.assertions = {
      given("A1", "AR-13", "TR-0012 7.3.1 step 18", "The credential is served, thus stored"),
      given("A2", "AR-05", "TR-0012 7.3.1 step 4b", "The store can be looked at"),
      must("A3", "AR-05", "TR-0012 7.3.1 step 4b", "The key stands nowhere in the store")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto registered = register_as_source(
        bench, "register", register_key(bench, key, targets(bench, {Who::client})));
    fetch_as(bench, "fetch", Who::client, fetch_key(relative_id(registered)), key.expose());
    bench.phase(Phase::stimulus);
    const auto places = bench.scan_store(key.expose());
    bench.observe("scanned", places.has_value());
    bench.observe("hidden", places == std::size_t{0});
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "fetch");
    expect_observed(judge, "A2", "scanned", "a store with files", "no store to be seen");
    expect_observed(judge, "A3", "hidden", "the key nowhere", "the key in clear");
  };
  return purpose;
}

// TR-0012 7.3.1 step 5: "The TEF sends a response … Credential-Id(s)".
Purpose answers_with_the_id() {
  Purpose purpose;
  purpose.id = "AR-08-TEF-01";
  purpose.title = "The answer to a registration carries the Credential-Id";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-08"};
  purpose.initial_conditions = "with { a source that may register credentials }";
  purpose.when = "when { it registers a credential }";
  purpose.then = "then { the answer says the relative id and the name of the TEF }";
  purpose.failure_means = "The originator does not learn under which id its credential stands.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration is accepted"),
      must("A2", "AR-08", "TR-0012 7.3.1 step 5", "The answer carries the Credential-Id")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    bench.phase(Phase::stimulus);
    const auto registered = register_as_source(bench, "register", register_key(bench, key));
    bench.observe("id and name",
                  !text_in(registered, "rn").empty() && !text_in(registered, "fq").empty(),
                  registered.answer);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_observed(judge, "A2", "id and name", "a Credential-Id", "no Credential-Id");
  };
  return purpose;
}

// S0 step 4a: "The Credential Registry generates a unique Credential-Id".
Purpose makes_unique_ids() {
  Purpose purpose;
  purpose.id = "AR-15-TEF-01";
  purpose.title = "The ids that the TEF makes are never shared by two registrations";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-15"};
  purpose.initial_conditions = "with { the source and the client, who both may register }";
  purpose.when = "when { each of them registers three credentials and names no id }";
  purpose.then = "then { the TEF makes six different Credential-Ids }";
  purpose.failure_means = "The TEF derives ids from something that two registrations can share.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "A registration of the source is accepted"),
      given("A2", "AR-04", "TR-0012 7.3.1 step 4", "A registration of the client is accepted"),
      must("A3", "AR-15", "S0 step 4a", "No two registrations get the same Credential-Id")};
  purpose.stimulus = [](Bench& bench) {
    std::multiset<std::string> ids;
    bench.phase(Phase::stimulus);
    for (const Who who : {Who::source, Who::client}) {
      auto& peer = bench.peer(Role::tef, {.who = who});
      for (int count = 1; count <= kRegistrationsEach; ++count) {
        const auto key = bench.secret(32, "credential key");
        const std::string label = std::string{name_of(who)} + " " + std::to_string(count);
        ids.insert(relative_id(bench.exchange(label, peer, register_key(bench, key))));
      }
    }
    const std::set<std::string> distinct{ids.begin(), ids.end()};
    bench.observe("all different", distinct.size() == ids.size() && !distinct.contains(""));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "source 1", {2001});
    judge.expect_status("A2", "client 1", {2001});
    expect_observed(judge, "A3", "all different", "six different ids", "fewer");
  };
  return purpose;
}

}  // namespace

void add_tef_registration(std::vector<Purpose>& out) {
  out.push_back(generates_credentials());
  out.push_back(stores_under_an_id());
  out.push_back(stores_nothing_in_clear());
  out.push_back(answers_with_the_id());
  out.push_back(makes_unique_ids());
}

}  // namespace plumbline::testcases
