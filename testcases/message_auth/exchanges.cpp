// Authenticated messages that the CSE takes, and its answers: MA-11, MA-04, MA-05, MA-06, MA-15.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "message_auth/lists.hpp"
#include "support/compact_object.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/message_auth.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <cstdlib>
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
using message_auth::Protection;

constexpr const char* kProcessing = "TR-0012 5.5.4 step 3";
constexpr const char* kAnswering = "TR-0012 5.5.4 step 3, 5.6.4 step 6";
constexpr const char* kKeys = "TR-0012 table 7.4.1.2-2";

Purpose purpose_of(std::string id, std::string title, std::vector<std::string> requirements) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::hcse;
  purpose.requirements = std::move(requirements);
  purpose.options = {"message-auth"};
  purpose.variants = in_json();
  purpose.initial_conditions = "with { a credential of source and CSE, provisioned beforehand }";
  return purpose;
}

Purpose performs_what_is_authentic() {
  Purpose purpose = purpose_of("MA-11-HCSE-01",
                               "A request whose originator is authenticated end to end is "
                               "performed, and its answer comes back protected alike",
                               {"MA-11", "MA-04", "MA-15"});
  purpose.variants = in_json(each("protection", {"integrity", "confidentiality", "both"}));
  purpose.when = "when { the source sends a CREATE in a protected message }";
  purpose.then = "then { it is performed, and the answer is a message of that protection }";
  purpose.failure_means =
      "The CSE derives other keys than the originator, or answers outside the protection.";
  purpose.assertions = {
      must("A1", "MA-11", kAnswering, "The outer response is 2000 with a message"),
      must("A2", "MA-04", "TR-0012 7.4.1.2", "The message is authentic under the keys of the pair"),
      must("A3", "MA-11", kProcessing, "The request was performed: the inner status says so"),
      must("A4", "MA-11", kAnswering, "The inner answer has the id of the inner request"),
      must("A5", "MA-15", "TR-0012 table 7.4.1.2-1", "The answer is protected as the request was")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    Correspondent source = arrange_correspondent(bench);
    const std::string protection = bench.parameter("protection");
    auto inner = create_instance(hosting.container, "protected on its way");
    inner.request_id = bench.unique("inner");
    bench.observe("inner rqi", inner.request_id);
    bench.phase(Phase::stimulus);
    exchange_protected(bench,
                       "message",
                       *hosting.source,
                       source,
                       std::move(inner),
                       message_auth::protection_named(protection).value());
  };
  purpose.judge = [](Judge& judge) {
    const bool carried =
        judge.status("message") == 2000 && !message_in(judge.content("message")).empty();
    judge.check("A1",
                carried,
                "2000 with a message",
                carried ? "2000 with a message" : judge.status_text("message") + ", or no message");
    const Json& inner = inner_of(judge, "message");
    const std::string opened = text_at(inner, "opened");
    judge.check("A2", opened == "yes", "yes", opened);
    expect_inner_status(judge, "A3", "message", {2001});
    const bool same_id = inner.value("rqi", Json()) == judge.observation("inner rqi");
    judge.check("A4", same_id, "the same", same_id ? "the same" : "another, or none");
    const std::string protection = text_at(inner, "protection");
    judge.check("A5", protection == judge.parameter("protection"), "the same", protection);
  };
  return purpose;
}

Purpose decides_by_the_originator() {
  Purpose purpose = purpose_of(
      "MA-11-HCSE-02",
      "What an authenticated originator may do is decided as for any other request of it",
      {"MA-11"});
  purpose.initial_conditions =
      "with { credentials of source and client with the CSE; the client may only retrieve }";
  purpose.when = "when { first the client, then the source sends a CREATE in a message }";
  purpose.then = "then { that of the client has 4103 inside, that of the source is performed }";
  purpose.failure_means = "Who can authenticate itself may do everything.";
  purpose.assertions = {given("A1", "MA-11", kProcessing, "Who may create creates"),
                        must("A2", "MA-11", kProcessing, "Who may not has 4103 inside")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    Correspondent source = arrange_correspondent(bench);
    Correspondent client = arrange_correspondent(bench, Who::client);
    auto& other = bench.peer(Role::hcse, {.who = Who::client});
    bench.phase(Phase::stimulus);
    exchange_protected(
        bench, "may not", other, client, create_instance(hosting.container, "of the client"));
    bench.phase(Phase::twin);
    exchange_protected(
        bench, "may", *hosting.source, source, create_instance(hosting.container, "of the source"));
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "may", {2001});
    expect_inner_status(judge, "A2", "may not", {4103});
  };
  return purpose;
}

