/// @file
/// Upper tester commands to AEs, and what their answers say.

#pragma once

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"

#include <string>
#include <string_view>

namespace plumbline::testcases {

/// Argument of e2e.host for one payload of the case that AE-src and AE-cli may both read.
/// @param extra members that differ from the defaults of harness/docs/upper-tester.md
[[nodiscard]] Json host_argument(harness::Bench& bench,
                                 const std::string& payload,
                                 const Json& extra = Json::object());

/// How commands reach an AE: Bench::command or Bench::assist.
using Commander = harness::UpperTesterAnswer (harness::Bench::*)(std::string_view,
                                                                 std::string_view,
                                                                 Json);

/// Tells an AE to register at the CSE ("register") and to host `argument` under its <AE> ("host").
harness::UpperTesterAnswer host_by(harness::Bench& bench, Commander commander, Json argument);

/// A payload that no other case has.
[[nodiscard]] std::string new_payload(harness::Bench& bench);

/// Address of the first instance that an e2e.host answer names; empty when it failed.
[[nodiscard]] std::string hosted_address(const harness::UpperTesterAnswer& answer);

/// Member `name` of `out` when it is a string; empty otherwise.
[[nodiscard]] std::string text_in(const harness::UpperTesterAnswer& answer, std::string_view name);

/// Judge's view of an upper tester answer: "accepted", "refused: authentication_failed", "no
/// answer".
[[nodiscard]] std::string outcome_of(const harness::Judge& judge, std::string_view label);

/// The command under `label` ended with outcome `expected`.
void expect_outcome(harness::Judge& judge,
                    std::string_view assertion,
                    std::string_view label,
                    const std::string& expected);

/// The AE declined by itself or could not go on, and released nothing.
void expect_not_released(harness::Judge& judge, std::string_view assertion, std::string_view label);

}  // namespace plumbline::testcases
