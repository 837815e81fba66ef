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
  std::string vectors;    ///< the operation whose valid tests say what is sealed
  /// Which of them.
  std::function<bool(const harness::VectorTest&)> asked;
  /// What the codec is asked for, of such a test.
  std::function<Json(const harness::VectorTest& test)> request;
  /// What the targets make of `out`, the answer to a test.
  std::function<Json(const Json& out, const harness::VectorTest& test)> seen_by_targets;
  /// Whether they see what the test asks for. Takes null, where there was no answer.
  std::function<bool(const Json& seen, const harness::VectorTest& test)> right;
  std::string text;  ///< what must hold, one sentence
  std::string failure_means;
};

[[nodiscard]] harness::Purpose sealed_answers(const SealedAnswers& what);

/// The input of a test without `fixed`, the members that fix what a source makes at random.
[[nodiscard]] std::function<Json(const harness::VectorTest& test)> input_without(
    std::vector<std::string> fixed);

}  // namespace plumbline::testcases
