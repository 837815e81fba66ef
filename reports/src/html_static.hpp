#pragma once

#include "plumbline/harness/result.hpp"

#include "reason.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::reports {

/// Text of a result as HTML text: clipped, hidden characters spelt out, escaped.
[[nodiscard]] std::string static_text(std::string_view text);

/// The verdict sentence and the list of what did not pass, for readers without script.
[[nodiscard]] std::string static_part(const harness::CampaignResult& result,
                                      const std::vector<Reason>& reasons);

}  // namespace plumbline::reports
