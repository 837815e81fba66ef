// How deep into the key hierarchy a TEF lets a client: DS-18.

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

constexpr std::string_view kContainer = "Container-x";

// The client retrieves the key of the depth, and the answer is searched for what lies above it.
void fetch_at_depth(Bench& bench,
                    const std::string& id,
                    const keys::DataSecurityKeys& own,
                    const Bytes& nonce) {
  const std::string depth = bench.parameter("depth");
  const ByteView ke = bench.world().ke.key->expose();
  const ByteView master = own.master.expose();
  const ByteView auth = own.authenticity.expose();
  const ByteView conf = own.confidentiality.expose();
  if (depth == "master") {
    const auto answer = fetch_as(bench, "fetch", Who::client, fetch_key(id), master);
    look_for(bench, "fetch", answer, {ke});
  } else if (depth == "keys") {
    const auto answer = fetch_as(bench, "fetch", Who::client, fetch_key(id), conf);
    look_for(bench, "fetch", answer, {ke, master, auth});
  } else {
    const auto expected = derive_resource_key(
        bench, "conf", {.key = conf, .container_name = kContainer, .freshness = nonce});
    const auto answer = fetch_as(bench,
                                 "fetch",
                                 Who::client,
                                 fetch_resource_key(id, "container", kContainer, nonce),
                                 expected.expose());
    look_for(bench, "fetch", answer, {ke, master, auth, conf});
  }
}

// TR-0012 7.3.2.2 step 19: the master; or the data keys; or "just the container-specific or
// contentInstance-specific credential(s)".
Purpose gives_the_registered_depth() {
  Purpose purpose;
  purpose.id = "DS-18-TEF-01";
  purpose.title = "The TEF gives a client the key of the registered depth and nothing above it";
  purpose.role = Role::tef;
  purpose.requirements = {"DS-18"};
  purpose.initial_conditions =
      "with { the source having registered a credential derived from Ke, to be handed out as "
      "master, data key or resource key }";
  purpose.when = "when { the client retrieves it }";
  purpose.then = "then { it gets that key, and nothing from which other keys could be derived }";
  purpose.failure_means = "The TEF confuses the provisioning depths, or gives away more.";
  purpose.variants = {{{"depth", "master"}}, {{"depth", "keys"}}, {{"depth", "resource"}}};
  purpose.assertions = {
      given("A1", "AR-04", "TR-0012 7.3.1 step 4", "The registration is accepted"),
      must("A2", "DS-18", "TR-0012 7.3.2.2 step 19", "The key served is that of the depth"),
      must("A3", "DS-18", "TR-0012 7.3.2.2 step 19", "The answer holds no key above it")};
  purpose.stimulus = [](Bench& bench) {
    const std::string depth = bench.parameter("depth");
    const Bytes salt = bench.random().bytes(32);
    const Bytes nonce = bench.random().bytes(16);
    const auto own = derive_from_ke(bench, salt);
    const auto registered = register_as_source(
        bench,
        "register",
        register_made(bench,
                      from_ke(bench, depth == "master" ? "master" : "conf", depth, salt),
                      targets(bench, {Who::client})));
    bench.phase(Phase::stimulus);
    fetch_at_depth(bench, relative_id(registered), own, nonce);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    expect_key(judge, "A2", "fetch");
    expect_no_secret(judge, "A3", "fetch");
  };
  return purpose;
}

}  // namespace

void add_tef_depth(std::vector<Purpose>& out) {
  out.push_back(gives_the_registered_depth());
}

}  // namespace plumbline::testcases
