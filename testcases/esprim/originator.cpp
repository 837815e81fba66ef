// The AE as originator of protected primitives: ESP-03, ESP-05, ESP-06, ESP-07, ESP-09.

#include "plumbline/core/json.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "esprim/lists.hpp"
#include "esprim/sent_objects.hpp"
#include "support/ae.hpp"
#include "support/esprim.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Judge;
using harness::Message;
using harness::Phase;
using harness::Purpose;
using harness::Role;
using onem2m::Operation;
using onem2m::ResponsePrimitive;

constexpr const char* kSession = "TS-0003 8.4.2 step B.2";
constexpr const char* kObject = "TS-0003 8.4.2 step C.3, 8.4.3.2";
constexpr const char* kAnswer = "TS-0003 8.4.2 step C.11";

Json retrieval(const Bench& bench) {
  return {{"operation", "retrieve"}, {"to", base_of(bench)}};
}

void answered(Judge& judge, std::string_view assertion, std::string_view label) {
  expect_outcome(judge, assertion, label, "answered");
}

/// Changes the answers to ESPrim Objects.
harness::Interceptor objects_answered(std::function<ResponsePrimitive(ResponsePrimitive)> change) {
  return [change = std::move(change)](const harness::IncomingRequest& incoming,
                                      ResponsePrimitive response) -> harness::Reply {
    const auto& content = incoming.primitive.content;
    const bool object = content && content->is_object() && content->contains("m2m:seci") &&
                        content->at("m2m:seci").contains("epo");
    return object ? change(std::move(response)) : std::move(response);
  };
}

/// Changes what the CSE publishes for originators of protected primitives.
harness::Interceptor published_changed(std::function<void(Json& esi)> change) {
  return [change = std::move(change)](const harness::IncomingRequest& /*incoming*/,
                                      ResponsePrimitive response) -> harness::Reply {
    if (response.content && response.content->is_object() && !response.content->empty()) {
      Json& resource = response.content->begin().value();
      if (resource.is_object() && resource.contains("esi")) {
        change(resource["esi"]);
      }
    }
    return response;
  };
}

Purpose originator_purpose(std::string id,
                           std::string title,
                           std::vector<std::string> requirements) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::ae_src;
  purpose.requirements = std::move(requirements);
  purpose.options = {"esprim"};
  purpose.initial_conditions = "with { an AE that shares a pairwise key with its CSE }";
  return purpose;
}

/// The CSE publishes what the variant says.
void publish_and_request(Bench& bench) {
  const std::string published = bench.parameter("published");
  if (published == "none") {
    bench.intercept(Role::hcse, published_changed([](Json& esi) { esi.erase("esro"); }));
  } else if (published == "expired") {
    const std::string past = onem2m::to_timestamp(
        std::chrono::floor<std::chrono::seconds>(bench.now() - std::chrono::hours{1}));
    bench.intercept(Role::hcse,
                    published_changed([past](Json& esi) { esi["esro"]["esrx"] = past; }));
  }
  bench.phase(Phase::stimulus);
  bench.command("request", "e2e.request", retrieval(bench));
}

void judge_search(Judge& judge) {
  const auto all = sent(judge, Phase::stimulus);
  const bool looked = !all.empty() && member(all.front()->primitive, "op") ==
                                          Json(static_cast<int>(Operation::retrieve));
  judge.check("A1", looked, "RETRIEVE", looked ? "RETRIEVE" : "another, or nothing");
  const bool asked =
      std::ranges::any_of(all, [](const Message* message) { return asks(*message); });
  const bool shared = judge.parameter("published") == "shared";
  judge.check("A2", asked != shared, shared ? "not asked" : "asked", asked ? "asked" : "not asked");
  const auto sealed = objects(judge, Phase::stimulus);
  const bool right = !sealed.empty() && !text_of(member(sealed.front().header, "rri")).empty() &&
                     member(sealed.front().header, "rri") ==
                         member(given_before(judge, Phase::stimulus, sealed.front()), "esri");
  judge.check("A3", right, "that", right ? "that" : "another, or no object");
  // Both as YYYYMMDDThhmmss, which sorts by time.
  const auto end_of = [](const Json& object) { return text_of(member(object, "esrx")); };
  const std::string ends = sealed.empty() ? "" : end_of(member(sealed.front().header, "oro"));
  const bool in_time =
      !ends.empty() && ends <= end_of(given_before(judge, Phase::stimulus, sealed.front()));
  judge.check("A4", in_time, "in time", in_time ? "in time" : "later, or none");
  answered(judge, "A5", "request");
}

