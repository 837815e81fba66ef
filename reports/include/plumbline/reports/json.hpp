/// @file
/// The result and its evidence as files.

#pragma once

#include "plumbline/harness/result.hpp"

#include <string>

namespace plumbline::reports {

/// results.json: UTF-8, indented, ends with a line feed; schema
/// reports/schemas/results.schema.json.
[[nodiscard]] std::string results_json(const harness::CampaignResult& result);

/// The evidence file of one case; schema reports/schemas/evidence.schema.json.
[[nodiscard]] std::string evidence_json(const harness::Evidence& evidence);

}  // namespace plumbline::reports
