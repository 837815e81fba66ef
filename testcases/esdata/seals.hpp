/// @file
/// Purposes that ask a codec for esdata/seal, and open what it sealed.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <string>

namespace plumbline::testcases {

/// The known answers with that flag, asked for without what they fix.
struct Sealing {
  std::string id;
  std::string title;
  std::string flag;
  std::string text;  ///< what must hold, one sentence
  std::string failure_means;
};

/// A purpose whose assertions are A1, "the codec carries out esdata/seal", and A2, `text`.
[[nodiscard]] harness::Purpose seals_so_that_it_opens(const Sealing& what);

}  // namespace plumbline::testcases
