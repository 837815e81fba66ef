/// @file
/// Purposes that have a codec seal anew what a known envelope holds. They are for formats in which
/// no seal is like another, so that esdata/seal has no known answers.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <string>
#include <vector>

namespace plumbline::testcases {

/// The known answers of esdata/open with that flag; what made each of their envelopes stands in
/// them, as `seal` of `intermediates`.
struct Resealing {
  std::string id;
  std::string title;
  std::string flag;
  /// What has to be as it is known: members of the answer of esdata/open, or "content_info".
  std::vector<std::string> members;
  std::string text;  ///< what must hold, one sentence
  std::string failure_means;
  std::string clause;
};

/// A purpose whose assertions are A1, "the codec carries out esdata/seal", and A2, `text`.
[[nodiscard]] harness::Purpose seals_anew(const Resealing& what);

}  // namespace plumbline::testcases