Purpose looks_before_it_asks() {
  Purpose purpose = originator_purpose(
      "ESP-03-SRC-01",
      "An originator looks for a published random object that lives, and asks where there is none",
      {"ESP-03", "ESP-07"});
  purpose.variants = each("published", {"shared", "none", "expired"});
  purpose.when =
      "when { it is to send a protected request, and the CSE publishes a random object, "
      "none, or one whose time is over }";
  purpose.then = "then { it retrieves e2eSecInfo first; it takes the published object, or asks }";
  purpose.failure_means = "The AE bothers a receiver that shares, or uses what has expired.";
  purpose.assertions = {
      must("A1", "ESP-03", kSession, "The first request retrieves e2eSecInfo"),
      must("A2", "ESP-03", kSession, "The receiver is asked exactly when nothing usable is there"),
      must("A3", "ESP-03", kSession, "The first object names the random object so found"),
      must("A4", "ESP-07", "TS-0004 6.3.5.50", "The AE's random object ends with the receiver's"),
      must("A5", "ESP-03", kSession, "The protected request is answered")};
  purpose.stimulus = publish_and_request;
  purpose.judge = judge_search;
  return purpose;
}

/// A1, A2: what carries the object.
void judge_outer(Judge& judge, const Json& outer) {
  const bool notified = member(outer, "op") == Json(static_cast<int>(Operation::notify)) &&
                        member(security_info_of(outer), "sit") == Json(5);
  judge.check("A1", notified, "NOTIFY, type 5", notified ? "NOTIFY, type 5" : "another, or none");
  constexpr std::array kInnerOnly{"ty", "rcn", "gid", "fc", "drt", "oet", "rp"};
  const auto extra = std::ranges::find_if(
      kInnerOnly, [&](const char* name) { return !member(outer, name).is_null(); });
  const std::string found = outer.is_null()             ? "no object"
                            : extra == kInnerOnly.end() ? "none"
                                                        : *extra;
  judge.check("A2", found == "none", "none", found);
}

/// A3: the name that is protected.
void judge_secrecy(Judge& judge) {
  const std::string name = text_of(judge.observation("name"));
  const auto all = sent(judge, Phase::stimulus);
  const bool shown = std::ranges::any_of(all, [&](const Message* message) {
    return json_text(message->primitive).find(name) != std::string::npos ||
           message->octets.find(name) != std::string::npos;
  });
  judge.check("A3", !shown, "nothing", shown ? "the name" : "nothing");
}

void judge_sealing(Judge& judge) {
  const auto sealed = objects(judge, Phase::stimulus);
  judge_outer(judge, sealed.empty() ? Json() : sealed.front().message->primitive);
  judge_secrecy(judge);
  const Json header = sealed.empty() ? Json() : sealed.front().header;
  const bool complete = member(header, "alg") == Json("dir") &&
                        !text_of(member(header, "ori")).empty() &&
                        member(member(header, "oro"), "esri") == member(header, "ori");
  judge.check("A4", complete, "dir, with oro", complete ? "dir, with oro" : "otherwise");
  const std::string outcome = outcome_of(judge, "request");
  const bool done = outcome == "answered" && member(judge.content("request"), "rsc") == Json(2001);
  judge.check("A5", done, "answered: 2001", done ? "answered: 2001" : outcome);
}

