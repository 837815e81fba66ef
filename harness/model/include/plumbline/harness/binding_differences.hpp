/// @file
/// What one system under test does differently from binding to binding. A test purpose says the
/// same of each, so every difference is worth a look, also where no verdict is bad.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/result.hpp"

#include <string>
#include <vector>

namespace plumbline::harness {

/// What a case showed over one binding.
struct BindingOutcome {
  std::string binding;
  Verdict verdict = Verdict::none;
  /// "A2: 4103" of each assertion that does not come out the same over all bindings, as observed.
  std::vector<std::string> showed;
};

struct BindingDifference {
  std::string purpose;
  std::string variant;
  std::vector<BindingOutcome> bindings;  ///< each that the case ran over, in the order of the cases
};

/// Cases of one purpose and variant whose verdicts, or outcomes of assertions, differ between
/// bindings; in the order of the cases. A case that is not applicable takes no part.
[[nodiscard]] std::vector<BindingDifference> binding_differences(
    const std::vector<CaseResult>& cases);

/// [{purpose, variant, bindings: [{binding, verdict, showed}]}].
[[nodiscard]] Json to_json(const std::vector<BindingDifference>& differences);

/// "http pass, coap fail (A2: 4103)": one line for a person.
[[nodiscard]] std::string text_of(const BindingDifference& difference);

}  // namespace plumbline::harness
