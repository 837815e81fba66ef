// Associations that a hosting CSE has to accept: SAE-01.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "associations/lists.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <string>
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
using harness::Who;

// An association on the one suite that has to be there for its credential, and a request on it.
Purpose accepts(std::string id, std::string title, Channel channel, std::string clause) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::hcse;
  purpose.requirements = {"SAE-01"};
  purpose.options = {"security-association"};
  if (channel == Channel::certificate) {
    purpose.options.emplace_back("certificate-association");
  }
  purpose.initial_conditions = "with { an originator whose credential the CSE knows }";
  purpose.when =
      "when { it offers that suite alone which the standard demands for its credential, and "
      "retrieves }";
  purpose.then = "then { the association is made, and the request served }";
  purpose.failure_means =
      "The CSE, or the broker that it is reached through, lacks the suite, or does not know the "
      "credential.";
  purpose.assertions = {
      given("A1", "SAE-01", "TS-0003 8.2.1", "The originator is served over an association"),
      must("A2", "SAE-01", std::move(clause), "It is served over the suite that has to be there")};
  purpose.stimulus = [channel](Bench& bench) {
    const auto request = retrieve(bench.base());
    bench.exchange("any suite", bench.peer(Role::hcse, {.who = Who::admin}), request);
    bench.phase(Phase::stimulus);
    bench.exchange(
        "demanded suite",
        bench.peer(Role::hcse, {.who = Who::admin, .channel = channel, .mandatory_suite = true}),
        request);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "any suite", {2000});
    judge.expect_status("A2", "demanded suite", {2000});
  };
  return purpose;
}

}  // namespace

void add_accepted_associations(std::vector<Purpose>& out) {
  out.push_back(accepts("SAE-01-HCSE-01",
                        "An association by provisioned key is accepted on the suite of TS-0003",
                        Channel::standard,
                        "TS-0003 8.2.2.1, 10.2.2"));
  out.push_back(accepts("SAE-01-HCSE-02",
                        "An association by certificate is accepted on the suite of TS-0003",
                        Channel::certificate,
                        "TS-0003 8.2.2.2, 10.2.3"));
}

}  // namespace plumbline::testcases
