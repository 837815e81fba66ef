#include "support/hostile.hpp"

#include "support/ae.hpp"
#include "support/parts.hpp"

#include <stdexcept>
#include <utility>

namespace plumbline::testcases {

using harness::Bench;
using harness::Judge;
using harness::Misdeed;
using harness::Role;
using harness::UpperTesterAnswer;

std::vector<harness::Variant> each_misdeed(const std::vector<Misdeed>& misdeeds) {
  std::vector<harness::Variant> out;
  for (const Misdeed misdeed : misdeeds) {
    out.push_back({{"misdeed", std::string{name_of(misdeed)}}});
  }
  return out;
}

Misdeed misdeed_of(const Bench& bench) {
  const auto misdeed = harness::misdeed_named(bench.parameter("misdeed"));
  if (!misdeed) {
    throw std::logic_error{"the variant names no misdeed"};
  }
  return *misdeed;
}

void clear_the_way(Bench& bench) {
  bench.observe("misdeeds left", bench.clear_the_way(Role::hcse));
}

harness::AssertionSpec happened(std::string id, std::string requirement) {
  harness::AssertionSpec out =
      given(std::move(id), std::move(requirement), "TR-0012 5.5", "The misdeed happened");
  out.blame = harness::Culprit::tester;
  return out;
}

void expect_happened(Judge& judge, std::string_view assertion) {
  const Json& left = judge.observation("misdeeds left");
  const bool all = left.is_array() && left.empty();
  judge.check(assertion, all, "it happened", all ? "it happened" : "there was nothing to do it to");
}

Json two_instances(Bench& bench) {
  const Json instances{{{"payload", new_payload(bench)}, {"name", "first"}},
                       {{"payload", new_payload(bench)}, {"name", "second"}}};
  return host_argument(bench, {}, {{"instances", instances}, {"protection", "aead"}});
}

std::string instance_address(const UpperTesterAnswer& answer, std::size_t index) {
  const Json& out = answer.output;
  const bool there = out.is_object() && out.contains("instances") &&
                     out.at("instances").is_array() && out.at("instances").size() > index;
  return there ? text_at(out.at("instances").at(index), "address") : std::string{};
}

}  // namespace plumbline::testcases
