#include "support/ae.hpp"

#include "support/hosting.hpp"

#include <utility>

namespace plumbline::testcases {

using harness::Bench;
using harness::Judge;
using harness::UpperTesterAnswer;
using harness::Who;

UpperTesterAnswer host_by(Bench& bench, Commander commander, Json argument) {
  const auto registered =
      (bench.*commander)("register", "e2e.register", {{"resource_name", bench.unique("ae")}});
  if (const std::string address = text_in(registered, "address"); !address.empty()) {
    argument["parent"] = address;
  }
  if (text_at(argument, "resource") == "mgmtObj") {
    argument["node"] = arrange_node(bench);
  }
  return (bench.*commander)("host", "e2e.host", std::move(argument));
}

std::string new_payload(Bench& bench) {
  return "reading " + to_hex(bench.random().bytes(8));
}

Json host_argument(Bench& bench, const std::string& payload, const Json& extra) {
  const auto& world = bench.world();
  Json rules = rule(world.actor(Who::source).absolute, 63);
  rules["acr"].push_back({{"acor", {world.actor(Who::client).absolute}}, {"acop", kRetrieve}});
  Json out{{"container", bench.unique("data")},
           {"targets", {world.actor(Who::source).absolute, world.actor(Who::client).absolute}},
           {"policy", {{"rules", std::move(rules)}}}};
  if (!extra.contains("instances")) {
    out["payload"] = payload;
  }
  out.update(extra, true);
  if (text_at(out, "key_source") == "ke") {
    out["ke"] = world.ke.key_id;
  }
  return out;
}

std::string hosted_address(const UpperTesterAnswer& answer) {
  const Json& out = answer.output;
  if (!out.is_object() || !out.contains("instances") || !out["instances"].is_array() ||
      out["instances"].empty()) {
    return {};
  }
  const Json& first = out["instances"].front();
  return text_at(first, "address");
}

std::string text_in(const UpperTesterAnswer& answer, std::string_view name) {
  if (!answer.output.is_object()) {
    return {};
  }
  const auto at = answer.output.find(name);
  return at != answer.output.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

std::string outcome_of(const Judge& judge, std::string_view label) {
  const Json& out = judge.content(label);
  if (!out.is_object() || !out.contains("outcome") || !out["outcome"].is_string()) {
    return judge.status_text(label);
  }
  const auto outcome = out["outcome"].get<std::string>();
  const bool reasoned = out.contains("reason") && out["reason"].is_string();
  return reasoned ? outcome + ": " + out["reason"].get<std::string>() : outcome;
}

void expect_outcome(Judge& judge,
                    std::string_view assertion,
                    std::string_view label,
                    const std::string& expected) {
  const std::string observed = outcome_of(judge, label);
  const auto* at = judge.response(label);
  judge.check(assertion, observed == expected, expected, observed, at == nullptr ? 0 : at->number);
}

void expect_not_released(Judge& judge, std::string_view assertion, std::string_view label) {
  const std::string observed = outcome_of(judge, label);
  const Json& out = judge.content(label);
  const bool released = out.is_object() && (out.contains("payload") || out.contains("payload_hex"));
  const bool declined = observed.starts_with("refused") || observed.starts_with("failed");
  const auto* at = judge.response(label);
  judge.check(assertion,
              declined && !released,
              "refused, no payload",
              released ? "a payload" : (declined ? "refused, no payload" : observed),
              at == nullptr ? 0 : at->number);
}

}  // namespace plumbline::testcases
