// What goes with a credential: its lifetime, usage information, CryptoParams: DS-19, DS-21, DS-30.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/derivation.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

// Whether the e2e:cp of an answer has these members as they were registered.
bool shows(const harness::Outcome& fetched,
           const Json& registered,
           const std::vector<std::string>& members) {
  const Json& credential = credential_in(fetched);
  const auto shown = credential.find("e2e:cp");
  return shown != credential.end() && shown->is_object() &&
         std::ranges::all_of(members, [&](const std::string& member) {
           return shown->contains(member) && shown->at(member) == registered.at(member);
         });
}

// TR-0012 7.3.2.2 step 19: "all the credentials have an associated life-time".
Purpose ends_credentials() {
  Purpose purpose;
  purpose.id = "DS-19-TEF-01";
  purpose.title = "A credential lives as long as its registration says; then a new one is needed";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-19"};
  purpose.initial_conditions =
      "with { a credential derived from Ke that was registered for a short time }";
  purpose.when =
      "when { the source registers it anew after that time; the client retrieves the old one, then "
      "the new one }";
  purpose.then = "then { the old one is refused, the new one is served }";
  purpose.failure_means = "The TEF sets another lifetime than the originator asks for, or none.";
  purpose.assertions = {
      given("A1", "DS-19", "TR-0012 7.3.2.2 step 19", "The credential is served in its lifetime"),
      given("A2", "DS-19", "TR-0012 7.3.2.2 step 19", "The new credential is served"),
      must("A3", "DS-19", "TR-0012 7.3.2.2 step 19", "After its lifetime it is refused")};
  purpose.stimulus = [](Bench& bench) {
    const Bytes salt = bench.random().bytes(32);
    const auto own = derive_from_ke(bench, salt);
    const ByteView key = own.confidentiality.expose();
    const Json rules = targets(bench, {Who::client});
    const Json params = from_ke(bench, "conf", "keys", salt);
    const Json brief = {{"et", onem2m::to_timestamp(bench.now() + bench.short_life())}};
    const auto old =
        register_as_source(bench, "old", register_made(bench, params, with(rules, brief)));
    fetch_as(bench, "before", Who::client, fetch_key(relative_id(old)), key);
    bench.outlive(bench.short_life());
    const auto renewed = register_as_source(bench, "new", register_made(bench, params, rules));
    bench.phase(Phase::stimulus);
    fetch_as(bench, "after", Who::client, fetch_key(relative_id(old)), key);
    bench.phase(Phase::twin);
    fetch_as(bench, "renewed", Who::client, fetch_key(relative_id(renewed)), key);
    bench.twins("after", "renewed");
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "before");
    expect_key(judge, "A2", "renewed");
    judge.expect_refused("A3", "after");
  };
  return purpose;
}

// What DS-21 and DS-30 have in common: CryptoParams go in, the client finds them with the key.
Purpose returns_parameters(std::string id,
                           std::string requirement,
                           std::vector<std::string> members) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.role = Role::tef;
  purpose.requirements = {std::move(requirement)};
  purpose.initial_conditions = "with { a credential registered together with CryptoParams }";
  purpose.when = "when { the client retrieves it }";
  purpose.stimulus = [members = std::move(members)](Bench& bench) {
    const auto key = bench.secret(16, "credential key");
    const Json params = {{"alg", "A128KW"},
                         {"enc", "A256GCM"},
                         {"use", "conf"},
                         {"salt", to_hex(bench.random().bytes(32))},
                         {"nonce", to_hex(bench.random().bytes(16))},
                         {"hash", "sha512"}};
    const auto registered = register_as_source(
        bench,
        "register",
        register_key(bench, key, with(targets(bench, {Who::client}), {{"e2e:cp", params}})));
    bench.phase(Phase::stimulus);
    const auto fetched =
        fetch_as(bench, "fetch", Who::client, fetch_key(relative_id(registered)), key.expose());
    bench.observe("parameters", shows(fetched, params, members), fetched.answer);
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "fetch");
    expect_observed(judge, "A2", "parameters", "the registered values", "others, or none");
  };
  return purpose;
}

Purpose tells_the_usage() {
  Purpose purpose = returns_parameters("DS-21-TEF-01", "DS-21", {"alg", "enc", "use"});
  purpose.title = "A served credential says for what, and with which algorithms, it is used";
  purpose.then = "then { the answer names use and algorithms beside the key }";
  purpose.failure_means = "The client cannot know how to use the key.";
  purpose.options = {"usage-information"};
  purpose.assertions = {
      given("A1", "AR-13", "TR-0012 7.3.1 step 18", "The credential is served"),
      must("A2", "DS-21", "TR-0012 7.3.2.2 step 19", "Use and algorithms accompany it")};
  return purpose;
}

Purpose keeps_the_parameters() {
  Purpose purpose = returns_parameters("DS-30-TEF-01", "DS-30", {"salt", "nonce", "hash"});
  purpose.title = "CryptoParams that the originator registers are kept with the Credential-Id";
  purpose.then = "then { the answer has Salt, Nonce and hash as registered }";
  purpose.failure_means = "The TEF drops the CryptoParams of a registration.";
  purpose.options = {"registered-crypto-params"};
  purpose.assertions = {
      given("A1", "AR-13", "TR-0012 7.3.1 step 18", "The credential is served"),
      must("A2", "DS-30", "TR-0012 7.3.2.2 steps 4 and 19", "The CryptoParams are kept with it")};
  return purpose;
}

}  // namespace

void add_tef_usage(std::vector<Purpose>& out) {
  out.push_back(ends_credentials());
  out.push_back(tells_the_usage());
  out.push_back(keeps_the_parameters());
}

}  // namespace plumbline::testcases
