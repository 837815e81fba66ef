// Keys of containers and contentInstances from a TEF: DS-08, DS-09, DS-17, DS-29.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/derivation.hpp"
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

constexpr std::size_t kNonceOctets = 16;
constexpr std::string_view kContainer = "Container-x";
constexpr std::string_view kCreationTime = "20240131T120000";

// Registers a data key from which the TEF hands out keys of single resources only.
harness::Outcome register_data_key(Bench& bench,
                                   std::string_view label,
                                   std::string_view use,
                                   const crypto::SecretBytes& data_key,
                                   const Json& more = Json::object()) {
  const Json params = with({{"use", use}, {"lvl", "resource"}, {"hash", "sha256"}}, more);
  return register_as_source(
      bench,
      label,
      register_key(bench,
                   data_key,
                   with(with(targets(bench, {Who::client}), suid_for(use)), {{"e2e:cp", params}})));
}

// The nonce or creation time of a variant, as it enters the formula and as the query names it.
struct Freshness {
  Bytes octets;
  std::string member;  // without its prefix: "nonce", "ct"
  std::string text;
};

Freshness freshness_of(Bench& bench) {
  if (bench.parameter("freshness") == "time") {
    const ByteView time = as_bytes(kCreationTime);
    return {
        .octets = {time.begin(), time.end()}, .member = "ct", .text = std::string{kCreationTime}};
  }
  const Bytes nonce = bench.random().bytes(kNonceOctets);
  return {.octets = nonce, .member = "nonce", .text = to_hex(nonce)};
}

std::vector<harness::Variant> both_freshnesses() {
  return {{{"freshness", "nonce"}}, {{"freshness", "time"}}};
}

void fetch_one_resource_key(Bench& bench, const std::string& use, keys::ResourceKind kind) {
  const auto data_key = bench.secret(32, "data key");
  const auto registered = register_data_key(bench, "register " + use, use, data_key);
  const Freshness freshness = freshness_of(bench);
  const auto expected = derive_resource_key(bench,
                                            use,
                                            {.key = data_key.expose(),
                                             .kind = kind,
                                             .container_name = kContainer,
                                             .freshness = freshness.octets});
  auto request = fetch_key(relative_id(registered));
  request.query = {
      {"e2e:kind", kind == keys::ResourceKind::container ? "container" : "content-instance"},
      {"e2e:name", std::string{kContainer}},
      {"e2e:" + freshness.member, freshness.text}};
  bench.phase(Phase::stimulus);
  fetch_as(bench, "fetch " + use, Who::client, std::move(request), expected.expose());
  bench.phase(Phase::preamble);
}

// What DS-08 and DS-09 have in common: both keys of one kind of resource.
Purpose derives_resource_keys(std::string id, std::string requirement, keys::ResourceKind kind) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.role = Role::tef;
  purpose.requirements = {std::move(requirement)};
  purpose.initial_conditions =
      "with { the source having registered data_auth and data_conf, to be handed out as keys of "
      "single resources }";
  purpose.variants = both_freshnesses();
  purpose.stimulus = [kind](Bench& bench) {
    fetch_one_resource_key(bench, "auth", kind);
    fetch_one_resource_key(bench, "conf", kind);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register auth", {2001});
    judge.expect_status("A2", "register conf", {2001});
    expect_key(judge, "A3", "fetch auth");
    expect_key(judge, "A4", "fetch conf");
  };
  return purpose;
}

std::vector<harness::AssertionSpec> resource_keys_are_right(const std::string& requirement,
                                                            std::string auth,
                                                            std::string conf) {
  const std::string clause = "TR-0012 7.3.2.2 step 3";
  return {given("A1", "AR-04", "TR-0012 7.3.1 step 4", "data_auth is registered"),
          given("A2", "AR-04", "TR-0012 7.3.1 step 4", "data_conf is registered"),
          must("A3", requirement, clause, std::move(auth)),
          must("A4", requirement, clause, std::move(conf))};
}

Purpose derives_container_keys() {
  Purpose purpose = derives_resource_keys("DS-08-TEF-01", "DS-08", keys::ResourceKind::container);
  purpose.title =
      "The TEF derives the keys of a container from its name and nonce or creation time";
  purpose.when = "when { the client retrieves the authenticity and the confidentiality key of it }";
  purpose.then = "then { both are those of the formulas }";
  purpose.failure_means =
      "Look at the labels and at the order: label, container name, nonce or creation time.";
  purpose.assertions =
      resource_keys_are_right("DS-08",
                              "The authenticity key of the container is that of the formula",
                              "The confidentiality key of the container is that of the formula");
  return purpose;
}

Purpose derives_instance_keys() {
  Purpose purpose =
      derives_resource_keys("DS-09-TEF-01", "DS-09", keys::ResourceKind::content_instance);
  purpose.title = "The TEF derives the keys of a contentInstance as the formulas say";
  purpose.when = "when { the client retrieves the authenticity and the confidentiality key of it }";
  purpose.then = "then { both are those of the formulas }";
  purpose.failure_means =
      "The authenticity label names the container; the confidentiality label has the fixed text "
      "\"ContentInstance\" instead.";
  purpose.assertions =
      resource_keys_are_right("DS-09",
                              "The authenticity key of the instance names its container",
                              "The confidentiality key of the instance says ContentInstance");
  return purpose;
}