Purpose seals_requests() {
  Purpose purpose =
      originator_purpose("ESP-05-SRC-01",
                         "A protected request goes out in a NOTIFY that shows nothing of it",
                         {"ESP-05", "ESP-06", "ESP-04"});
  purpose.when = "when { it is to create a container with a protected request }";
  purpose.then =
      "then { a NOTIFY carries an ESPrim Object, and the CSE can perform what is inside }";
  purpose.failure_means =
      "Whoever is on the way reads the request, or the receiver cannot open it.";
  purpose.assertions = {
      must("A1", "ESP-05", "TS-0004 7.6.2", "A NOTIFY carries the object, Security Info of type 5"),
      must("A2", "ESP-05", "TS-0001 11.4.2", "It has no parameter that is for inner requests only"),
      must("A3", "ESP-06", "TR-0012 8.3.1", "Nothing of the protected content goes out in clear"),
      must("A4", "ESP-04", kObject, "alg is dir, and oro is there and the one that ori names"),
      must("A5", "ESP-06", kObject, "The CSE opens and performs the request")};
  purpose.stimulus = [](Bench& bench) {
    const std::string name = bench.unique("sealed");
    bench.observe("name", name);
    const auto registered =
        bench.command("register", "e2e.register", {{"resource_name", bench.unique("ae")}});
    bench.phase(Phase::stimulus);
    bench.command("request",
                  "e2e.request",
                  {{"operation", "create"},
                   {"to", text_in(registered, "address")},
                   {"type", 3},
                   {"content", {{"m2m:cnt", {{"rn", name}}}}}});
  };
  purpose.judge = judge_sealing;
  return purpose;
}

/// The answer as a node on the way leaves it.
ResponsePrimitive spoilt(const std::string& fault,
                         ResponsePrimitive response,
                         std::string& earlier) {
  if (!response.content || !response.content->contains("m2m:seci")) {
    return response;
  }
  if (fault == "in-clear") {
    response.content = Json{{"m2m:cb", {{"rn", "cse"}}}};
    return response;
  }
  std::string& object = (*response.content)["m2m:seci"]["epo"].get_ref<std::string&>();
  if (fault == "earlier") {
    if (earlier.empty()) {
      earlier = object;
    } else {
      object = earlier;
    }
    return response;
  }
  const std::size_t tag = object.rfind('.') + 1;
  const std::size_t at = fault == "tag" ? tag : object.rfind('.', tag - 2) + 1;
  object[at] = object[at] == 'A' ? 'B' : 'A';
  return response;
}

Purpose believes_authentic_answers() {
  Purpose purpose =
      originator_purpose("ESP-06-SRC-01",
                         "An answer that is not authentic, or not to this request, is thrown away",
                         {"ESP-06"});
  purpose.variants = each("fault", {"tag", "ciphertext", "in-clear", "earlier"});
  purpose.when =
      "when { the answer to a protected request comes back changed, in clear, or is that "
      "to an earlier one; then as it should be }";
  purpose.then = "then { the AE does not take it for the answer; the other it does }";
  purpose.failure_means = "Whoever is on the way can answer in the receiver's place.";
  purpose.assertions = {given("A1", "ESP-06", kAnswer, "The right answer is taken"),
                        must("A2", "ESP-06", kAnswer, "The wrong one is not")};
  purpose.stimulus = [](Bench& bench) {
    auto earlier = std::make_shared<std::string>();
    const std::string fault = bench.parameter("fault");
    const auto spoil = objects_answered([fault, earlier](ResponsePrimitive response) {
      return spoilt(fault, std::move(response), *earlier);
    });
    if (fault == "earlier") {
      bench.intercept(Role::hcse, spoil);
      bench.command("before", "e2e.request", retrieval(bench));
    }
    bench.phase(Phase::stimulus);
    bench.intercept(Role::hcse, spoil);
    bench.command("spoilt", "e2e.request", retrieval(bench));
    bench.intercept(Role::hcse, nullptr);
    bench.phase(Phase::twin);
    bench.command("right", "e2e.request", retrieval(bench));
  };
  purpose.judge = [](Judge& judge) {
    answered(judge, "A1", "right");
    const std::string outcome = outcome_of(judge, "spoilt");
    const bool declined = outcome.starts_with("refused") || outcome.starts_with("failed");
    judge.check("A2", declined, "refused or failed", declined ? "refused or failed" : outcome);
  };
  return purpose;
}

