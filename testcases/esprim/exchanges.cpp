// Protected requests and their answers: ESP-04, ESP-05, ESP-06.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include "esprim/lists.hpp"
#include "support/compact_object.hpp"
#include "support/esprim.hpp"
#include "support/hosting.hpp"
#include "support/inner_answer.hpp"
#include "support/opening.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"

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
using onem2m::RequestPrimitive;

constexpr const char* kExchange = "TS-0003 8.4.2 steps C.3 to C.11";
constexpr const char* kOuter = "TS-0004 7.6.2, TS-0001 11.4.2";

/// The inner request of variant `operation`, for what arrange() below has made.
RequestPrimitive inner_request(Bench& bench, const Hosting& hosting) {
  const std::string operation = bench.parameter("operation");
  const std::string instance = hosting.container + "/" + bench.unique("i");
  if (operation == "create") {
    return create_instance(hosting.container, "protected on its way");
  }
  if (operation == "update") {
    return update(hosting.container, {{"m2m:cnt", {{"lbl", {"protected"}}}}});
  }
  return operation == "delete" ? remove(instance) : retrieve(instance);
}

int success_of(const std::string& operation) {
  return operation == "create"   ? 2001
         : operation == "update" ? 2004
         : operation == "delete" ? 2002
                                 : 2000;
}

Purpose performs_each_operation() {
  Purpose purpose;
  purpose.id = "ESP-05-HCSE-01";
  purpose.title = "A protected request is performed, and its answer comes back protected";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-05", "ESP-06", "ESP-04"};
  purpose.options = {"esprim"};
  purpose.variants = each("operation", {"create", "retrieve", "update", "delete"});
  purpose.initial_conditions =
      "with { a pairwise key provisioned beforehand, a random object from the CSE and one for it }";
  purpose.when = "when { the source sends a request in an ESPrim Object in a NOTIFY }";
  purpose.then =
      "then { the CSE performs it and answers 2000 with an ESPrim Object of the same session that "
      "holds the answer }";
  purpose.failure_means =
      "The CSE does not derive the same session key, or answers outside the session.";
  purpose.assertions = {
      must("A1", "ESP-05", kOuter, "The outer response is 2000 with Security Info of type 5"),
      must("A2", "ESP-04", "TS-0003 10.3.8.2", "The answer opens with the session key"),
      must("A3", "ESP-06", kExchange, "The request was performed: the inner status says so"),
      must("A4", "ESP-05", kExchange, "The inner answer has the id of the inner request"),
      must("A5",
           "ESP-06",
           "TS-0003 8.4.2 step C.11",
           "Key id and ids of the random objects are those of the session")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    RequestPrimitive instance = create_instance(hosting.container, "there already");
    (*instance.content)["m2m:cin"]["rn"] = bench.unique("i");
    arrange(bench, "host", *hosting.source, std::move(instance));
    const EsprimSession session = arrange_session(bench, *hosting.source);
    RequestPrimitive inner = inner_request(bench, hosting);
    inner.request_id = bench.unique("inner");
    bench.observe("inner rqi", inner.request_id);
    bench.phase(Phase::stimulus);
    exchange_protected(bench, "object", *hosting.source, session, std::move(inner));
  };
  purpose.judge = [](Judge& judge) {
    const Json& content = judge.content("object");
    const bool marked = judge.status("object") == 2000 && content.is_object() &&
                        content.value("m2m:seci", Json::object()).value("sit", 0) == 5;
    judge.check("A1",
                marked,
                "2000, type 5",
                marked ? "2000, type 5" : judge.status_text("object") + ", another content");
    const Json& inner = inner_of(judge, "object");
    const std::string opened = inner.value("opened", "");
    judge.check("A2", opened == "yes", "yes", opened);
    expect_inner_status(judge, "A3", "object", {success_of(judge.parameter("operation"))});
    const bool same_id = inner.value("rqi", Json()) == judge.observation("inner rqi");
    judge.check("A4", same_id, "the same", same_id ? "the same" : "another, or none");
    const std::string session = inner.value("session", "none");
    judge.check("A5", session == "same", "same", session);
  };
  return purpose;
}

