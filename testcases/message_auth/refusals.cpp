// Messages that the CSE has to refuse, each by its fault: MA-04, MA-05, MA-07, MA-11.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "message_auth/forgeries.hpp"
#include "message_auth/lists.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/message_auth.hpp"
#include "support/opening.hpp"
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

struct Check {
  std::string id;
  std::string title;
  std::string when;
  std::string failure_means;
  std::string clause;
  std::vector<std::string> faults;
  Forge forge;
};

/// The forged message under "<label>".
void exchange_forged(Bench& bench,
                     const std::string& label,
                     const Hosting& hosting,
                     Correspondent& source,
                     const Forge& forge,
                     const std::string& fault) {
  const std::string message = forge({.bench = bench,
                                     .correspondent = source,
                                     .inner = create_named_instance(bench, hosting, label)},
                                    fault);
  exchange_message(bench, label, *hosting.source, source, carrying(bench, source, message));
}

Purpose refuses(const Check& check) {
  Purpose purpose;
  purpose.id = check.id;
  purpose.title = check.title;
  purpose.role = Role::hcse;
  const std::string requirement = check.id.substr(0, check.id.find("-HCSE"));
  purpose.requirements = {requirement};
  purpose.options = {"message-auth"};
  purpose.variants = in_json(each("fault", check.faults));
  purpose.initial_conditions =
      "with { a credential of source and CSE; client and source may create instances }";
  purpose.when = "when { a CREATE comes in a right message, then one " + check.when + " }";
  purpose.then = "then { the first is performed; the other is refused, and leaves nothing }";
  purpose.failure_means = check.failure_means;
  purpose.assertions = {
      given("A1", requirement, check.clause, "The request in a right message is performed"),
      must("A2", requirement, check.clause, "The message with the fault is refused"),
      must("A3", requirement, "TR-0012 5.5.4 step 3", "Nothing of its request was performed")};
  purpose.stimulus = [forge = check.forge](Bench& bench) {
    constexpr Rights kBothCreate{.client = kCreate | kRetrieve};
    const Hosting hosting = arrange_hosting(bench, kBothCreate);
    Correspondent source = arrange_correspondent(bench);
    bench.phase(Phase::twin);
    exchange_protected(
        bench, "right", *hosting.source, source, create_named_instance(bench, hosting, "right"));
    bench.phase(Phase::stimulus);
    exchange_forged(bench, "faulty", hosting, source, forge, bench.parameter("fault"));
    bench.twins("faulty", "right");
    bench.phase(Phase::effect);
    bench.exchange("left", *hosting.source, retrieve_named_instance(bench, hosting, "faulty"));
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "right", {2001});
    judge.expect_refused("A2", "faulty");
    judge.expect_status("A3", "left", {4004});
  };
  return purpose;
}

std::vector<Check> checks_of_protection() {
  return {{.id = "MA-04-HCSE-01",
           .title = "A message whose MIC is not right is refused",
           .when = "in which something was changed after its MIC was made, or with another key",
           .failure_means = "The originator of a message is not authenticated.",
           .clause = "TR-0012 table 7.4.1.2-1",
           .faults = {"header", "payload", "mic", "short-mic", "other-key"},
           .forge = altered_integrity},
          {.id = "MA-04-HCSE-02",
           .title = "A message that was changed after it was encrypted is refused",
           .when = "in which something was changed after it was encrypted, or with another key",
           .failure_means = "The CSE decrypts without looking at the tag, or at the MIC inside.",
           .clause = "TR-0012 table 7.4.1.2-1",
           .faults = {"header", "iv", "ciphertext", "tag", "short-tag", "inner-mic", "other-key"},
           .forge = altered_encryption},
          {.id = "MA-11-HCSE-03",
           .title = "A message that nothing protects, or a key that the CSE does not know, is "
                    "refused",
           .when = "without MIC, in clear, or under a credential that nobody has",
           .failure_means = "Requests are processed without end-to-end authentication.",
           .clause = "TR-0012 5.5.4 step 3",
           .faults = {"alg-none", "no-mic", "in-clear", "unknown-key"},
           .forge = unprotected}};
}

