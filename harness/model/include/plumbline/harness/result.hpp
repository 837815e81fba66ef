/// @file
/// The one result model that every report is written from.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/harness/verdict.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::harness {

/// The six lines that tell a failure.
struct Story {
  std::string requirement;  ///< "AR-06  every registration expires (TR-0012 7.3.1 step 4c)"
  std::string sent;         ///< "M7  RETRIEVE /-/0A1B after its expiry"
  std::string expected;
  std::string got;
  std::string where;
  std::string again;  ///< the command that runs this case again
};

struct CaseResult {
  std::string id;  ///< "<purpose>.<binding>.<variant>"
  std::string purpose;
  std::string title;
  Role role{};
  std::string binding;
  std::string variant;
  std::vector<std::string> requirements;
  Verdict verdict = Verdict::none;
  Culprit culprit = Culprit::none;
  std::string reason;  ///< why inconclusive, error or not applicable; empty otherwise
  std::vector<std::string> culprit_reasons;  ///< "reference passes", "control accepted" …
  std::vector<AssertionResult> assertions;
  Story story;  ///< of a non-pass
  std::int64_t duration_us = 0;
  std::vector<std::string> left_behind;      ///< what could not be removed from the SUT
  std::vector<std::string> deviations;       ///< declared ones in which the SUT was met
  std::string evidence_file;                 ///< relative to the report folder; empty: not kept
  std::shared_ptr<const Evidence> evidence;  ///< while in memory
};

struct Summary {
  std::size_t pass = 0, fail = 0, inconclusive = 0, error = 0, not_applicable = 0;
};

struct SutInfo {
  std::string name;
  std::string version;
  std::string vendor;
  std::vector<std::string> roles;  ///< slots that it fills; empty: the embedded reference in all
};

/// A way in which its maker declared the SUT to differ from the standard.
struct DeclaredDeviation {
  std::string role;       ///< "HCSE"
  std::string name;       ///< "response-without-rvi"
  std::string text;       ///< one sentence
  std::size_t cases = 0;  ///< that needed it; 0: the declaration was never needed
};

struct CampaignResult {
  std::string tool_version;
  SutInfo sut;
  std::string seed;     ///< 16 hex digits
  std::string started;  ///< RFC 3339, UTC
  std::string command;  ///< to run the campaign again
  double seconds = 0;
  bool partial = false;  ///< interrupted or stopped at the first failure
  std::size_t planned = 0;
  std::vector<std::string> notes;  ///< preflight findings …
  std::vector<DeclaredDeviation> dialect;
  std::vector<CaseResult> cases;  ///< in planned order

  [[nodiscard]] Summary summary() const;
  /// 0 all good, 1 a case failed, was inconclusive or in error.
  [[nodiscard]] int exit_code() const;
};

/// results.json, schema reports/schemas/results.schema.json.
[[nodiscard]] Json to_json(const CampaignResult& result);
[[nodiscard]] Result<CampaignResult> campaign_from_json(const Json& value);

}  // namespace plumbline::harness