// TR-0012 7.3.2.2 step 17: "AE2 may also send the Salt or Nonce along with the Credential-Id in
// order to retrieve resource-specific credentials".
Purpose serves_the_nonce_of_the_request() {
  Purpose purpose;
  purpose.id = "DS-17-TEF-01";
  purpose.title = "The Nonce of a retrieval decides which resource-specific key is served";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-17"};
  purpose.initial_conditions = "with { the source having registered data_conf without a Nonce }";
  purpose.when = "when { the client retrieves twice, with Nonces that differ in the last octet }";
  purpose.then = "then { it gets the key of each Nonce }";
  purpose.failure_means = "The TEF does not use the whole Nonce of the request.";
  purpose.options = {"nonce-in-retrieval"};
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration is accepted"),
      must("A2", "DS-17", "TR-0012 7.3.2.2 step 17", "Each Nonce gets its own key")};
  purpose.stimulus = [](Bench& bench) {
    const auto data_key = bench.secret(32, "data key");
    const auto registered = register_data_key(bench, "register", "conf", data_key);
    Bytes nonce = bench.random().bytes(kNonceOctets);
    bench.phase(Phase::stimulus);
    for (const std::string label : {"first", "second"}) {
      const auto expected = derive_resource_key(
          bench,
          "conf",
          {.key = data_key.expose(), .container_name = kContainer, .freshness = nonce});
      fetch_as(bench,
               label,
               Who::client,
               fetch_resource_key(relative_id(registered), "container", kContainer, nonce),
               expected.expose());
      nonce.back() ^= 1U;
    }
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_keys(judge, "A2", {"first", "second"});
  };
  return purpose;
}

// TR-0012 7.3.2.2 step 19: "for each of the keys the associated Nonce(s) and or creation time …
// may have to be provided to the TEF".
Purpose needs_a_nonce() {
  Purpose purpose;
  purpose.id = "DS-29-TEF-01";
  purpose.title = "Without Nonce and creation time the TEF gives no resource-specific key";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-29"};
  purpose.initial_conditions = "with { the source having registered data_conf without a Nonce }";
  purpose.when = "when { the client retrieves the key of a container without, then with a Nonce }";
  purpose.then = "then { only the second is served }";
  purpose.failure_means = "The TEF takes something else where Nonce and creation time are missing.";
  purpose.assertions = {
      given("A1", "DS-29", "TR-0012 7.3.2.2 step 19", "With a Nonce the key is served"),
      must("A2", "DS-29", "TR-0012 7.3.2.2 step 19", "Without Nonce and time it is refused")};
  purpose.stimulus = [](Bench& bench) {
    const auto data_key = bench.secret(32, "data key");
    const auto registered = register_data_key(bench, "register", "conf", data_key);
    const Bytes nonce = bench.random().bytes(kNonceOctets);
    const auto expected = derive_resource_key(
        bench,
        "conf",
        {.key = data_key.expose(), .container_name = kContainer, .freshness = nonce});
    const auto complete =
        fetch_resource_key(relative_id(registered), "container", kContainer, nonce);
    auto incomplete = complete;
    incomplete.query.erase("e2e:nonce");
    bench.phase(Phase::stimulus);
    fetch_as(bench, "without", Who::client, incomplete, expected.expose());
    bench.phase(Phase::twin);
    fetch_as(bench, "with", Who::client, complete, expected.expose());
    bench.twins("without", "with");
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "with");
    judge.expect_refused("A2", "without");
  };
  return purpose;
}

Purpose uses_the_registered_nonce() {
  Purpose purpose;
  purpose.id = "DS-29-TEF-02";
  purpose.title =
      "The Nonce or creation time of the registration serves where a retrieval has none";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-29"};
  purpose.initial_conditions =
      "with { the source having registered data_conf with a Nonce or creation time }";
  purpose.when = "when { the client retrieves the key of a container without naming either }";
  purpose.then = "then { it gets the key of the registered one }";
  purpose.failure_means = "The TEF does not keep the CryptoParams that the originator registers.";
  purpose.variants = both_freshnesses();
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration is accepted"),
      must("A2", "DS-29", "TR-0012 7.3.2.2 step 19", "The registered Nonce or time is used")};
  purpose.stimulus = [](Bench& bench) {
    const auto data_key = bench.secret(32, "data key");
    const Freshness freshness = freshness_of(bench);
    const auto registered = register_data_key(
        bench, "register", "conf", data_key, {{freshness.member, freshness.text}});
    const auto expected = derive_resource_key(
        bench,
        "conf",
        {.key = data_key.expose(), .container_name = kContainer, .freshness = freshness.octets});
    auto request = fetch_key(relative_id(registered));
    request.query = {{"e2e:kind", "container"}, {"e2e:name", std::string{kContainer}}};
    bench.phase(Phase::stimulus);
    fetch_as(bench, "fetch", Who::client, request, expected.expose());
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_key(judge, "A2", "fetch");
  };
  return purpose;
}

}  // namespace

void add_tef_resource_keys(std::vector<Purpose>& out) {
  out.push_back(derives_container_keys());
  out.push_back(derives_instance_keys());
  out.push_back(serves_the_nonce_of_the_request());
  out.push_back(needs_a_nonce());
  out.push_back(uses_the_registered_nonce());
}

}  // namespace plumbline::testcases
