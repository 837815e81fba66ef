/// @file
/// Purposes that give a codec ESData envelopes to open, or to refuse.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include "support/known_answers.hpp"

#include <string>
#include <vector>

namespace plumbline::testcases {

/// The known answers of esdata/open with that flag.
struct Opening {
  std::string id;
  std::string title;
  std::string flag;
  std::vector<KnownMember> members;
  std::string failure_means;
  std::string clause = "TS-0003 table 8.5.2.1-1";
};

/// A purpose whose assertions are A1, "the codec carries out esdata/open", and A2, A3 … for the
/// members.
[[nodiscard]] harness::Purpose opens(const Opening& what);

/// Envelopes with both flags are refused; one with the flag `control` is opened.
struct Refusing {
  std::string id;
  std::string title;
  std::string flag;
  std::string also;  ///< empty: `flag` alone counts
  std::string control;
  std::string text;  ///< what must hold, one sentence
  std::string failure_means;
  std::string clause = "TS-0003 8.5.2";
};

/// A purpose whose assertions are A1, "one without the fault is taken", and A2, `text`.
[[nodiscard]] harness::Purpose refuses(const Refusing& what);

}  // namespace plumbline::testcases
