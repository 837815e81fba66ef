// The AE as originator of authenticated messages: MA-04, MA-05, MA-06, MA-08.

#include "plumbline/core/json.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/message_auth/message.hpp"

#include "esprim/sent_objects.hpp"
#include "message_auth/lists.hpp"
#include "support/ae.hpp"
#include "support/compact_object.hpp"
#include "support/hostile.hpp"
#include "support/message_auth.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Direction;
using harness::HostileStep;
using harness::Judge;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using message_auth::Protection;
using onem2m::ResponsePrimitive;

constexpr const char* kProtection = "TR-0012 table 7.4.1.2-1";
constexpr const char* kFreshness = "TR-0012 table 7.4.1.2-2";

Purpose originator_purpose(std::string id, std::string title, std::string requirement) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::ae_src;
  purpose.requirements = {std::move(requirement)};
  purpose.options = {"message-auth"};
  purpose.variants = in_json();
  purpose.initial_conditions = "with { an AE that has a credential with its CSE }";
  return purpose;
}

Json retrieval(const Bench& bench, Protection protection) {
  return {{"operation", "retrieve"},
          {"to", base_of(bench)},
          {"message", message_auth::name_of(protection)}};
}

/// The messages that the AE sent to its CSE in the stimulus.
std::vector<std::string> messages_sent(const Judge& judge) {
  std::vector<std::string> out;
  for (const harness::Message* const message : sent(judge, Phase::stimulus)) {
    std::string text = message_in(member(message->primitive, "pc"));
    if (!text.empty()) {
      out.push_back(std::move(text));
    }
  }
  return out;
}

/// "integrity" …, as the header says.
std::string protection_of(const std::string& message) {
  const auto read = message_auth::read_message(message);
  return read ? std::string{message_auth::name_of(read.value().protection)} : "no message";
}

Purpose protects_requests() {
  Purpose purpose = originator_purpose(
      "MA-04-SRC-01", "A request goes out in a message that its receiver can verify", "MA-04");
  purpose.variants = in_json(each("protection", {"integrity", "confidentiality", "both"}));
  purpose.when = "when { it is to send a request in a message of that protection }";
  purpose.then = "then { a NOTIFY carries such a message, and the CSE performs what is inside }";
  purpose.failure_means =
      "The AE protects less than it was told to, or derives other keys than the receiver.";
  purpose.assertions = {
      must("A1", "MA-04", kProtection, "The message has that protection"),
      must("A2", "MA-04", kProtection, "The CSE verifies and performs it, and the AE its answer")};
  purpose.stimulus = [](Bench& bench) {
    const auto protection = message_auth::protection_named(bench.parameter("protection")).value();
    bench.phase(Phase::stimulus);
    bench.command("request", "e2e.request", retrieval(bench, protection));
  };
  purpose.judge = [](Judge& judge) {
    const auto messages = messages_sent(judge);
    const std::string got = messages.empty() ? "no message" : protection_of(messages.front());
    const std::string wanted = judge.parameter("protection");
    judge.check("A1", got == wanted, wanted, got);
    expect_outcome(judge, "A2", "request", "answered");
  };
  return purpose;
}

/// Two requests, one after the other.
void request_twice(Bench& bench, Protection protection) {
  bench.phase(Phase::stimulus);
  bench.observe("now", bench.now().time_since_epoch().count());
  bench.command("first", "e2e.request", retrieval(bench, protection));
  bench.command("second", "e2e.request", retrieval(bench, protection));
}

Purpose numbers_and_dates() {
  Purpose purpose = originator_purpose(
      "MA-05-SRC-01", "Each message has a greater number, and its time", "MA-05");
  purpose.when = "when { it sends two requests in messages }";
  purpose.then = "then { the second has the greater number, and both the time of their making }";
  purpose.failure_means = "A receiver cannot tell the AE's messages from replays of them.";
  purpose.assertions = {
      must("A1", "MA-05", kFreshness, "The second number is greater than the first"),
      must("A2", "MA-05", kFreshness, "The time in either is within 300 s of when it went out")};
  purpose.stimulus = [](Bench& bench) { request_twice(bench, Protection::integrity); };
  purpose.judge = [](Judge& judge) {
    constexpr std::chrono::seconds kTolerance{300};
    const TimePoint now{milliseconds{judge.observation("now").get<std::int64_t>()}};
    std::vector<message_auth::MessageHeader> headers;
    for (const std::string& message : messages_sent(judge)) {
      if (const auto read = message_auth::read_message(message)) {
        headers.push_back(read.value().header);
      }
    }
    const bool rising = headers.size() >= 2 && headers.front().sequence < headers.back().sequence;
    judge.check("A1", rising, "greater", rising ? "greater" : "not greater, or no two messages");
    const bool timely = !headers.empty() && std::ranges::all_of(headers, [&](const auto& header) {
      return header.time - now <= kTolerance && now - header.time <= kTolerance;
    });
    judge.check(
        "A2", timely, "within 300 s", timely ? "within 300 s" : "too old, too new, or none");
  };
  return purpose;
}

