/// @file
/// What the purposes of ESF-Sm sessions have in common.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::testcases {

inline constexpr const char* kSessions = "TR-0012 6.2.2.2.3, 6.2.2.4";
inline constexpr const char* kWords = "for the other end alone";

/// Without stimulus and judge.
[[nodiscard]] inline harness::Purpose session_purpose(std::string id,
                                                      std::string title,
                                                      std::vector<std::string> requirements) {
  harness::Purpose purpose;
  purpose.id = std::move(id);
  purpose.title = std::move(title);
  purpose.role = harness::Role::hcse;
  purpose.requirements = std::move(requirements);
  purpose.options = {"esf-sm"};
  purpose.initial_conditions =
      "with { a CSE that has sessions of ESF-Sm with those whose certificates it knows }";
  return purpose;
}

}  // namespace plumbline::testcases
