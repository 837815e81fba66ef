// Protected primitives and messages that are for another CSE: ESP-08, MA-08.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/security_info.hpp"

#include "support/message_auth.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/transit.hpp"
#include "transit/lists.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Purpose;
using harness::Variant;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::SecurityInfoType;

/// Each far binding with that much of a variant.
std::vector<Variant> far_with(const std::vector<Variant>& variants) {
  std::vector<Variant> out;
  for (const char* far : {"http", "coap", "mqtt"}) {
    for (const Variant& variant : variants) {
      out.push_back(variant);
      out.back().emplace("far", far);
    }
  }
  return out;
}

/// What an originator of ESPrim sends to the CSE on the far side.
Json security_info_sent(Bench& bench) {
  return bench.parameter("info") == "object"
             ? security_info(opaque_object(bench))
             : onem2m::to_content(
                   {.type = SecurityInfoType::receiver_rand_object_request, .value = {}});
}

Json opaque_message(Bench& bench) {
  return {{"e2e:ma", {{"env", opaque_object(bench)}}}};
}

/// The far CSE answers notifications with what the tester chose.
void answer_with(Transit& transit, const Json& content) {
  transit.far->intercept(
      [content](const harness::IncomingRequest& incoming, ResponsePrimitive answer) {
        if (incoming.primitive.operation == onem2m::Operation::notify) {
          answer = onem2m::respond_with(incoming.primitive, onem2m::Status::ok, content);
        }
        return harness::Reply{std::move(answer)};
      });
}

/// A notification with content `sent` to the far CSE, which answers with `answered`.
void exchange_through(Bench& bench, Json sent, const Json& answered) {
  Transit transit = arrange_transit(bench);
  answer_with(transit, answered);
  bench.observe("notified", sent);
  bench.observe("answered", answered);
  RequestPrimitive notification;
  notification.operation = onem2m::Operation::notify;
  notification.to = transit.far->cse() + "/-";
  notification.content = std::move(sent);
  bench.phase(Phase::stimulus);
  bench.exchange("request", *transit.source, std::move(notification));
  transit.far->intercept(nullptr);
}

void judge_passage(Judge& judge) {
  judge.expect_status("A1", "register", {2001});
  const std::string times = times_sent_on(judge, "request");
  judge.check("A2", times == "once", "once", times);
  const Message* const out = sent_on_for(judge, "request");
  const Json arrived = out == nullptr ? Json{} : out->primitive.value("pc", Json{});
  expect_same(judge, "A3", judge.observation("notified"), out == nullptr ? nullptr : &arrived);
  expect_same(judge, "A4", judge.observation("answered"), &judge.content("request"));
}

Purpose leaves_protected_primitives_alone() {
  Purpose purpose = transit_purpose(
      "ESP-08-TCSE-01",
      "A transit CSE takes no protected primitive that is for another CSE, and leaves it as it is",
      {"ESP-08"});
  purpose.variants = far_with(each("info", {"object", "rand-object-request"}));
  purpose.when =
      "when { an AE sends the CSE on the far side an ESPrim Object, or asks it for a random object "
      "}";
  purpose.then = "then { it arrives there unchanged, and so does the answer }";
  purpose.failure_means =
      "The CSE steps into a procedure between two others: it offers itself as receiver, or looks "
      "for "
      "the key.";
  const std::string clause = "TS-0003 8.4.1";
  purpose.assertions = {
      given("A1", "ESP-08", "TS-0001 10.2.2.6", "The neighbour's registration is accepted"),
      must("A2", "ESP-08", clause, "The outer request reaches the far CSE, once"),
      must("A3", "ESP-08", clause, "The Security Info in it is what the originator sent"),
      must("A4", "ESP-08", clause, "The Security Info in the answer is what the far CSE gave")};
  purpose.stimulus = [](Bench& bench) {
    exchange_through(bench, security_info_sent(bench), security_info(opaque_object(bench)));
  };
  purpose.judge = judge_passage;
  return purpose;
}

Purpose leaves_messages_alone() {
  Purpose purpose = transit_purpose(
      "MA-08-TCSE-07",
      "A transit CSE takes no authenticated message that is for another CSE, and leaves it as it "
      "is",
      {"MA-08"});
  purpose.variants = far_with(in_json());
  purpose.when = "when { an AE sends the CSE on the far side an authenticated message }";
  purpose.then = "then { it arrives there unchanged, and so does the answer }";
  purpose.failure_means = "The CSE steps in between two ends, whose messages it cannot verify.";
  const std::string clause = "TR-0012 5.5";
  purpose.assertions = {
      given("A1", "MA-08", "TS-0001 10.2.2.6", "The neighbour's registration is accepted"),
      must("A2", "MA-08", clause, "The outer request reaches the far CSE, once"),
      must("A3", "MA-08", clause, "The message in it is what the originator sent"),
      must("A4", "MA-08", clause, "The message in the answer is what the far CSE gave")};
  purpose.stimulus = [](Bench& bench) {
    exchange_through(bench, opaque_message(bench), opaque_message(bench));
  };
  purpose.judge = judge_passage;
  return purpose;
}

}  // namespace

void add_transit_protected_primitives(std::vector<Purpose>& out) {
  out.push_back(leaves_protected_primitives_alone());
  out.push_back(leaves_messages_alone());
}

}  // namespace plumbline::testcases
