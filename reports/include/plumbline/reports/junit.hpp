/// @file
/// JUnit XML in the subset that every CI system accepts.

#pragma once

#include "plumbline/harness/result.hpp"

#include <string>

namespace plumbline::reports {

/// One suite per procedure and role ("AR.TEF"), one testcase per case. fail → failure; inconclusive
/// and error → error, so that a CI turns red on both; not applicable → skipped. Characters that
/// XML 1.0 has no form for are removed. Schema reports/schemas/junit.xsd.
[[nodiscard]] std::string junit_report(const harness::CampaignResult& result);

}  // namespace plumbline::reports
