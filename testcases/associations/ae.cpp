// Associations of an AE as a client: SAE-01.

#include "support/ae.hpp"

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "associations/lists.hpp"
#include "support/parts.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Channel;
using harness::CseAccess;
using harness::Impostor;
using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Purpose;
using harness::Role;

std::string id_of(Role role, std::string_view number) {
  return std::string{"SAE-01-"} + (role == Role::ae_src ? "SRC-" : "CLI-") + std::string{number};
}

// Tells the AE where its CSE is, and to register there.
void register_at(Bench& bench, std::string_view label, const CseAccess& access) {
  bench.command("configure for " + std::string{label},
                "e2e.configure",
                bench.ae_configuration(Channel::standard, access));
  bench.command(label, "e2e.register", {{"resource_name", bench.unique(label)}});
}

std::vector<const Message*> requests_in(const Judge& judge, Role role, Phase phase) {
  auto requests = judge.requests(harness::name_of(role), harness::name_of(Role::hcse));
  std::erase_if(requests, [phase](const Message* message) { return message->phase != phase; });
  return requests;
}

Purpose of_ae(Role role, std::string_view number, std::string title) {
  Purpose purpose;
  purpose.id = id_of(role, number);
  purpose.title = std::move(title);
  purpose.role = role;
  purpose.requirements = {"SAE-01"};
  purpose.initial_conditions = "with { the AE knowing its credential and the CSE's name }";
  return purpose;
}

void judge_refusal(Judge& judge, Role role) {
  expect_outcome(judge, "A1", "right", "registered");
  const auto sent = requests_in(judge, role, Phase::stimulus);
  judge.check("A2",
              sent.empty(),
              "no request",
              sent.empty() ? "no request" : "a request",
              sent.empty() ? 0 : sent.front()->number);
}

// The AE is sent to the CSE, then to a server that is not the CSE.
Purpose avoids_impostors(Role role,
                         std::string_view number,
                         std::string title,
                         const std::string& clause,
                         std::function<CseAccess(const Bench&)> wrong,
                         Channel right) {
  Purpose purpose = of_ae(role, number, std::move(title));
  purpose.when = "when { it is sent to a server that does not prove to be the CSE }";
  purpose.then = "then { it sends nothing there; at the CSE it registers }";
  purpose.failure_means = "The AE tells its data and requests to whoever answers.";
  purpose.assertions = {given("A1", "SAE-01", clause, "At the CSE it registers"),
                        must("A2", "SAE-01", clause, "Nothing is sent to another server")};
  purpose.stimulus = [wrong = std::move(wrong), right](Bench& bench) {
    bench.phase(Phase::twin);
    register_at(bench, "right", {.channel = right});
    bench.phase(Phase::stimulus);
    register_at(bench, "wrong", wrong(bench));
  };
  purpose.judge = [role](Judge& judge) { judge_refusal(judge, role); };
  return purpose;
}

Impostor impostor_named(std::string_view name) {
  if (name == "other-name") {
    return Impostor::misnamed_certificate;
  }
  return name == "expired" ? Impostor::expired_certificate : Impostor::foreign_certificate;
}

Purpose checks_certificates(Role role) {
  Purpose purpose = avoids_impostors(
      role,
      "01",
      "A server whose certificate is expired, foreign or another's is refused",
      "TS-0003 8.1.2.5, 8.2.2.2",
      [](const Bench& bench) {
        return CseAccess{.channel = Channel::certificate,
                         .impostor = impostor_named(bench.parameter("server"))};
      },
      Channel::certificate);
  purpose.options = {"certificate-association"};
  purpose.variants = {{{"server", "other-name"}}, {{"server", "expired"}}, {{"server", "foreign"}}};
  return purpose;
}

Purpose checks_keys(Role role) {
  return avoids_impostors(
      role,
      "02",
      "A server that does not hold the AE's key is refused",
      "TS-0003 8.2.2.1",
      [](const Bench&) { return CseAccess{.channel = Channel::wrong_key}; },
      Channel::standard);
}

Purpose offers_the_suite(Role role) {
  Purpose purpose =
      of_ae(role, "03", "The AE associates with a CSE that has the suite of TS-0003 only");
  // Over MQTT the broker is the server, and its suites are not the CSE's.
  purpose.bindings = {"http", "coap"};
  purpose.when = "when { the CSE takes that suite alone which the standard demands }";
  purpose.then = "then { the AE registers there }";
  purpose.failure_means = "The AE lacks the suite that every CSE has.";
  const std::string clause = "TS-0003 10.2.2";
  purpose.assertions = {
      given("A1", "SAE-01", clause, "Where the CSE has several suites, the AE registers"),
      must("A2", "SAE-01", clause, "Where it has the suite of TS-0003 only, the AE registers")};
  purpose.stimulus = [](Bench& bench) {
    register_at(bench, "several", {});
    bench.phase(Phase::stimulus);
    register_at(bench, "one", {.mandatory_suite = true});
  };
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "several", "registered");
    expect_outcome(judge, "A2", "one", "registered");
  };
  return purpose;
}

// An AE that registers may leave its id to the CSE: "C", "S" or nothing (TS-0001 clause 7.2).
bool is_own(const std::string& from, const Json& own) {
  const std::string absolute = own.get<std::string>();
  const std::string tail = from.starts_with('/') ? from : '/' + from;
  return from.empty() || from == "C" || from == "S" || from == absolute ||
         (absolute.size() > tail.size() && absolute.ends_with(tail));
}

Purpose names_itself(Role role) {
  Purpose purpose = of_ae(role, "04", "The AE sends requests in its own name only");
  purpose.when = "when { it registers there }";
  purpose.then = "then { From is its own id in every request }";
  purpose.failure_means = "The AE speaks for another, which its registrar refuses with 4106.";
  const std::string clause = "TS-0003 7.2.1, 8.2.1";
  purpose.assertions = {given("A1", "SAE-01", clause, "The AE sends a request to the CSE"),
                        must("A2", "SAE-01", clause, "From is the id of the AE in each of them")};
  purpose.stimulus = [role](Bench& bench) {
    const auto who = role == Role::ae_src ? harness::Who::source : harness::Who::client;
    bench.observe("own id", bench.world().actor(who).absolute);
    bench.phase(Phase::stimulus);
    register_at(bench, "right", {});
  };
  purpose.judge = [role](Judge& judge) {
    const auto sent = requests_in(judge, role, Phase::stimulus);
    judge.check("A1", !sent.empty(), "a request", sent.empty() ? "none" : "a request");
    const Json& own = judge.observation("own id");
    const auto wrong = std::ranges::find_if(sent, [&](const Message* message) {
      return !is_own(text_at(message->primitive, "fr"), own);
    });
    const bool right = wrong == sent.end();
    judge.check("A2",
                right,
                "its own id",
                right ? "its own id" : text_at((*wrong)->primitive, "fr"),
                right ? 0 : (*wrong)->number);
  };
  return purpose;
}

}  // namespace

void add_ae_associations(std::vector<Purpose>& out) {
  for (const Role role : {Role::ae_src, Role::ae_cli}) {
    out.push_back(checks_certificates(role));
    out.push_back(checks_keys(role));
    out.push_back(offers_the_suite(role));
    out.push_back(names_itself(role));
  }
}

}  // namespace plumbline::testcases
