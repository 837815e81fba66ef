/// @file
/// Purposes that ask a codec to seal, and open what it sealed: no spelling is asked for.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/purpose.hpp"
#include "plumbline/harness/vector_file.hpp"

#include <functional>
#include <string>
#include <vector>

namespace plumbline::testcases {

/// A purpose whose assertions are A1, "the codec carries out the operation", and A2, `text`.
struct SealedAnswers {
  std::string id;  ///< the requirement, then "-CODEC-", then a number
  std::string title;
  std::string clause;
  std::string operation;  ///< of the exec protocol
  /// Which of the valid tests of the operation are asked.
  std::function<bool(const harness::VectorTest&)> asked;
  std::vector<std::string> fixed;  ///< members of `in` that fix what a source makes at random
  /// What the targets make of `out`, the answer to a test.
  std::function<Json(const Json& out, const harness::VectorTest& test)> seen_by_targets;
  /// Whether they see what the test asks for. Takes null, where there was no answer.
  std::function<bool(const Json& seen, const harness::VectorTest& test)> right;
  std::string text;  ///< what must hold, one sentence
  std::string failure_means;
};

[[nodiscard]] harness::Purpose sealed_answers(const SealedAnswers& what);

}  // namespace plumbline::testcases
