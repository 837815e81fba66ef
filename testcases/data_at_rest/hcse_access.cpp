// Whom a hosting CSE serves, and over what: AR-10, AR-12, AR-16, AR-17, DS-27.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include "data_at_rest/lists.hpp"
#include "support/hosting.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <string>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Channel;
using harness::Judge;
using harness::Outcome;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Who;
using onem2m::ResourceType;

std::uint32_t number(ResourceType type) {
  return static_cast<std::uint32_t>(type);
}

// Whether the content of an answer has `text` anywhere in it.
bool shows(const Outcome& outcome, const std::string& text) {
  return outcome.response && outcome.response->content &&
         json_text(*outcome.response->content).find(text) != std::string::npos;
}

std::string payload_of(Bench& bench) {
  return "reading " + to_hex(bench.random().bytes(8));
}

Purpose lets_only_the_authorized_host() {
  Purpose purpose;
  purpose.id = "AR-10-HCSE-01";
  purpose.title = "An originator without the privilege cannot host, and nothing of its is stored";
  purpose.role = Role::hcse;
  purpose.requirements = {"AR-10", "DS-27"};
  purpose.initial_conditions =
      "with { a container where the source may create and the outsider nothing }";
  purpose.when = "when { the outsider, then the source, creates the same <contentInstance> }";
  purpose.then = "then { the outsider is refused and leaves nothing; the source succeeds }";
  purpose.failure_means =
      "The CSE does not evaluate the access control policy of the container on CREATE.";
  purpose.assertions = {
      given("A1", "AR-10", "TR-0012 7.3.1 step 9", "The authorized source may host"),
      must("A2", "AR-10", "TR-0012 7.3.1 step 9", "The outsider's request to host is refused"),
      must("A3", "AR-10", "TR-0012 7.3.1 step 9", "Nothing is stored of a refused request"),
      must("A4", "DS-27", "TR-0012 7.3.2.2 step 9", "The right to read is no right to create")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    const std::string foreign = payload_of(bench);
    bench.phase(Phase::stimulus);
    bench.exchange("outsider",
                   bench.peer(Role::hcse, {.who = Who::outsider}),
                   create_instance(hosting.container, foreign));
    bench.exchange("reader",
                   bench.peer(Role::hcse, {.who = Who::client}),
                   create_instance(hosting.container, foreign));
    bench.phase(Phase::effect);
    const Outcome latest =
        bench.exchange("latest", *hosting.source, retrieve(hosting.container + "/la"));
    bench.observe("stored all the same", shows(latest, foreign), latest.answer);
    bench.phase(Phase::twin);
    bench.exchange("source", *hosting.source, create_instance(hosting.container, foreign));
    bench.twins("outsider", "source");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "source", {2001});
    judge.expect_refused("A2", "outsider");
    const bool stored = judge.observation("stored all the same") == Json(true);
    judge.check("A3", !stored, "nothing", stored ? "the outsider's instance" : "nothing");
    judge.expect_refused("A4", "reader");
  };
  return purpose;
}

Purpose lets_only_the_authorized_read() {
  Purpose purpose;
  purpose.id = "AR-12-HCSE-01";
  purpose.title =
      "A client without the privilege gets nothing of the hosted data, not even ciphertext";
  purpose.role = Role::hcse;
  purpose.requirements = {"AR-12"};
  purpose.initial_conditions =
      "with { an instance that the client may retrieve and the outsider may not }";
  purpose.when = "when { the outsider, then the client, retrieves it }";
  purpose.then = "then { the outsider is refused and sees no content; the client gets it }";
  purpose.failure_means =
      "The CSE does not evaluate the access control policy of the container on RETRIEVE.";
  purpose.assertions = {
      given("A1", "AR-12", "TR-0012 7.3.1 step 14", "The authorized client may retrieve"),
      must("A2", "AR-12", "TR-0012 7.3.1 step 13", "The outsider is refused"),
      must("A3", "AR-12", "TR-0012 7.3.1 step 13", "The refusal carries nothing of the content")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    const std::string payload = payload_of(bench);
    const Outcome hosted =
        arrange(bench, "host", *hosting.source, create_instance(hosting.container, payload));
    const std::string& address = hosted.address;
    bench.phase(Phase::stimulus);
    const Outcome refused = bench.exchange(
        "outsider", bench.peer(Role::hcse, {.who = Who::outsider}), retrieve(address));
    bench.observe("content shown", shows(refused, payload), refused.answer);
    bench.phase(Phase::twin);
    bench.exchange("client", bench.peer(Role::hcse, {.who = Who::client}), retrieve(address));
    bench.twins("outsider", "client");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "client", {2000});
    judge.expect_refused("A2", "outsider");
    const bool shown = judge.observation("content shown") == Json(true);
    judge.check("A3", !shown, "nothing", shown ? "the content" : "nothing");
  };
  return purpose;
}

