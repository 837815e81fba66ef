#pragma once

#include "plumbline/harness/result.hpp"

#include <cstddef>
#include <string>

namespace plumbline::reports {

/// The verdict of a run as a sentence, the same on the terminal and on the page.
struct Headline {
  std::string state;     ///< "pass", "fail" or "inconclusive"
  std::string words;     ///< "Conforms"
  std::string sentence;  ///< "All 412 applicable cases pass."
};

/// @param reasons number of reasons why cases did not pass
[[nodiscard]] Headline headline_of(const harness::CampaignResult& result, std::size_t reasons);

}  // namespace plumbline::reports
