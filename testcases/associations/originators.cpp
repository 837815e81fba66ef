// From against the identity of the association, on Mca: SAE-02.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "associations/lists.hpp"
#include "support/hosting.hpp"
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

constexpr const char* kClause = "TS-0003 7.2.1, TS-0001 11.2.1";

// Whose resource it is, and who else may read it, is the same for both requests; From alone tells
// them apart.
Purpose holds_from_against_the_association(std::string id, std::string title, Channel channel) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::hcse;
  purpose.requirements = {"SAE-02"};
  purpose.options = {"security-association"};
  if (channel == Channel::certificate) {
    purpose.options.emplace_back("certificate-association");
  }
  purpose.initial_conditions =
      "with { a container in which source and client may create, and an association of the client "
      "}";
  purpose.when = "when { a CREATE on it comes with the source as From, then one with the client }";
  purpose.then =
      "then { the first is refused with 4106 and changes nothing; the second is served }";
  purpose.failure_means =
      "The CSE believes From, whoever the association belongs to: every AE can act for any other.";
  purpose.assertions = {
      given("A1", "SAE-02", kClause, "With its own id the client is served"),
      must("A2", "SAE-02", kClause, "With the id of another AE it is not served"),
      must("A3", "SAE-02", kClause, "The refusal is ORIGINATOR_NOT_AUTHENTICATED (4106)"),
      must("A4", "SAE-02", kClause, "Nothing is stored of what is refused")};
  purpose.stimulus = [channel](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench, {.client = kCreate | kRetrieve});
    const std::string content = "reading " + to_hex(bench.random().bytes(8));
    auto& client = bench.peer(Role::hcse, {.who = Who::client, .channel = channel});
    auto foreign = create_instance(hosting.container, content);
    foreign.from = bench.world().actor(Who::source).id;
    bench.phase(Phase::stimulus);
    bench.exchange("foreign id", client, std::move(foreign));
    bench.phase(Phase::effect);
    const auto latest =
        bench.exchange("latest", *hosting.source, retrieve(hosting.container + "/la"));
    const bool stored = json_text(latest.content()).find(content) != std::string::npos;
    bench.observe("stored all the same", stored, latest.answer);
    bench.phase(Phase::twin);
    bench.exchange("own id", client, create_instance(hosting.container, content));
    bench.twins("foreign id", "own id");
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "own id", {2001});
    judge.expect_no_success("A2", "foreign id");
    judge.expect_status("A3", "foreign id", {4106});
    const bool stored = judge.observation("stored all the same") == Json(true);
    judge.check("A4", !stored, "nothing", stored ? "what was refused" : "nothing");
  };
  return purpose;
}

}  // namespace

void add_proven_originators(std::vector<Purpose>& out) {
  out.push_back(holds_from_against_the_association(
      "SAE-02-HCSE-01", "From has to be the AE whose key made the association", Channel::standard));
  out.push_back(holds_from_against_the_association(
      "SAE-02-HCSE-02", "From has to be the AE whose certificate was shown", Channel::certificate));
}

}  // namespace plumbline::testcases
