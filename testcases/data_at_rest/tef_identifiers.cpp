// Credential-Ids at a TEF: DS-13, DS-25, DS-28.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/keys/credential_id.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/derivation.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <optional>
#include <set>
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

// Left part of the Credential-Id of a key of this case, in the plain or the hashed form.
std::string chosen_id(const Bench& bench, std::optional<crypto::HashAlgorithm> hash) {
  const std::string name = bench.unique("K_AE1_Container-x_data_conf");
  const auto whole =
      keys::credential_id({.key_name = name, .tef = bench.world().tef_fqdn, .hash = hash});
  return whole ? whole.value().substr(0, whole.value().find('@')) : std::string{};
}

// What DS-13 asks of one form of id that the source made.
Purpose takes_chosen_ids(std::string id, std::optional<crypto::HashAlgorithm> hash) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.role = Role::tef;
  purpose.requirements = {"DS-13"};
  purpose.initial_conditions = "with { a source that may register credentials }";
  purpose.when = "when { it registers one credential without an id and one with that id }";
  purpose.then = "then { the second stands, and is served, under the id that the source made }";
  purpose.failure_means = "The TEF refuses or replaces the Credential-Ids that originators make.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "A registration without an id is accepted"),
      must("A2",
           "DS-13",
           "TR-0012 7.3.2.2 steps 3 and 4",
           "The credential is served under the id that its originator made")};
  purpose.stimulus = [hash](Bench& bench) {
    const Json rules = targets(bench, {Who::client});
    const auto key = bench.secret(32, "credential key");
    const std::string chosen = chosen_id(bench, hash);
    register_as_source(bench, "without id", register_key(bench, key, rules));
    bench.phase(Phase::stimulus);
    register_as_source(bench, "with id", register_key(bench, key, with(rules, {{"rn", chosen}})));
    fetch_as(bench, "fetch", Who::client, fetch_key(chosen), key.expose());
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "without id", {2001});
    expect_key(judge, "A2", "fetch");
  };
  return purpose;
}

Purpose takes_plain_ids() {
  Purpose purpose = takes_chosen_ids("DS-13-TEF-01", std::nullopt);
  purpose.title = "The TEF registers a credential under \"<key name>-Id\"";
  purpose.options = {"chosen-credential-id"};
  return purpose;
}

Purpose takes_hashed_ids() {
  Purpose purpose = takes_chosen_ids("DS-13-TEF-02", crypto::HashAlgorithm::sha256);
  purpose.title = "The TEF registers a credential under Hash(\"<key name>-Id\")";
  purpose.options = {"chosen-credential-id", "hashed-credential-id"};
  return purpose;
}

// TR-0012 7.3.2.2 step 4: "in order to avoid collision of Credential-Ids".
Purpose refuses_collisions() {
  Purpose purpose;
  purpose.id = "DS-13-TEF-03";
  purpose.title = "A Credential-Id that is taken is refused, and what stands under it is unharmed";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-13"};
  purpose.initial_conditions = "with { a credential registered under an id of its source }";
  purpose.when = "when { another key is registered under that id, and then under a new one }";
  purpose.then = "then { only the new id is accepted; the first key is served as before }";
  purpose.failure_means = "The TEF lets a registration take over an existing Credential-Id.";
  purpose.options = {"chosen-credential-id"};
  purpose.assertions = {
      given("A1", "DS-13", "TR-0012 7.3.2.2 step 4", "The first registration is accepted"),
      given("A2", "DS-13", "TR-0012 7.3.2.2 step 4", "A new id is accepted"),
      must("A3", "DS-13", "TR-0012 7.3.2.2 step 4", "The id that is taken is refused"),
      must("A4", "DS-13", "TR-0012 7.3.2.2 step 4", "The first credential is unharmed")};
  purpose.stimulus = [](Bench& bench) {
    const Json rules = targets(bench, {Who::client});
    const auto first = bench.secret(32, "credential key");
    const auto other = bench.secret(32, "credential key");
    const Json taken = {{"rn", bench.unique("taken-Id")}};
    const Json fresh = {{"rn", bench.unique("fresh-Id")}};
    const auto registered =
        register_as_source(bench, "first", register_key(bench, first, with(rules, taken)));
    bench.phase(Phase::stimulus);
    register_as_source(bench, "collision", register_key(bench, other, with(rules, taken)));
    bench.phase(Phase::twin);
    register_as_source(bench, "no collision", register_key(bench, other, with(rules, fresh)));
    bench.twins("collision", "no collision");
    fetch_as(bench, "fetch", Who::client, fetch_key(relative_id(registered)), first.expose());
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "first", {2001});
    judge.expect_status("A2", "no collision", {2001});
    judge.expect_refused("A3", "collision");
    expect_key(judge, "A4", "fetch");
  };
  return purpose;
}