Purpose protects_failures_too() {
  Purpose purpose;
  purpose.id = "ESP-05-HCSE-02";
  purpose.title = "That a protected request failed is told inside, not outside";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-05", "ESP-06"};
  purpose.options = {"esprim"};
  purpose.initial_conditions = "with { a session between source and CSE }";
  purpose.when = "when { the source sends a protected request for a resource that is not there }";
  purpose.then = "then { the outer response is 2000 and the inner one 4004 }";
  purpose.failure_means =
      "Whoever is on the way sees how a request fared, or can make the originator believe it.";
  purpose.assertions = {
      must("A1", "ESP-05", kOuter, "The outer response is 2000, whatever the inner one says"),
      must("A2", "ESP-06", kExchange, "The failure is in the ESPrim Object")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    const EsprimSession session = arrange_session(bench, *hosting.source);
    bench.phase(Phase::stimulus);
    exchange_protected(bench,
                       "object",
                       *hosting.source,
                       session,
                       retrieve(hosting.container + "/" + bench.unique("none")));
  };
  purpose.judge = [](Judge& judge) {
    judge.expect_status("A1", "object", {2000});
    expect_inner_status(judge, "A2", "object", {4004});
  };
  return purpose;
}

Purpose serves_further_requests() {
  Purpose purpose;
  purpose.id = "ESP-06-HCSE-01";
  purpose.title = "Further requests of a session need no random object, and each answer is new";
  purpose.role = Role::hcse;
  purpose.requirements = {"ESP-06", "ESP-04"};
  purpose.options = {"esprim"};
  purpose.initial_conditions = "with { a session in which a request was served }";
  purpose.when = "when { the same request comes again, sealed anew, without oro }";
  purpose.then = "then { it is served, and no two answers have the same IV }";
  purpose.failure_means =
      "The CSE forgets the originator's random object, or uses an IV twice under one key.";
  purpose.assertions = {
      given("A1", "ESP-06", kExchange, "The first request is served"),
      must("A2", "ESP-04", "TS-0003 8.4.2 step C.6b", "The CSE has kept the originator's object"),
      must("A3", "ESP-06", "RFC 7518 5.3", "The IVs of the two answers differ")};
  purpose.stimulus = [](Bench& bench) {
    const Hosting hosting = arrange_hosting(bench);
    auto& source = *hosting.source;
    const EsprimSession session = arrange_session(bench, source);
    exchange_protected(bench, "first", source, session, retrieve(hosting.container));
    bench.phase(Phase::stimulus);
    EsprimContent again = protection_of(bench, session, retrieve(hosting.container));
    again.header.originator_object.reset();
    exchange_object(bench, "again", source, session, seal(bench, again));
  };
  purpose.judge = [](Judge& judge) {
    expect_inner_status(judge, "A1", "first", {2000});
    expect_inner_status(judge, "A2", "again", {2000});
    const auto iv_in = [&](const char* label) {
      const Json& content = judge.content(label);
      const Json info = content.is_object() ? content.value("m2m:seci", Json::object()) : Json();
      const std::string object = info.is_object() ? info.value("epo", "") : "";
      constexpr std::size_t kIv = 2;
      return part_of(object, kIv);
    };
    const bool differ = !iv_in("again").empty() && iv_in("first") != iv_in("again");
    judge.check("A3", differ, "differ", differ ? "differ" : "the same, or none");
  };
  return purpose;
}

}  // namespace

void add_esprim_exchanges(std::vector<Purpose>& out) {
  out.push_back(performs_each_operation());
  out.push_back(protects_failures_too());
  out.push_back(serves_further_requests());
}

}  // namespace plumbline::testcases
