// Over which channels a TEF is reached: AR-03.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "data_at_rest/lists.hpp"
#include "support/credentials.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Channel;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;

Channel channel_named(const std::string& name) {
  if (name == "plain") {
    return Channel::plain;
  }
  if (name == "wrong-key") {
    return Channel::wrong_key;
  }
  return name == "unknown-identity" ? Channel::unknown_identity : Channel::unauthenticated;
}

std::vector<harness::Variant> bad_channels() {
  return {{{"channel", "plain"}},
          {{"channel", "unauthenticated"}},
          {{"channel", "wrong-key"}},
          {{"channel", "unknown-identity"}}};
}

// TR-0012 7.3.2.2 step 16: "perform mutual authentication and set up a secure connection".
Purpose serves_over_secure_channels_only() {
  Purpose purpose;
  purpose.id = "AR-03-TEF-01";
  purpose.title = "A credential is served over a mutually authenticated secure channel only";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-03"};
  purpose.initial_conditions =
      "with { the source having registered a credential whose target list names the client }";
  purpose.when =
      "when { it is retrieved without TLS, or over TLS by a peer that does not prove who it is, "
      "and then over a mutually authenticated channel }";
  purpose.then = "then { only the last gets the key }";
  purpose.failure_means =
      "The TEF believes the From parameter, or has a listener that asks for no authentication.";
  purpose.variants = bad_channels();
  purpose.assertions = {
      given("A1", "AR-03", "TR-0012 7.3.2.2 step 16", "The authenticated channel is served"),
      must("A2", "AR-03", "TR-0012 7.3.1 step 15", "The other channel gets nothing")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto registered = register_as_source(
        bench, "register", register_key(bench, key, targets(bench, {Who::client})));
    const auto request = fetch_key(relative_id(registered));
    bench.phase(Phase::stimulus);
    auto& stranger = bench.peer(
        Role::tef, {.who = Who::client, .channel = channel_named(bench.parameter("channel"))});
    bench.exchange("unproven", stranger, request);
    bench.phase(Phase::twin);
    fetch_as(bench, "proven", Who::client, request, key.expose());
    bench.twins("unproven", "proven");
  };
  purpose.judge = [](Judge& judge) {
    expect_key(judge, "A1", "proven");
    expect_not_served(judge, "A2", "unproven");
  };
  return purpose;
}

// TR-0012 7.3.1 step 2: the originator and the TEF set up a mutually authenticated secure channel.
Purpose registers_over_secure_channels_only() {
  Purpose purpose;
  purpose.id = "AR-03-TEF-02";
  purpose.title = "A credential is registered over a mutually authenticated secure channel only";
  purpose.role = Role::tef;
  purpose.requirements = {"AR-03"};
  purpose.initial_conditions = "with { a source that may register credentials }";
  purpose.when =
      "when { it registers one without TLS, or over TLS without proving who it is, and then over "
      "a mutually authenticated channel }";
  purpose.then = "then { only the last is accepted }";
  purpose.failure_means =
      "The TEF believes the From parameter, or has a listener that asks for no authentication.";
  purpose.variants = bad_channels();
  purpose.assertions = {
      given("A1", "AR-03", "TR-0012 7.3.1 step 2", "The authenticated channel is accepted"),
      must("A2", "AR-03", "TR-0012 7.3.1 step 2", "Over the other channel nothing is registered")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto request = register_key(bench, key);
    bench.phase(Phase::stimulus);
    auto& stranger = bench.peer(
        Role::tef, {.who = Who::source, .channel = channel_named(bench.parameter("channel"))});
    bench.exchange("unproven", stranger, request);
    bench.phase(Phase::twin);
    register_as_source(bench, "proven", request);
    bench.twins("unproven", "proven");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "proven", {2001});
    expect_not_served(judge, "A2", "unproven");
  };
  return purpose;
}

}  // namespace

void add_tef_channel(std::vector<Purpose>& out) {
  out.push_back(serves_over_secure_channels_only());
  out.push_back(registers_over_secure_channels_only());
}

}  // namespace plumbline::testcases