Purpose uses_each_iv_once() {
  Purpose purpose = originator_purpose(
      "ESP-06-SRC-02", "No two objects of a session have the same IV", {"ESP-06"});
  purpose.when = "when { it sends two protected requests }";
  purpose.then = "then { their IVs differ }";
  purpose.failure_means = "Two texts under one key and IV give both away, and the key of the tag.";
  purpose.assertions = {must("A1", "ESP-06", "RFC 7518 5.3", "Both requests are answered"),
                        must("A2", "ESP-06", "RFC 7518 5.3", "The IVs differ")};
  purpose.stimulus = [](Bench& bench) {
    bench.phase(Phase::stimulus);
    bench.command("first", "e2e.request", retrieval(bench));
    bench.command("second", "e2e.request", retrieval(bench));
  };
  purpose.judge = [](Judge& judge) {
    const std::string first = outcome_of(judge, "first");
    const std::string second = outcome_of(judge, "second");
    const std::string odd = first == "answered" ? second : first;
    judge.check("A1", odd == "answered", "answered", odd);
    const auto sealed = objects(judge, Phase::stimulus);
    const bool differ = sealed.size() >= 2 && sealed.front().iv != sealed.back().iv;
    judge.check("A2", differ, "differ", differ ? "differ" : "the same, or no two objects");
  };
  return purpose;
}

Purpose makes_new_rand_objects() {
  Purpose purpose = originator_purpose(
      "ESP-09-SRC-01", "Each session has new random objects of both ends", {"ESP-09", "ESP-07"});
  purpose.when =
      "when { it sends a protected request, and another when the time of both random "
      "objects is over }";
  purpose.then = "then { the second goes out with another random object at both ends }";
  purpose.failure_means = "A session key comes up again, or lives on.";
  purpose.assertions = {
      given("A1", "ESP-09", kSession, "The first request is answered"),
      must("A2", "ESP-09", kSession, "The originator's random object has another id and value"),
      must("A3",
           "ESP-07",
           kSession,
           "The second request names another random object of the receiver")};
  purpose.stimulus = [](Bench& bench) {
    bench.command("first", "e2e.request", retrieval(bench));
    bench.pass_time(std::chrono::minutes{61});
    bench.phase(Phase::stimulus);
    bench.command("second", "e2e.request", retrieval(bench));
  };
  purpose.judge = [](Judge& judge) {
    answered(judge, "A1", "first");
    const auto before = objects(judge, Phase::preamble);
    const auto after = objects(judge, Phase::stimulus);
    const Json first = before.empty() ? Json() : before.front().header;
    const Json second = after.empty() ? Json() : after.front().header;
    const Json own = member(second, "oro");
    const bool fresh = own.is_object() && member(own, "esri") != member(first, "ori") &&
                       member(own, "esrv") != member(member(first, "oro"), "esrv");
    judge.check("A2", fresh, "another", fresh ? "another" : "the same, or none");
    const bool other =
        !member(second, "rri").is_null() && member(second, "rri") != member(first, "rri");
    judge.check("A3", other, "another", other ? "another" : "the same, or none");
  };
  return purpose;
}

}  // namespace

void add_esprim_originator(std::vector<Purpose>& out) {
  out.push_back(looks_before_it_asks());
  out.push_back(seals_requests());
  out.push_back(believes_authentic_answers());
  out.push_back(uses_each_iv_once());
  out.push_back(makes_new_rand_objects());
}

}  // namespace plumbline::testcases
