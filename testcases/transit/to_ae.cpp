// What a CSE brings to an AE at its point of access: MA-08.

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/harness/listening_ae.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include "support/hosting.hpp"
#include "support/parts.hpp"
#include "support/requests.hpp"
#include "support/transit.hpp"
#include "transit/lists.hpp"

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

/// Registers the source with its point of access, where the client may notify it; its address.
std::string register_ae(Bench& bench) {
  auto& admin = bench.peer(Role::tcse, {.who = Who::admin});
  const Json rules = rule("all", kEverything);
  const auto policy =
      arrange(bench,
              "policy",
              admin,
              create(bench.base(),
                     static_cast<std::uint32_t>(onem2m::ResourceType::access_control_policy),
                     {{"m2m:acp", {{"rn", bench.unique("acp")}, {"pv", rules}, {"pvs", rules}}}}));
  const Json ae{{"rn", bench.unique("ae")},
                {"api", "Nplumbline"},
                {"rr", true},
                {"srv", {"3"}},
                {"poa", {bench.listening_ae(Who::source).point_of_access()}},
                {"acpi", {onem2m::text_attribute(policy.response->content, "ri")}}};
  return arrange(bench,
                 "register",
                 bench.peer(Role::tcse, {.who = Who::source}),
                 create(bench.world().cse.cse_name,
                        static_cast<std::uint32_t>(onem2m::ResourceType::ae),
                        {{"m2m:ae", ae}}))
      .address;
}

void judge_delivery(Judge& judge) {
  judge.expect_status("A1", "register", {2001});
  const auto brought = sent_on(judge, Who::source);
  const std::string times = brought.empty() ? "never" : std::to_string(brought.size()) + " times";
  judge.check("A2", brought.size() == 1, "1 times", times);
  const Json arrived = brought.empty() ? Json() : brought.front()->primitive.value("pc", Json());
  expect_same(judge, "A3", judge.observation("notified"), arrived.is_null() ? nullptr : &arrived);
  const bool answered =
      judge.status("notify") == 2000 && judge.content("notify") == judge.observation("answered");
  judge.check("A4",
              answered,
              "2000 with what the AE answered",
              answered ? "2000 with what the AE answered" : judge.status_text("notify"));
}

Purpose reaches_the_ae() {
  Purpose purpose;
  purpose.id = "MA-08-TCSE-06";
  purpose.title =
      "What is sent to an AE reaches it at its point of access, and its answer comes back";
  purpose.role = Role::tcse;
  purpose.requirements = {"MA-08"};
  purpose.options = {"ae-registration"};
  purpose.initial_conditions =
      "with { an AE registered with a point of access, which everybody may notify }";
  purpose.when = "when { another AE notifies it of a protected object }";
  purpose.then =
      "then { the notification arrives there once and unchanged, and what the AE answers comes "
      "back }";
  purpose.failure_means =
      "Security procedures between two AEs ride on notifications: without them none works.";
  const std::string clause = "TS-0001 10.2.10, TR-0012 5.5";
  purpose.assertions = {given("A1", "MA-08", "TS-0001 10.2.2.2", "The AE is registered"),
                        must("A2", "MA-08", clause, "The notification reaches the AE, once"),
                        must("A3", "MA-08", clause, "Its content is what was sent"),
                        must("A4", "MA-08", clause, "The AE's answer comes back")};
  purpose.stimulus = [](Bench& bench) {
    const std::string ae = register_ae(bench);
    const Json answer = security_info(opaque_object(bench));
    bench.listening_ae(Who::source).answer_with([answer](const onem2m::RequestPrimitive& request) {
      return onem2m::respond_with(request, onem2m::Status::ok, answer);
    });
    onem2m::RequestPrimitive notification;
    notification.operation = onem2m::Operation::notify;
    notification.to = ae;
    notification.content = security_info(opaque_object(bench));
    bench.observe("notified", *notification.content);
    bench.observe("answered", answer);
    bench.phase(Phase::stimulus);
    bench.exchange("notify", bench.peer(Role::tcse, {.who = Who::client}), std::move(notification));
  };
  purpose.judge = judge_delivery;
  return purpose;
}

}  // namespace

void add_transit_to_ae(std::vector<Purpose>& out) {
  out.push_back(reaches_the_ae());
}

}  // namespace plumbline::testcases
