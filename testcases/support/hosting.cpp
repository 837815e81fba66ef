#include "support/hosting.hpp"

#include "plumbline/onem2m/resource_type.hpp"

#include "support/requests.hpp"

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Outcome;
using harness::Role;
using harness::Who;
using onem2m::ResourceType;

constexpr unsigned kEverything = 63;

std::uint32_t number(ResourceType type) {
  return static_cast<std::uint32_t>(type);
}

Json policy_of(Bench& bench, const Rights& rights) {
  const auto& world = bench.world();
  Json rules = Json::array({{{"acor", {world.actor(Who::admin).id}}, {"acop", kEverything}}});
  if (rights.source != 0) {
    rules.push_back({{"acor", {world.actor(Who::source).id}}, {"acop", rights.source}});
  }
  if (rights.client != 0) {
    rules.push_back({{"acor", {world.actor(Who::client).id}}, {"acop", rights.client}});
  }
  return {{"m2m:acp",
           {{"rn", bench.unique("acp")},
            {"pv", {{"acr", std::move(rules)}}},
            {"pvs", rule(world.actor(Who::admin).id, kEverything)}}}};
}

}  // namespace

Json rule(const std::string& originator, unsigned operations) {
  return {{"acr", {{{"acor", {originator}}, {"acop", operations}}}}};
}

std::string address_of(const Outcome& created, const std::string& parent) {
  if (!created.succeeded()) {
    return {};
  }
  const Json& content = created.content();
  if (content.is_object() && !content.empty() && content.front().is_object()) {
    const std::string name = content.front().value("rn", "");
    if (!name.empty()) {
      return parent + "/" + name;
    }
  }
  return created.response->created_uri.value_or("");
}

Hosting arrange_hosting(Bench& bench, const Rights& rights) {
  auto& admin = bench.peer(Role::hcse, {.who = Who::admin});
  Hosting out;
  out.source = &bench.peer(Role::hcse, {.who = Who::source});
  const auto policy = bench.exchange(
      "policy",
      admin,
      create(bench.base(), number(ResourceType::access_control_policy), policy_of(bench, rights)));
  const Json& made = policy.content();
  out.policy = made.is_object() && !made.empty() ? made.front().value("ri", "") : "";
  const auto container = bench.exchange(
      "container",
      admin,
      create(bench.base(),
             number(ResourceType::container),
             {{"m2m:cnt", {{"rn", bench.unique("container")}, {"acpi", {out.policy}}}}}));
  out.container = address_of(container, bench.base());
  return out;
}

onem2m::RequestPrimitive create_instance(const std::string& container,
                                         const std::string& con,
                                         const std::string& cnf) {
  return create(container,
                number(ResourceType::content_instance),
                {{"m2m:cin", {{"cnf", cnf}, {"con", con}}}});
}

}  // namespace plumbline::testcases
