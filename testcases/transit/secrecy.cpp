// What a transit CSE adds to what passes, and asks for: nothing. THR-02, EC-03.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "support/parts.hpp"
#include "support/transit.hpp"
#include "transit/lists.hpp"

#include <algorithm>
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

/// The first member or text in `value` that is neither in `known` nor a form of From; empty where
/// there is none. Numbers and truth values tell too little to be told apart.
std::string first_unknown(const Json& value, const std::string& known, const Json& originator) {
  const auto is_known = [&](const Json& text) {
    return known.find(json_text(text)) != std::string::npos ||
           std::ranges::find(originator, text) != originator.end();
  };
  if (!value.is_structured()) {
    return value.is_string() && !is_known(value) ? "a value" : "";
  }
  for (const auto& [name, child] : value.items()) {
    if (value.is_object() && !is_known(Json(name))) {
      return "a member " + name;
    }
    if (std::string found = first_unknown(child, known, originator); !found.empty()) {
      return found;
    }
  }
  return {};
}

Purpose adds_nothing() {
  Purpose purpose = transit_purpose(
      "THR-02-TCSE-01",
      "Nothing leaves a transit CSE, in either direction, that did not come in with the message",
      {"THR-02"});
  purpose.when = "when { a protected object passes, and the answer to it }";
  purpose.then = "then { what leaves holds no member and no text that what came in had not }";
  purpose.failure_means =
      "The CSE looks into what it carries and tells others of it, or of what it knows besides.";
  purpose.assertions = {
      given("A1", "THR-02", "TR-0012 A.1 case 1", "The object arrives and is answered"),
      must("A2", "THR-02", "TR-0012 A.1 case 1", "The request that leaves holds nothing more"),
      must("A3", "THR-02", "TR-0012 A.1 case 1", "The answer that leaves holds nothing more")};
  purpose.stimulus = [](Bench& bench) {
    const Transit transit = arrange_transit(bench);
    const std::string object = opaque_object(bench);
    transit.far->answer_as_ae([&](const onem2m::RequestPrimitive& request) {
      return onem2m::respond_with(request, onem2m::Status::ok, security_info(object));
    });
    const auto& world = bench.world();
    const harness::Actor& source = world.actor(harness::Who::source);
    bench.observe("originator", {source.absolute, source.absolute.substr(world.cse.sp_id.size())});
    bench.phase(Phase::stimulus);
    bench.exchange("request", *transit.source, notify_far_ae(transit, object));
    transit.far->answer_as_ae(nullptr);
  };
  purpose.judge = [](Judge& judge) {
    const Message* const in = judge.request("request");
    const Message* const out = sent_on_for(judge, "request");
    const Message* const answer = out == nullptr ? nullptr : judge.response_to(*out);
    judge.expect_status("A1", "request", {2000});
    const auto compare = [&](const char* id, const Message* known, const Message* seen) {
      const std::string more =
          known == nullptr || seen == nullptr
              ? "no message"
              : first_unknown(
                    seen->primitive, json_text(known->primitive), judge.observation("originator"));
      judge.check(id, more.empty(), "nothing more", more.empty() ? "nothing more" : more);
    };
    compare("A2", in, out);
    compare("A3", answer, judge.response("request"));
  };
  return purpose;
}

Purpose asks_for_no_credential() {
  Purpose purpose =
      transit_purpose("EC-03-TCSE-01",
                      "A transit CSE asks nobody for the credential of what it carries",
                      {"EC-03"});
  purpose.when = "when { a protected object that names its credential passes }";
  purpose.then = "then { no request leaves but the one that came in }";
  purpose.failure_means =
      "The CSE tries to get hold of an end-to-end credential that is none of its business.";
  purpose.assertions = {
      given("A1", "EC-03", "TR-0012 5.7.5 requirement 4", "The object arrives"),
      must(
          "A2", "EC-03", "TR-0012 5.7.5 requirement 4", "No other request leaves the transit CSE")};
  purpose.stimulus = [](Bench& bench) {
    const Transit transit = arrange_transit(bench);
    bench.phase(Phase::stimulus);
    bench.exchange("request", *transit.source, host_far(transit, opaque_object(bench)));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "request", {2001});
    const auto all = sent_on(judge);
    const auto others = std::ranges::count_if(all, [&](const Message* message) {
      return message->phase == Phase::stimulus && message != sent_on_for(judge, "request");
    });
    judge.check("A2", others == 0, "none", others == 0 ? "none" : "another request");
  };
  return purpose;
}

}  // namespace

void add_transit_secrecy(std::vector<Purpose>& out) {
  out.push_back(adds_nothing());
  out.push_back(asks_for_no_credential());
}

}  // namespace plumbline::testcases