// TR-0012 7.3.2.2 step 3: "each key that is generated and used is associated with a unique
// Credential-Id".
Purpose gives_each_key_an_id() {
  Purpose purpose;
  purpose.id = "DS-25-TEF-01";
  purpose.title = "Every key that follows from one Ke has a Credential-Id of its own";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-25"};
  purpose.initial_conditions = "with { source and TEF sharing Ke under its KeId }";
  purpose.when = "when { the source registers the authenticity and the confidentiality key of it }";
  purpose.then = "then { each is served under a Credential-Id of its own }";
  purpose.failure_means = "The TEF files keys under the KeId, or under their source.";
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The authenticity key is registered"),
      given("A2", "AR-04", "TR-0012 7.3.1 step 4", "The confidentiality key is registered"),
      must("A3", "DS-25", "TR-0012 7.3.2.2 step 3", "The two keys have different ids")};
  purpose.stimulus = [](Bench& bench) {
    const Bytes salt = bench.random().bytes(32);
    std::set<std::string> ids;
    bench.phase(Phase::stimulus);
    for (const std::string use : {"auth", "conf"}) {
      const auto registered =
          register_as_source(bench,
                             use,
                             register_made(bench,
                                           from_ke(bench, use, "keys", salt),
                                           with(targets(bench, {Who::client}), suid_for(use))));
      ids.insert(relative_id(registered));
    }
    bench.observe("own ids", ids.size() == 2 && !ids.contains(""));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "auth", {2001});
    judge.expect_status("A2", "conf", {2001});
    expect_observed(judge, "A3", "own ids", "two ids", "one id for both, or none");
  };
  return purpose;
}

// TR-0012 7.3.2.2 step 17: "including the Credential-Id as the resource-id within the message".
Purpose finds_credentials_by_id() {
  Purpose purpose;
  purpose.id = "DS-28-TEF-01";
  purpose.title = "The Credential-Id in a retrieval names the credential that is served";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-28"};
  purpose.initial_conditions = "with { the source having registered two credentials }";
  purpose.when = "when { the client retrieves both, naming each by its Credential-Id }";
  purpose.then = "then { it gets the key of each }";
  purpose.failure_means = "The TEF does not take the Credential-Id for the resource id.";
  purpose.variants = {{{"id", "relative"}}, {{"id", "whole"}}};
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The first registration is accepted"),
      given("A2", "AR-04", "TR-0012 7.3.1 step 4", "The second registration is accepted"),
      must("A3", "DS-28", "TR-0012 7.3.2.2 step 17", "Each id gets the credential it names")};
  purpose.stimulus = [](Bench& bench) {
    const Json rules = targets(bench, {Who::client});
    const std::string tef =
        bench.parameter("id") == "whole" ? "@" + bench.world().tef_fqdn : std::string{};
    const auto one = bench.secret(32, "credential key");
    const auto two = bench.secret(32, "credential key");
    const auto first = register_as_source(bench, "first", register_key(bench, one, rules));
    const auto second = register_as_source(bench, "second", register_key(bench, two, rules));
    bench.phase(Phase::stimulus);
    const auto get = [&](std::string_view label, const auto& registered, const auto& key) {
      fetch_as(bench, label, Who::client, fetch_key(relative_id(registered) + tef), key.expose());
    };
    get("fetch first", first, one);
    get("fetch second", second, two);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "first", {2001});
    judge.expect_status("A2", "second", {2001});
    expect_keys(judge, "A3", {"fetch first", "fetch second"});
  };
  return purpose;
}

}  // namespace

void add_tef_identifiers(std::vector<Purpose>& out) {
  out.push_back(takes_plain_ids());
  out.push_back(takes_hashed_ids());
  out.push_back(refuses_collisions());
  out.push_back(gives_each_key_an_id());
  out.push_back(finds_credentials_by_id());
}

}  // namespace plumbline::testcases