/// Sends the same request twice, each in a message of its own.
void ask_twice(Bench& bench, Protection protection) {
  const Hosting hosting = arrange_hosting(bench);
  Correspondent source = arrange_correspondent(bench);
  bench.phase(Phase::stimulus);
  for (const char* const label : {"first", "second"}) {
    exchange_protected(
        bench, label, *hosting.source, source, retrieve(hosting.container), protection);
  }
}

Purpose numbers_and_dates_its_answers() {
  Purpose purpose = purpose_of(
      "MA-05-HCSE-04", "The answers of the CSE show whether they are replayed", {"MA-05"});
  purpose.when = "when { the source sends two requests, one after the other }";
  purpose.then = "then { the answers have rising numbers and the time at which they were made }";
  purpose.failure_means =
      "The CSE asks for what it does not give: an old answer of it passes for a new one.";
  purpose.assertions = {
      given("A1", "MA-05", kKeys, "Both are performed, with authentic answers"),
      must("A2", "MA-05", kKeys, "The second answer has a greater number than the first"),
      must("A3", "MA-05", kKeys, "The time in either is within 300 s of when it came")};
  purpose.stimulus = [](Bench& bench) { ask_twice(bench, Protection::integrity); };
  purpose.judge = [](Judge& judge) {
    const Json& first = inner_of(judge, "first");
    const Json& second = inner_of(judge, "second");
    const bool performed = first.value("rsc", 0) == 2000 && second.value("rsc", 0) == 2000;
    judge.check("A1", performed, "2000 twice", performed ? "2000 twice" : "another, or none");
    const bool rising = second.value("number", 0ULL) > first.value("number", 0ULL);
    judge.check("A2", rising, "greater", rising ? "greater" : "the same or less");
    constexpr int kTolerance = 300;
    const auto timely = [](const Json& inner) {
      return std::abs(inner.value("age", kTolerance + 1)) <= kTolerance;
    };
    const bool both = timely(first) && timely(second);
    judge.check("A3", both, "within 300 s", both ? "within 300 s" : "too old or too new");
  };
  return purpose;
}

Purpose encrypts_with_fresh_ivs() {
  Purpose purpose =
      purpose_of("MA-06-HCSE-01", "No two answers under one key have the same IV", {"MA-06"});
  purpose.when = "when { the source sends the same request in two encrypted messages }";
  purpose.then = "then { the IVs of the answers differ }";
  purpose.failure_means = "Who sees two answers can compute the key stream, and forge others.";
  purpose.assertions = {given("A1", "MA-06", kKeys, "Both are performed, with authentic answers"),
                        must("A2", "MA-06", kKeys, "The IVs of the two answers differ")};
  purpose.stimulus = [](Bench& bench) { ask_twice(bench, Protection::confidentiality); };
  purpose.judge = [](Judge& judge) {
    const bool performed = inner_of(judge, "first").value("rsc", 0) == 2000 &&
                           inner_of(judge, "second").value("rsc", 0) == 2000;
    judge.check("A1", performed, "2000 twice", performed ? "2000 twice" : "another, or none");
    const auto iv_in = [&](const char* label) {
      constexpr std::size_t kIv = 2;
      return part_of(message_in(judge.content(label)), kIv);
    };
    const bool differ = !iv_in("second").empty() && iv_in("first") != iv_in("second");
    judge.check("A2", differ, "differ", differ ? "differ" : "the same, or none");
  };
  return purpose;
}

}  // namespace

void add_message_auth_exchanges(std::vector<Purpose>& out) {
  out.push_back(performs_what_is_authentic());
  out.push_back(decides_by_the_originator());
  out.push_back(numbers_and_dates_its_answers());
  out.push_back(encrypts_with_fresh_ivs());
}

}  // namespace plumbline::testcases
