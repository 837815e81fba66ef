/// @file
/// What a judge sees and says. Pure: evidence in, assertions out.

#pragma once

#include "plumbline/harness/evidence.hpp"
#include "plumbline/harness/purpose.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

struct AssertionResult {
  std::string id;  ///< "A2"; with its purpose "AR-04-TEF-01/A2"
  AssertionKind kind{};
  std::string requirement;
  std::string clause;
  std::string text;
  Culprit blame{};
  bool holds = false;
  std::string expected;
  std::string observed;  ///< depends on the SUT's behaviour only: no time, port or random value
  int message = 0;       ///< where it was seen; 0: nowhere in particular
};

class Judge {
 public:
  Judge(const Purpose& purpose, const Evidence& evidence);

  /// The variant parameter `name`; empty when the purpose has none of that name.
  [[nodiscard]] std::string parameter(std::string_view name) const;

  [[nodiscard]] const Evidence& evidence() const noexcept { return evidence_; }

  /// The request and the response of the exchange that the stimulus labelled; null when missing.
  [[nodiscard]] const Message* request(std::string_view label) const;
  [[nodiscard]] const Message* response(std::string_view label) const;
  /// Response Status Code of that exchange; 0 when no response was recorded.
  [[nodiscard]] int status(std::string_view label) const;
  /// "4103", or why there is none: "no answer", "connection refused", "closed without an answer".
  [[nodiscard]] std::string status_text(std::string_view label) const;
  /// Content (pc) of the response; null JSON when missing.
  [[nodiscard]] const Json& content(std::string_view label) const;
  /// Value of the last observation `name`; null JSON when missing.
  [[nodiscard]] const Json& observation(std::string_view name) const;
  /// Requests recorded from lane `from` to lane `to`, in order, whatever their label.
  [[nodiscard]] std::vector<const Message*> requests(std::string_view from,
                                                     std::string_view to) const;
  [[nodiscard]] const Message* response_to(const Message& request) const;

  /// Says whether assertion `id` holds. Each declared assertion is said exactly once.
  void check(
      std::string_view id, bool holds, std::string expected, std::string observed, int message = 0);

  // --- common checks ----------------------------------------------------------------------------
  /// Status of `label` is one of `accepted`, e.g. {2001}.
  void expect_status(std::string_view id, std::string_view label, std::vector<int> accepted);
  /// The exchange was refused: a 4xxx or 5xxx answer.
  void expect_refused(std::string_view id, std::string_view label);
  /// The exchange did not succeed: a refusal, or no answer at all, as where the handshake itself is
  /// refused. Only for exchanges whose twin succeeds in the same case.
  void expect_no_success(std::string_view id, std::string_view label);

  [[nodiscard]] const std::vector<AssertionResult>& results() const noexcept { return results_; }

 private:
  [[nodiscard]] bool evidence_has(std::string_view label) const;

  const Purpose& purpose_;
  const Evidence& evidence_;
  std::vector<AssertionResult> results_;
};

struct Judgement {
  Verdict verdict = Verdict::none;
  Culprit culprit = Culprit::none;
  std::vector<AssertionResult> assertions;
  std::string reason;  ///< for error and inconclusive: one sentence
};

/// Runs the judge of `purpose` on `evidence`. A judge that throws, says an undeclared assertion, or
/// leaves one unsaid while its preconditions hold, yields verdict error, culprit tester.
[[nodiscard]] Judgement judge(const Purpose& purpose, const Evidence& evidence);

}  // namespace plumbline::harness
