/// @file
/// Purposes that put known answers of the vector files to a codec.

#pragma once

#include "plumbline/harness/purpose.hpp"
#include "plumbline/harness/vector_file.hpp"

#include <functional>
#include <string>
#include <vector>

namespace plumbline::testcases {

/// One member of the answers, and the requirement that it shows.
struct KnownMember {
  std::string name;  ///< of `out`, e.g. "auth"
  std::string text;  ///< what must hold, one sentence
};

/// A purpose whose assertions are A1, "the codec carries out the operation", and A2, A3 … for
/// `members`.
struct KnownAnswers {
  std::string id;
  std::string title;
  std::string requirement;
  std::string clause;
  std::string operation;  ///< of the exec protocol
  /// Which of the valid tests of the operation are asked.
  std::function<bool(const harness::VectorTest&)> asked;
  std::vector<KnownMember> members;
  std::string failure_means;
};

[[nodiscard]] harness::Purpose known_answers(const KnownAnswers& what);

/// Inputs that a codec has to refuse, and one that it has to take.
struct RefusedAnswers {
  std::string id;
  std::string title;
  std::string requirement;
  std::string clause;
  std::string operation;  ///< of the exec protocol
  /// Which of the invalid tests of the operation are asked.
  std::function<bool(const harness::VectorTest&)> asked;
  /// Which of the valid ones may be the control; the first is.
  std::function<bool(const harness::VectorTest&)> control;
  std::string what;  ///< "JWSs"
  std::string text;  ///< what must hold, one sentence
  std::string failure_means;
};

/// A purpose whose assertions are A1, "one without the fault is taken", and A2, `text`.
[[nodiscard]] harness::Purpose refused_answers(const RefusedAnswers& what);

/// The tests with that flag.
[[nodiscard]] std::function<bool(const harness::VectorTest&)> with_flag(std::string flag);

/// The tests of `operation` that this program was built with and that `chosen` takes.
[[nodiscard]] std::vector<harness::VectorTest> tests_of(
    const std::string& operation, const std::function<bool(const harness::VectorTest&)>& chosen);

/// As tests_of(), for those who cannot do without any.
/// @throws std::logic_error naming the operation when there is none
[[nodiscard]] std::vector<harness::VectorTest> asked_tests(
    const std::string& operation, const std::function<bool(const harness::VectorTest&)>& chosen);

/// The first of asked_tests().
[[nodiscard]] harness::VectorTest first_test(
    const std::string& operation, const std::function<bool(const harness::VectorTest&)>& chosen);

/// "vector-<tcId>": the exchange that asks it.
[[nodiscard]] std::string label_of(const harness::VectorTest& test);

}  // namespace plumbline::testcases
