#include "preflight/preflight.hpp"

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"
#include "plumbline/testcases/purposes.hpp"

#include "support/requests.hpp"

#include <cstdlib>
#include <string>

namespace plumbline::testcases {
namespace {

using harness::AssertionKind;
using harness::Bench;
using harness::Culprit;
using harness::Judge;
using harness::Purpose;
using harness::Role;
using harness::Who;

constexpr std::int64_t kTolerableSkew = 2000;  // milliseconds; expiry cases use two-second lives

// Milliseconds by which the creation time in `content` is ahead of the tester's clock.
std::optional<std::int64_t> skew_in(const Json& content, TimePoint now) {
  const auto created = onem2m::from_timestamp(onem2m::text_attribute(content, "ct"));
  if (!created) {
    return std::nullopt;
  }
  return (created.value() - now).count();
}

void judge_control(Judge& judge, int accepted) {
  judge.expect_status("A1", "control", {accepted});
  if (judge.status("control") == accepted) {
    const Json& skew = judge.observation("clock skew in ms");
    // Timestamps have whole seconds, so one more may hide in the rounding.
    const std::int64_t off = skew.is_number() ? skew.get<std::int64_t>() : 0;
    const bool close = skew.is_number() && std::abs(off) <= kTolerableSkew + 1000;
    const std::string seconds = std::to_string(std::abs(off) / 1000) + " s ";
    judge.check("A2",
                close,
                "within 2 s",
                !skew.is_number() ? "no creation time in UTC"
                : close           ? "within 2 s"
                                  : seconds + (off > 0 ? "ahead" : "behind"));
  }
}

Purpose control_of(Role role, std::string id, std::string title) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = role;
  purpose.assertions = {{.id = "A1",
                         .kind = AssertionKind::precondition,
                         .requirement = "",
                         .clause = "",
                         .text = "The positive control is accepted",
                         .blame = Culprit::sut_configuration},
                        {.id = "A2",
                         .kind = AssertionKind::precondition,
                         .requirement = "",
                         .clause = "",
                         .text = "Its clock agrees with the tester's",
                         .blame = Culprit::environment}};
  return purpose;
}

Purpose tef_control() {
  Purpose purpose = control_of(
      Role::tef, "PF-TEF-01", "The TEF is reached, knows the source, and registers a credential");
  purpose.stimulus = [](Bench& bench) {
    const auto key = bench.secret(32, "credential key");
    const auto outcome = bench.exchange(
        "control", bench.peer(Role::tef, {.who = Who::source}), register_key(bench, key));
    if (const auto skew = skew_in(outcome.content(), bench.now())) {
      bench.observe("clock skew in ms", *skew);
    }
  };
  purpose.judge = [](Judge& judge) { judge_control(judge, 2001); };
  return purpose;
}

Purpose hcse_control() {
  Purpose purpose =
      control_of(Role::hcse,
                 "PF-HCSE-01",
                 "The CSE is reached, knows the administrator, and hosts a container");
  purpose.stimulus = [](Bench& bench) {
    auto& admin = bench.peer(Role::hcse, {.who = Who::admin});
    const auto base = bench.exchange("base", admin, retrieve(bench.world().cse.cse_name));
    if (base.content().is_object() && base.content().contains("m2m:cb")) {
      bench.observe(std::string{kSupportedTypes}, base.content().at("m2m:cb").value("srt", Json{}));
    }
    const auto outcome =
        bench.exchange("control",
                       admin,
                       create(bench.base(),
                              static_cast<std::uint32_t>(onem2m::ResourceType::container),
                              {{"m2m:cnt", {{"rn", bench.unique("preflight")}}}}));
    if (const auto skew = skew_in(outcome.content(), bench.now())) {
      bench.observe("clock skew in ms", *skew);
    }
  };
  purpose.judge = [](Judge& judge) { judge_control(judge, 2001); };
  return purpose;
}

Purpose ae_control() {
  Purpose purpose = control_of(
      Role::ae_src, "PF-AE-01", "The AE answers its upper tester and takes a configuration");
  purpose.assertions.pop_back();
  purpose.stimulus = [](Bench& bench) { bench.command("control", "e2e.status", Json::object()); };
  purpose.judge = [](Judge& judge) { judge.expect_status("A1", "control", {2000}); };
  return purpose;
}

}  // namespace

std::vector<std::uint32_t> types_needed_for(std::string_view option) {
  using onem2m::ResourceType;
  constexpr auto kFlexContainer = static_cast<std::uint32_t>(ResourceType::flex_container);
  if (option == "protected-mgmt-obj") {
    return {static_cast<std::uint32_t>(ResourceType::mgmt_obj),
            static_cast<std::uint32_t>(ResourceType::node)};
  }
  if (option == "child-resource-form" || option == "acp-integrity") {
    return {kFlexContainer};
  }
  return {};
}

void add_preflight(std::vector<Purpose>& out) {
  out.push_back(tef_control());
  out.push_back(hcse_control());
  out.push_back(ae_control());
}

}  // namespace plumbline::testcases