std::vector<Check> checks_of_header() {
  return {
      {.id = "MA-05-HCSE-01",
       .title = "A message that was made an hour ago, or will be in an hour, is refused",
       .when = "with a time an hour off",
       .failure_means = "Messages that were kept back are good for ever.",
       .clause = "TR-0012 table 7.4.1.2-2",
       .faults = {"past", "future"},
       .forge = untimely},
      {.id = "MA-05-HCSE-02",
       .title = "A message with a number far behind the last one is refused",
       .when = "with a number a thousand less",
       .failure_means = "Whoever holds a message back can deliver it in any order.",
       .clause = "TR-0012 table 7.4.1.2-2",
       .faults = {"behind"},
       .forge = behind_the_window},
      {.id = "MA-07-HCSE-01",
       .title = "A credential serves messages between its owners only",
       .when = "between others than the credential's owners, or back to its author",
       .failure_means =
           "Whoever shares a key with the CSE may speak for anybody, or messages can be reflected.",
       .clause = "TR-0012 7.4.1.2",
       .faults = {"other-source", "other-destination", "reflected"},
       .forge = between_others},
      {.id = "MA-11-HCSE-04",
       .title = "From inside a message has to be who the message is authentic from",
       .when = "with From of the client inside",
       .failure_means = "Whoever has a credential may act as anybody.",
       .clause = "TR-0012 5.5.4 step 3",
       .faults = {"client"},
       .forge = impersonating}};
}

struct Fault {
  std::string name;
  Forge forge;
};

Purpose refuses_alike() {
  const std::vector<Fault> faults{{"mic", altered_integrity},
                                  {"short-mic", altered_integrity},
                                  {"tag", altered_encryption},
                                  {"inner-mic", altered_encryption},
                                  {"other-key", altered_encryption},
                                  {"unknown-key", unprotected},
                                  {"past", untimely},
                                  {"behind", behind_the_window},
                                  {"other-source", between_others},
                                  {"reflected", between_others},
                                  {"client", impersonating}};
  Purpose purpose;
  purpose.id = "MA-11-HCSE-05";
  purpose.title = "What is not authentic is answered alike, whatever is wrong with it";
  purpose.role = Role::hcse;
  purpose.requirements = {"MA-11"};
  purpose.options = {"message-auth"};
  purpose.variants = in_json();
  purpose.initial_conditions = "with { a credential of source and CSE }";
  purpose.when = "when { messages come that are well formed, each with another fault }";
  purpose.then = "then { but for the ids of the requests their answers are the same }";
  purpose.failure_means = "The answers tell an attacker how far a forged message came.";
  purpose.assertions = {
      given("A1", "MA-11", "TR-0012 5.5.4 step 3", "The request in a right message is performed"),
      must("A2", "MA-11", "RFC 7516 11.5", "Status and content of all answers are the same")};
  purpose.stimulus = [faults](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    Correspondent source = arrange_correspondent(bench);
    bench.phase(Phase::twin);
    exchange_protected(bench, "right", *hosting.source, source, retrieve(hosting.container));
    bench.phase(Phase::stimulus);
    for (const Fault& fault : faults) {
      exchange_forged(bench, fault.name, hosting, source, fault.forge, fault.name);
    }
  };
  purpose.judge = [faults](Judge& judge) {
    expect_inner_status(judge, "A1", "right", {2000});
    const std::string& first = faults.front().name;
    const auto odd = std::ranges::find_if(faults, [&](const Fault& fault) {
      return judge.status(fault.name) != judge.status(first) ||
             judge.content(fault.name) != judge.content(first) || judge.status(fault.name) == 0;
    });
    judge.check("A2",
                odd == faults.end(),
                "all the same",
                odd == faults.end() ? "all the same" : "another for " + odd->name);
  };
  return purpose;
}

}  // namespace

void add_message_auth_refusals(std::vector<Purpose>& out) {
  for (const auto& checks : {checks_of_protection(), checks_of_header()}) {
    for (const Check& check : checks) {
      out.push_back(refuses(check));
    }
  }
  out.push_back(refuses_alike());
}

}  // namespace plumbline::testcases
