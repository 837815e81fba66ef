/// @file
/// A hostile node on the way between an AE and its CSE, as purposes use it.

#pragma once

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/hostile_transit.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/harness/purpose.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::testcases {

/// One variant for each misdeed, parameter "misdeed".
[[nodiscard]] std::vector<harness::Variant> each_misdeed(
    const std::vector<harness::Misdeed>& misdeeds);

/// The misdeed of the variant.
[[nodiscard]] harness::Misdeed misdeed_of(const harness::Bench& bench);

/// Takes the node away and records whether it did what it was to do.
void clear_the_way(harness::Bench& bench);

/// A precondition: the misdeed happened. One that did not shows nothing.
[[nodiscard]] harness::AssertionSpec happened(std::string id, std::string requirement);
void expect_happened(harness::Judge& judge, std::string_view assertion);

/// Two instances, "first" and "second", of which the client may open both.
[[nodiscard]] Json two_instances(harness::Bench& bench);

/// Address of the instance at `index` that an e2e.host answer names; empty when there is none.
[[nodiscard]] std::string instance_address(const harness::UpperTesterAnswer& answer,
                                           std::size_t index);

}  // namespace plumbline::testcases
