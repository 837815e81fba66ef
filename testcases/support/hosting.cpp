#include "support/hosting.hpp"

#include "plumbline/onem2m/resource_type.hpp"

#include "support/requests.hpp"

namespace plumbline::testcases {
namespace {

using harness::Bench;
using harness::Role;
using harness::Who;
using onem2m::ResourceType;

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
  if (rights.far != 0) {
    rules.push_back(
        {{"acor", {harness::message_owner(world, Who::neighbour)}}, {"acop", rights.far}});
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

std::string arrange_node(Bench& bench) {
  const auto own = [&](const onem2m::RequestPrimitive& request) {
    const auto to = bench.ask_own(Role::hcse, Who::admin, request);
    return onem2m::created_address(request, to);
  };
  const std::string base = bench.base();
  const Json everything = rule(bench.world().actor(Who::source).id, kEverything);
  const std::string policy =
      own(create(base,
                 number(ResourceType::access_control_policy),
                 {{"m2m:acp",
                   {{"rn", bench.unique("node-acp")},
                    {"pv", everything},
                    {"pvs", rule(bench.world().actor(Who::admin).id, kEverything)}}}}));
  return own(
      create(base,
             number(ResourceType::node),
             {{"m2m:nod",
               {{"rn", bench.unique("node")}, {"ni", "urn:plumbline:node"}, {"acpi", {policy}}}}}));
}

Hosting arrange_hosting(Bench& bench, const Rights& rights, Role role) {
  auto& admin = bench.peer(role, {.who = Who::admin});
  Hosting out;
  out.source = &bench.peer(role, {.who = Who::source});
  const auto policy = arrange(
      bench,
      "policy",
      admin,
      create(bench.base(), number(ResourceType::access_control_policy), policy_of(bench, rights)));
  out.policy = onem2m::text_attribute(policy.response->content, "ri");
  const auto container =
      arrange(bench,
              "container",
              admin,
              create(bench.base(),
                     number(ResourceType::container),
                     {{"m2m:cnt", {{"rn", bench.unique("container")}, {"acpi", {out.policy}}}}}));
  out.container = container.address;
  return out;
}

onem2m::RequestPrimitive create_instance(const std::string& container,
                                         const std::string& con,
                                         const std::string& cnf) {
  return create(container,
                number(ResourceType::content_instance),
                {{"m2m:cin", {{"cnf", cnf}, {"con", con}}}});
}

onem2m::RequestPrimitive create_named_instance(const Bench& bench,
                                               const Hosting& hosting,
                                               std::string_view stem) {
  onem2m::RequestPrimitive out = create_instance(hosting.container, "protected on its way");
  (*out.content)["m2m:cin"]["rn"] = bench.unique(stem);
  return out;
}

onem2m::RequestPrimitive retrieve_named_instance(const Bench& bench,
                                                 const Hosting& hosting,
                                                 std::string_view stem) {
  return retrieve(hosting.container + "/" + bench.unique(stem));
}

}  // namespace plumbline::testcases