Purpose encrypts_with_fresh_ivs() {
  Purpose purpose =
      originator_purpose("MA-06-SRC-01", "No two messages under one key have the same IV", "MA-06");
  purpose.when = "when { it sends two requests in encrypted messages }";
  purpose.then = "then { their IVs differ }";
  purpose.failure_means = "Two texts under one key and IV give both away, and the key of the tag.";
  purpose.assertions = {given("A1", "MA-06", kFreshness, "The first request is answered"),
                        must("A2", "MA-06", kFreshness, "The IVs differ")};
  purpose.stimulus = [](Bench& bench) { request_twice(bench, Protection::confidentiality); };
  purpose.judge = [](Judge& judge) {
    constexpr std::size_t kIv = 2;
    expect_outcome(judge, "A1", "first", "answered");
    const auto messages = messages_sent(judge);
    const bool differ =
        messages.size() >= 2 && part_of(messages.front(), kIv) != part_of(messages.back(), kIv);
    judge.check("A2", differ, "differ", differ ? "differ" : "the same, or no two messages");
  };
  return purpose;
}

/// The declared outcome of a command that must not be taken for answered.
void expect_not_answered(Judge& judge, std::string_view assertion, std::string_view label) {
  const std::string outcome = outcome_of(judge, label);
  const bool declined = outcome.starts_with("refused") || outcome.starts_with("failed");
  judge.check(assertion, declined, "refused or failed", declined ? "refused or failed" : outcome);
}

/// Gives the first answer with a message again in the place of all others.
harness::Interceptor repeating_the_first() {
  const auto first = std::make_shared<std::optional<Json>>();
  return [first](const harness::IncomingRequest& /*incoming*/,
                 ResponsePrimitive response) -> harness::Reply {
    if (response.content && !message_in(*response.content).empty()) {
      if (!*first) {
        *first = response.content;
      }
      response.content = *first;
    }
    return response;
  };
}

Purpose takes_no_earlier_answer() {
  Purpose purpose = originator_purpose(
      "MA-05-SRC-02", "The answer to an earlier request is not taken for another's", "MA-05");
  purpose.when = "when { the second of two requests is answered with the answer to the first }";
  purpose.then = "then { the AE throws it away }";
  purpose.failure_means = "Whoever recorded an answer can give it to every further request.";
  purpose.assertions = {given("A1", "MA-05", kFreshness, "The first answer is taken"),
                        must("A2", "MA-05", kFreshness, "Given again, it is not")};
  purpose.stimulus = [](Bench& bench) {
    bench.intercept(Role::hcse, repeating_the_first());
    request_twice(bench, Protection::both);
    bench.intercept(Role::hcse, nullptr);
  };
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "first", "answered");
    expect_not_answered(judge, "A2", "second");
  };
  return purpose;
}

/// The second of two requests passes a hostile node, which alters it or its answer.
void request_disturbed(Bench& bench) {
  bench.phase(Phase::twin);
  bench.command("undisturbed", "e2e.request", retrieval(bench, Protection::integrity));
  bench.phase(Phase::stimulus);
  const bool request = bench.parameter("direction") == "request";
  bench.obstruct(
      Role::hcse,
      {.steps = {HostileStep{.misdeed = misdeed_of(bench),
                             .direction = request ? Direction::request : Direction::response}},
       .about = [](const onem2m::RequestPrimitive& passing) {
         return passing.content && !message_in(*passing.content).empty();
       }});
  bench.command("disturbed", "e2e.request", retrieval(bench, Protection::integrity));
  clear_the_way(bench);
}

Purpose finds_out_what_was_altered() {
  Purpose purpose =
      originator_purpose("MA-08-SRC-04",
                         "What a hostile transit CSE does to a message or its answer is found out",
                         "MA-08");
  purpose.variants.clear();
  for (const char* const direction : {"request", "response"}) {
    for (const char* const misdeed : {"flip", "truncate", "strip_protection", "downgrade"}) {
      purpose.variants.push_back({{"direction", direction}, {"misdeed", misdeed}});
    }
  }
  purpose.variants = in_json(std::move(purpose.variants));
  purpose.when = "when { a request passes unharmed, then one that a node alters, or its answer }";
  purpose.then = "then { the AE has an answer to the first, and none to the other }";
  purpose.failure_means = "Whoever is on the way can answer in the receiver's place.";
  purpose.assertions = {given("A1", "MA-08", "TR-0012 5.5", "What passes unharmed is answered"),
                        happened("A2", "MA-08"),
                        must("A3", "MA-08", "TR-0012 5.5", "The other is not")};
  purpose.stimulus = request_disturbed;
  purpose.judge = [](Judge& judge) {
    expect_outcome(judge, "A1", "undisturbed", "answered");
    expect_happened(judge, "A2");
    expect_not_answered(judge, "A3", "disturbed");
  };
  return purpose;
}

}  // namespace

void add_message_auth_originator(std::vector<Purpose>& out) {
  out.push_back(protects_requests());
  out.push_back(numbers_and_dates());
  out.push_back(encrypts_with_fresh_ivs());
  out.push_back(takes_no_earlier_answer());
  out.push_back(finds_out_what_was_altered());
}

}  // namespace plumbline::testcases
