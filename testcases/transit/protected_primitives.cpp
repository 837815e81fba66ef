// Protected primitives that are for another CSE: ESP-08.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/security_info.hpp"

#include "support/parts.hpp"
#include "support/transit.hpp"
#include "transit/lists.hpp"

#include <utility>

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

std::vector<Variant> both_kinds() {
  std::vector<Variant> out;
  for (const char* far : {"http", "coap", "mqtt"}) {
    for (const char* info : {"object", "rand-object-request"}) {
      out.push_back({{"far", far}, {"info", info}});
    }
  }
  return out;
}

/// What an originator sends to the CSE on the far side.
RequestPrimitive protected_notification(Bench& bench, const Transit& transit) {
  RequestPrimitive out;
  out.operation = onem2m::Operation::notify;
  out.to = transit.far->cse() + "/-";
  out.content = bench.parameter("info") == "object"
                    ? security_info(opaque_object(bench))
                    : onem2m::to_content(
                          {.type = SecurityInfoType::receiver_rand_object_request, .value = {}});
  return out;
}

/// The far CSE answers notifications with an ESPrim Object that the tester chose.
void answer_with(Transit& transit, const Json& content) {
  transit.far->intercept(
      [content](const harness::IncomingRequest& incoming, ResponsePrimitive answer) {
        if (incoming.primitive.operation == onem2m::Operation::notify) {
          answer = onem2m::respond_with(incoming.primitive, onem2m::Status::ok, content);
        }
        return harness::Reply{std::move(answer)};
      });
}

void exchange_through(Bench& bench) {
  Transit transit = arrange_transit(bench);
  const Json answered = security_info(opaque_object(bench));
  answer_with(transit, answered);
  RequestPrimitive notification = protected_notification(bench, transit);
  bench.observe("notified", *notification.content);
  bench.observe("answered", answered);
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
  purpose.variants = both_kinds();
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
  purpose.stimulus = exchange_through;
  purpose.judge = judge_passage;
  return purpose;
}

}  // namespace

void add_transit_protected_primitives(std::vector<Purpose>& out) {
  out.push_back(leaves_protected_primitives_alone());
}

}  // namespace plumbline::testcases
