// What a transit CSE leaves as it is: MA-08, ESD-12.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "support/media_type.hpp"
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

const std::vector<std::string>& bindings() {
  static const std::vector<std::string> all{"http", "coap", "mqtt"};
  return all;
}

/// Each far binding, with each value of one more parameter.
std::vector<Variant> far_with(const std::string& name, const std::vector<std::string>& values) {
  std::vector<Variant> out;
  for (const std::string& far : bindings()) {
    for (const std::string& value : values) {
      out.push_back({{"far", far}, {name, value}});
    }
  }
  return out;
}

/// A request without what a hop may write anew: the form of From, and the number of its exchange.
Json fixed_part(Json primitive) {
  for (const char* member : {"fr", "rqi", "pc"}) {
    primitive.erase(member);
  }
  return primitive;
}

Purpose passes_requests_on() {
  Purpose purpose =
      transit_purpose("MA-08-TCSE-01",
                      "A request passes a transit CSE unchanged, but for the form of From",
                      {"MA-08"});
  purpose.variants = far_with("operation", {"create", "notify"});
  purpose.when = "when { an AE of the transit CSE sends a request for the far side }";
  purpose.then = "then { it arrives there once, with the same parameters and content }";
  purpose.failure_means =
      "The CSE makes the request anew and loses or rewrites what only the ends may change.";
  purpose.assertions = {
      given("A1", "MA-08", "TS-0001 10.2.2.6", "The neighbour's registration is accepted"),
      must("A2", "MA-08", "TR-0012 5.5", "The request arrives once"),
      must("A3", "MA-08", "TR-0012 5.5", "Its content is what the originator sent"),
      must("A4", "MA-08", "TS-0001 8.1.2", "Its other parameters are what the originator sent"),
      must("A5", "MA-08", "TS-0001 8.1.2", "From names the originator")};
  purpose.stimulus = [](Bench& bench) {
    const Transit transit = arrange_transit(bench);
    const std::string object = opaque_object(bench);
    auto request = bench.parameter("operation") == "notify" ? notify_far_ae(transit, object)
                                                            : host_far(transit, object);
    request.parameters = {{"ot", "20260101T120000"}, {"vsi", "plumbline"}};
    const auto& world = bench.world();
    const harness::Actor& source = world.actor(harness::Who::source);
    bench.observe("originator", {source.absolute, source.absolute.substr(world.cse.sp_id.size())});
    bench.phase(Phase::stimulus);
    bench.exchange("request", *transit.source, std::move(request));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    const std::string times = times_sent_on(judge, "request");
    judge.check("A2", times == "once", "once", times);
    const Message* const in = judge.request("request");
    const Message* const out = sent_on_for(judge, "request");
    const Json sent = in == nullptr ? Json::object() : in->primitive;
    const Json arrived = out == nullptr ? Json::object() : out->primitive;
    const Json content = arrived.value("pc", Json());
    const Json rest = fixed_part(arrived);
    expect_same(judge, "A3", sent.value("pc", Json()), out == nullptr ? nullptr : &content);
    expect_same(judge, "A4", fixed_part(sent), out == nullptr ? nullptr : &rest);
    const Json from = arrived.value("fr", Json());
    const Json& forms = judge.observation("originator");
    const bool named = !from.is_null() && (from == forms[0] || from == forms[1]);
    judge.check(
        "A5", named, "the originator", named ? "the originator" : "somebody else, or nobody");
  };
  return purpose;
}

Purpose passes_answers_back() {
  Purpose purpose = transit_purpose(
      "MA-08-TCSE-02",
      "The answer to a notification passes a transit CSE unchanged, status and content",
      {"MA-08"});
  purpose.variants = far_with("answer", {"content", "refusal"});
  purpose.when =
      "when { an AE notifies the AE on the far side, which answers with content or refuses }";
  purpose.then = "then { the originator gets that status and that content }";
  purpose.failure_means =
      "The CSE answers for itself: an end-to-end exchange that rides on notifications breaks.";
  purpose.assertions = {
      given("A1", "MA-08", "TS-0001 10.2.2.6", "The neighbour's registration is accepted"),
      given("A2", "MA-08", "TR-0012 5.5", "The notification arrives"),
      must("A3", "MA-08", "TR-0012 5.5", "The status is the one that the far AE gave"),
      must("A4", "MA-08", "TR-0012 5.5", "The content is the one that the far AE gave")};
  purpose.stimulus = [](Bench& bench) {
    const Transit transit = arrange_transit(bench);
    const bool refuses = bench.parameter("answer") == "refusal";
    const Json content = security_info(opaque_object(bench));
    transit.far->answer_as_ae([&](const onem2m::RequestPrimitive& request) {
      return onem2m::respond_with(
          request, refuses ? onem2m::Status{4115} : onem2m::Status::ok, content);
    });
    bench.observe("answered", {{"rsc", refuses ? 4115 : 2000}, {"pc", content}});
    bench.phase(Phase::stimulus);
    bench.exchange("request", *transit.source, notify_far_ae(transit, opaque_object(bench)));
    transit.far->answer_as_ae(nullptr);
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    const std::string times = times_sent_on(judge, "request");
    judge.check("A2", times != "never", "sent on", times);
    const Json& answered = judge.observation("answered");
    judge.check("A3",
                judge.status("request") == answered.at("rsc"),
                answered.at("rsc").dump(),
                judge.status_text("request"));
    expect_same(judge, "A4", answered.at("pc"), &judge.content("request"));
  };
  return purpose;
}

Purpose names_the_media_type() {
  Purpose purpose =
      transit_purpose("ESD-12-TCSE-01",
                      "The media type of what is sent on is identified as the next binding does it",
                      {"ESD-12"});
  purpose.variants = far_with(std::string{harness::kSerialization}, {"json"});
  purpose.when = "when { an AE sends a protected object in JSON to the far side }";
  purpose.then =
      "then { the request that leaves says JSON: Content-Type, Content-Format 50 or a oneM2M one, "
      "or the last level of the topic }";
  purpose.failure_means =
      "The CSE drops or garbles the media type where it changes from one binding to another.";
  purpose.assertions = {
      given("A1", "ESD-12", "TS-0001 10.2.2.6", "The neighbour's registration is accepted"),
      must("A2", "ESD-12", "TR-0012 7.1.1.2–5", "What leaves is marked as JSON")};
  purpose.stimulus = [](Bench& bench) {
    const Transit transit = arrange_transit(bench);
    bench.phase(Phase::stimulus);
    bench.exchange("request", *transit.source, host_far(transit, opaque_object(bench)));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "register", {2001});
    std::string type = "nothing sent on";
    for (const Message& message : judge.evidence().messages) {
      const bool carries = message.kind == harness::MessageKind::request ||
                           message.kind == harness::MessageKind::octets;
      if (carries && message.phase == Phase::stimulus && message.from == "TCSE" &&
          message.to == "neighbour") {
        type = media_type_of(message);
      }
    }
    judge.check("A2", type == "json", "json", type);
  };
  return purpose;
}

}  // namespace

void add_transit_passing(std::vector<Purpose>& out) {
  out.push_back(passes_requests_on());
  out.push_back(passes_answers_back());
  out.push_back(names_the_media_type());
}

}  // namespace plumbline::testcases
