#pragma once

#include "plumbline/harness/catalogue.hpp"
#include "plumbline/harness/result.hpp"

#include <cstddef>
#include <string_view>

/// Campaigns for the tests of the writers: data at rest with a TEF, every verdict among them.
namespace plumbline::reports::sample {

/// A SUT that fails for several reasons, stays inconclusive for one and meets an error of the
/// tester.
[[nodiscard]] harness::CampaignResult mixed_campaign();

/// The same without anything but passes and cases that are not applicable.
[[nodiscard]] harness::CampaignResult good_campaign();

/// `cases` cases, each message with `payload` further characters of what looks like ciphertext.
[[nodiscard]] harness::CampaignResult large_campaign(std::size_t cases, std::size_t payload);

/// mixed_campaign() with `poison` in the place of every text; identities keep something of their
/// own, so that cases stay apart. Only the first `cases` failing ones when that is not 0.
[[nodiscard]] harness::CampaignResult poisoned_campaign(std::string_view poison,
                                                        std::size_t cases = 0);

[[nodiscard]] harness::Catalogue catalogue();

}  // namespace plumbline::reports::sample
