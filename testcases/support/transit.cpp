#include "support/transit.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/security_info.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "support/hosting.hpp"
#include "support/requests.hpp"

#include <chrono>
#include <utility>

namespace plumbline::testcases {

using harness::Bench;
using harness::Judge;
using harness::Message;
using harness::Purpose;
using harness::Role;
using harness::Who;

namespace {

/// A registration that an interrupted run leaves behind is gone before long.
constexpr std::chrono::minutes kLifetime{5};

bool is_about_the_same(const Message& message, const Json& request) {
  const auto same = [&](const char* member) {
    const Json none;
    return message.primitive.value(member, none) == request.value(member, none);
  };
  return message.primitive.is_object() && same("to") && same("op");
}

std::vector<const Message*> all_sent_on_for(const Judge& judge, std::string_view label) {
  std::vector<const Message*> out;
  const Message* const near = judge.request(label);
  for (const Message* message : sent_on(judge)) {
    if (near != nullptr && message->number > near->number && message->phase == near->phase &&
        is_about_the_same(*message, near->primitive)) {
      out.push_back(message);
    }
  }
  return out;
}

}  // namespace

Purpose transit_purpose(std::string id, std::string title, std::vector<std::string> requirements) {
  Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = Role::tcse;
  purpose.requirements = std::move(requirements);
  purpose.initial_conditions =
      "with { a neighbouring CSE registered at the transit CSE with a point of access, and an AE "
      "registered at the neighbour }";
  return purpose;
}

onem2m::RequestPrimitive registration_of(Bench& bench,
                                         Who who,
                                         const std::vector<std::string>& points_of_access) {
  constexpr unsigned kInfrastructureNode = 1;
  const harness::Actor& actor = bench.world().actor(who);
  const Json attributes{{"rn", actor.id.substr(1)},
                        {"et", onem2m::to_timestamp(bench.now() + kLifetime)},
                        {"cst", kInfrastructureNode},
                        {"csi", actor.id},
                        {"cb", actor.absolute + "/cse"},
                        {"rr", true},
                        {"poa", points_of_access},
                        {"srv", {"2a", "3"}}};
  return create(bench.world().cse.cse_name,
                static_cast<std::uint32_t>(onem2m::ResourceType::remote_cse),
                {{"m2m:csr", attributes}});
}

Transit arrange_transit(Bench& bench, Who who, std::vector<std::string> points_of_access) {
  Transit out;
  out.far = &bench.far(who);
  out.source = &bench.peer(Role::tcse, {.who = Who::source});
  out.neighbour = &bench.peer(Role::tcse, {.who = who});
  if (points_of_access.empty()) {
    points_of_access = {out.far->point_of_access()};
  }
  out.registration =
      arrange(bench, "register", *out.neighbour, registration_of(bench, who, points_of_access))
          .address;
  return out;
}

std::string opaque_object(Bench& bench) {
  const auto part = [&](std::size_t octets) { return to_base64url(bench.random().bytes(octets)); };
  const std::string header = R"({"alg":"dir","enc":"A256GCM","kid":")" +
                             to_upper_hex(bench.random().bytes(16)) + "@" + bench.world().tef_fqdn +
                             "\"}";
  return to_base64url(as_bytes(header)) + ".." + part(12) + "." + part(48) + "." + part(16);
}

Json security_info(const std::string& object) {
  return onem2m::to_content({.type = onem2m::SecurityInfoType::esprim_object, .value = object});
}

onem2m::RequestPrimitive notify_far_ae(const Transit& transit, const std::string& object) {
  onem2m::RequestPrimitive out;
  out.operation = onem2m::Operation::notify;
  out.to = transit.far->ae();
  out.content = security_info(object);
  return out;
}

onem2m::RequestPrimitive host_far(const Transit& transit, const std::string& object) {
  return create_instance(transit.far->container(), object, "application/jose:0:1");
}

std::vector<const Message*> sent_on(const Judge& judge, Who who) {
  return judge.requests(harness::name_of(Role::tcse), harness::name_of(who));
}

std::string times_sent_on(const Judge& judge, std::string_view label) {
  const std::size_t count = all_sent_on_for(judge, label).size();
  if (count < 2) {
    return count == 0 ? "never" : "once";
  }
  return std::to_string(count) + " times";
}

const Message* sent_on_for(const Judge& judge, std::string_view label) {
  const auto all = all_sent_on_for(judge, label);
  return all.empty() ? nullptr : all.front();
}

void expect_same(Judge& judge, std::string_view assertion, const Json& in, const Json* out) {
  const bool same = out != nullptr && *out == in;
  judge.check(assertion,
              same,
              "as it came in",
              same ? "as it came in" : (out == nullptr ? "nothing" : "something else"));
}

void expect_not_sent_on(Judge& judge, std::string_view assertion, std::string_view label) {
  const std::string times = times_sent_on(judge, label);
  judge.check(assertion, times == "never", "never", times);
}

}  // namespace plumbline::testcases