// The source registers itself, so that policy and container are its own.
struct Home {
  harness::Peer* source = nullptr;
  std::string container;
};

// The <AE> of the source: the one that the SUT file names as registered already, else a new one.
std::string home_of(Bench& bench, harness::Peer& source) {
  const auto& world = bench.world();
  if (const auto& registered = world.actor(Who::source).registration; !registered.empty()) {
    return registered;
  }
  const Json ae{{"rn", bench.unique("ae")},
                {"api", "Nplumbline"},
                {"rr", false},
                {"srv", {world.release_version}}};
  return arrange(
             bench, "ae", source, create(bench.base(), number(ResourceType::ae), {{"m2m:ae", ae}}))
      .address;
}

Home arrange_home(Bench& bench, unsigned client_rights) {
  const auto& world = bench.world();
  auto& source = bench.peer(Role::hcse, {.who = Who::source});
  const std::string home = home_of(bench, source);
  const Json own = rule(world.actor(Who::source).id, 63);
  Json rules = own;
  rules["acr"].push_back({{"acor", {world.actor(Who::client).id}}, {"acop", client_rights}});
  const Json policy{{"rn", bench.unique("policy")}, {"pv", rules}, {"pvs", own}};
  const Outcome governing =
      arrange(bench,
              "policy",
              source,
              create(home, number(ResourceType::access_control_policy), {{"m2m:acp", policy}}));
  const Json container{{"rn", bench.unique("data")},
                       {"acpi", {onem2m::text_attribute(governing.response->content, "ri")}}};
  const Outcome place =
      arrange(bench,
              "container",
              source,
              create(home, number(ResourceType::container), {{"m2m:cnt", container}}));
  return {.source = &source, .container = place.address};
}

Purpose obeys_the_originators_policy() {
  Purpose purpose;
  purpose.id = "DS-27-HCSE-01";
  purpose.title = "Retrieval is decided by the access control policy that the originator gave";
  purpose.role = Role::hcse;
  purpose.requirements = {"DS-27"};
  purpose.initial_conditions =
      "with { the source having registered, and hosted data under a policy of its own that names "
      "the client }";
  purpose.when = "when { the outsider, then the client, retrieves the data }";
  purpose.then = "then { whoever the policy does not name is refused; the client gets the data }";
  purpose.failure_means = "The CSE applies rules of its own instead of the originator's policy.";
  purpose.assertions = {
      given("A1", "DS-27", "TR-0012 7.3.2.2 step 13", "The client that the policy names is served"),
      must("A2",
           "DS-27",
           "TR-0012 7.3.2.2 step 13",
           "An originator that the policy does not name is refused")};
  purpose.stimulus = [](Bench& bench) {
    const Home home = arrange_home(bench, kRetrieve);
    const Outcome hosted =
        arrange(bench, "host", *home.source, create_instance(home.container, payload_of(bench)));
    const std::string& address = hosted.address;
    bench.phase(Phase::stimulus);
    bench.exchange("outsider", bench.peer(Role::hcse, {.who = Who::outsider}), retrieve(address));
    bench.phase(Phase::twin);
    bench.exchange("client", bench.peer(Role::hcse, {.who = Who::client}), retrieve(address));
    bench.twins("outsider", "client");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "client", {2000});
    judge.expect_refused("A2", "outsider");
  };
  return purpose;
}

