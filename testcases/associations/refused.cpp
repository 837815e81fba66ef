// Associations that a hosting CSE has to refuse, and what is sent without one: SAE-01.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "associations/lists.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Channel;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using harness::Variant;
using harness::Who;

Channel channel_named(std::string_view name) {
  static const std::map<std::string, Channel, std::less<>> channels{
      {"wrong-key", Channel::wrong_key},
      {"unknown-identity", Channel::unknown_identity},
      {"nothing", Channel::unauthenticated},
      {"expired", Channel::expired_certificate},
      {"foreign", Channel::foreign_certificate}};
  return channels.at(std::string{name});
}

Purpose about_refusal(std::string id, std::string title) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::hcse;
  purpose.requirements = {"SAE-01"};
  purpose.options = {"security-association"};
  purpose.initial_conditions = "with { an originator whose credential the CSE knows }";
  purpose.then =
      "then { the request gets no success, and the next association of the originator serves }";
  return purpose;
}

// A bad channel between two good ones: all send the same request.
void ask_between(Bench& bench, Channel bad, Channel good) {
  const auto request = retrieve(bench.base());
  bench.exchange("before", bench.peer(Role::hcse, {.who = Who::admin, .channel = good}), request);
  bench.phase(Phase::stimulus);
  bench.exchange("refused", bench.peer(Role::hcse, {.who = Who::admin, .channel = bad}), request);
  bench.phase(Phase::twin);
  bench.exchange("after", bench.peer(Role::hcse, {.who = Who::admin, .channel = good}), request);
  bench.twins("refused", "after");
}

void judge_between(Judge& judge) {
  judge.expect_status("A1", "before", {2000});
  judge.expect_no_success("A2", "refused");
  judge.expect_status("A3", "after", {2000});
}

std::vector<harness::AssertionSpec> said_between(const std::string& clause,
                                                 const std::string& refused) {
  return {given("A1", "SAE-01", clause, "With its own credential the originator is served"),
          must("A2", "SAE-01", clause, refused),
          must("A3", "SAE-01", clause, "The next association of the originator serves as before")};
}

Purpose refuses(std::string id,
                std::string title,
                std::vector<Variant> variants,
                Channel good,
                const std::string& clause) {
  Purpose purpose = about_refusal(std::move(id), std::move(title));
  if (good == Channel::certificate) {
    purpose.options.emplace_back("certificate-association");
  }
  purpose.when = "when { a peer without that credential speaks for the originator }";
  purpose.failure_means =
      "The CSE, or the broker that it is reached through, takes whoever connects for the "
      "originator that From names, or a refusal harms those who come after.";
  purpose.variants = std::move(variants);
  purpose.assertions = said_between(clause, "Who does not prove to be the originator is refused");
  purpose.stimulus = [good](Bench& bench) {
    ask_between(bench, channel_named(bench.parameter("credential")), good);
  };
  purpose.judge = judge_between;
  return purpose;
}

Purpose refuses_plain_text() {
  Purpose purpose =
      about_refusal("SAE-01-HCSE-05", "Where TLS or DTLS is spoken, plain text is not understood");
  purpose.when = "when { the request comes as plain text where the CSE speaks TLS or DTLS }";
  purpose.failure_means = "What listens there falls back to plain text.";
  purpose.assertions =
      said_between("TS-0003 8.2.1, 10.2.1", "Plain text at the secured address gets no success");
  purpose.stimulus = [](Bench& bench) {
    ask_between(bench, Channel::plain_to_secured, Channel::standard);
  };
  purpose.judge = judge_between;
  return purpose;
}

// A CSE may have a plain listener; what comes by it is told why it is refused.
Purpose names_the_missing_association() {
  Purpose purpose =
      about_refusal("SAE-01-HCSE-06", "A request that needs an association is told so without one");
  // With MQTT it is the broker that asks an originator for its credential (TS-0010 clause 7).
  purpose.bindings = {"http", "coap"};
  purpose.when = "when { the request comes without TLS or DTLS }";
  purpose.then = "then { it gets no answer, or SECURITY_ASSOCIATION_REQUIRED }";
  purpose.failure_means = "The CSE serves, or refuses for another reason than the true one.";
  const std::string clause = "TS-0004 6.6.3.3, TS-0003 8.2.1";
  purpose.assertions = {
      given("A1", "SAE-01", clause, "Over an association the originator is served"),
      must("A2", "SAE-01", clause, "Without an association it is not served"),
      must("A3", "SAE-01", clause, "An answer without an association is 4107")};
  purpose.stimulus = [](Bench& bench) {
    const auto request = retrieve(bench.base());
    bench.phase(Phase::stimulus);
    bench.exchange(
        "plain", bench.peer(Role::hcse, {.who = Who::admin, .channel = Channel::plain}), request);
    bench.phase(Phase::twin);
    bench.exchange("secured", bench.peer(Role::hcse, {.who = Who::admin}), request);
    bench.twins("plain", "secured");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "secured", {2000});
    judge.expect_no_success("A2", "plain");
    const int status = judge.status("plain");
    const bool told = status == 0 || status == 4107;
    judge.check(
        "A3", told, "4107, or no answer", status == 0 ? "no answer" : std::to_string(status));
  };
  return purpose;
}

}  // namespace

void add_refused_associations(std::vector<Purpose>& out) {
  out.push_back(refuses("SAE-01-HCSE-03",
                        "Who does not hold the originator's key is refused",
                        {{{"credential", "wrong-key"}},
                         {{"credential", "unknown-identity"}},
                         {{"credential", "nothing"}}},
                        Channel::standard,
                        "TS-0003 8.2.2.1"));
  out.push_back(refuses("SAE-01-HCSE-04",
                        "A certificate that is expired or of a foreign authority is refused",
                        {{{"credential", "expired"}}, {{"credential", "foreign"}}},
                        Channel::certificate,
                        "TS-0003 8.1.2.5, 8.2.2.2"));
  out.push_back(refuses_plain_text());
  out.push_back(names_the_missing_association());
}

}  // namespace plumbline::testcases