Purpose serves_over_an_association_only() {
  Purpose purpose;
  purpose.id = "AR-17-HCSE-01";
  purpose.title = "Hosting and retrieval outside a security association are refused";
  purpose.role = Role::hcse;
  purpose.requirements = {"AR-17", "DS-27"};
  purpose.options = {"security-association"};
  // With MQTT it is the broker that asks an originator for its credential (TS-0010 clause 7).
  purpose.bindings = {"http", "coap"};
  purpose.initial_conditions =
      "with { an instance that the source hosted over a security association }";
  purpose.when =
      "when { the same requests are sent without TLS, and over TLS without authentication }";
  purpose.then = "then { they are refused or get no answer; over the association they succeed }";
  purpose.failure_means = "The CSE trusts From on an unprotected hop.";
  purpose.assertions = {
      given("A1", "AR-17", "TR-0012 7.3.1 step 7", "Over the association hosting succeeds"),
      given("A2", "AR-17", "TR-0012 7.3.1 step 11", "Over the association retrieval succeeds"),
      must("A3", "AR-17", "TR-0012 7.3.1 step 7", "Hosting without TLS is refused"),
      must("A4", "AR-17", "TR-0012 7.3.1 step 11", "Retrieval without TLS is refused"),
      must("A5",
           "DS-27",
           "TR-0012 7.3.2.2 step 11",
           "A peer that does not authenticate is refused")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    const auto instance = create_instance(hosting.container, payload_of(bench));
    bench.exchange("known", *hosting.source, retrieve(hosting.container));
    bench.phase(Phase::stimulus);
    auto& plain = bench.peer(Role::hcse, {.who = Who::source, .channel = Channel::plain});
    bench.exchange("host plain", plain, instance);
    bench.phase(Phase::twin);
    const Outcome hosted = bench.exchange("host", *hosting.source, instance);
    bench.twins("host plain", "host");
    const auto read = retrieve(hosted.address);
    bench.phase(Phase::stimulus);
    bench.exchange("read plain", plain, read);
    bench.exchange(
        "read unauthenticated",
        bench.peer(Role::hcse, {.who = Who::source, .channel = Channel::unauthenticated}),
        read);
    bench.phase(Phase::twin);
    bench.exchange("read", *hosting.source, read);
    bench.twins("read plain", "read");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "host", {2001});
    judge.expect_status("A2", "read", {2000});
    judge.expect_no_success("A3", "host plain");
    judge.expect_no_success("A4", "read plain");
    judge.expect_no_success("A5", "read unauthenticated");
  };
  return purpose;
}

Purpose keeps_credentials_too() {
  Purpose purpose;
  purpose.id = "AR-16-HCSE-01";
  purpose.title = "A TEF that is part of the CSE serves credentials by the same rules";
  purpose.role = Role::hcse;
  purpose.requirements = {"AR-16"};
  purpose.options = {"co-located-tef"};
  // Through a broker the TEF would show the credential to the broker, too.
  purpose.bindings = {"http", "coap"};
  purpose.initial_conditions = "with { a credential registered at the CSE's own address }";
  purpose.when = "when { the outsider, then the client that its rules name, retrieves it there }";
  purpose.then = "then { the outsider gets no key; the client does }";
  purpose.failure_means = "The TEF inside the CSE does not apply the access rules of a credential.";
  purpose.assertions = {
      given("A1", "AR-16", "TR-0012 7.3.1 note", "The authorized client is served"),
      must("A2", "AR-16", "TR-0012 7.3.1 note", "The outsider is refused")};
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto as = [&](Who who, onem2m::RequestPrimitive request) {
      request.from = bench.world().actor(who).absolute;
      return request;
    };
    const auto registered = bench.exchange(
        "register",
        bench.peer(Role::hcse, {.who = Who::source}),
        as(Who::source,
           register_key(bench, key, {{"tgis", {bench.world().actor(Who::client).absolute}}})));
    const auto fetch = fetch_key(relative_id(registered));
    bench.phase(Phase::stimulus);
    bench.exchange(
        "outsider", bench.peer(Role::hcse, {.who = Who::outsider}), as(Who::outsider, fetch));
    bench.phase(Phase::twin);
    bench.exchange("client", bench.peer(Role::hcse, {.who = Who::client}), as(Who::client, fetch));
    bench.twins("outsider", "client");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "client", {2000});
    judge.expect_refused("A2", "outsider");
  };
  return purpose;
}

}  // namespace

void add_hcse_access(std::vector<Purpose>& out) {
  out.push_back(lets_only_the_authorized_host());
  out.push_back(lets_only_the_authorized_read());
  out.push_back(keeps_credentials_too());
  out.push_back(serves_over_an_association_only());
  out.push_back(obeys_the_originators_policy());
}

}  // namespace plumbline::testcases
