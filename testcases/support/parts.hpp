/// @file
/// Parts that purposes are written from.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <string>
#include <utility>

namespace plumbline::testcases {

/// A precondition: its failure makes the case inconclusive and blames the SUT's configuration.
[[nodiscard]] inline harness::AssertionSpec given(std::string id,
                                                  std::string requirement,
                                                  std::string clause,
                                                  std::string text) {
  return {.id = std::move(id),
          .kind = harness::AssertionKind::precondition,
          .requirement = std::move(requirement),
          .clause = std::move(clause),
          .text = std::move(text),
          .blame = harness::Culprit::sut_configuration};
}

/// A primary assertion: the requirement itself.
[[nodiscard]] inline harness::AssertionSpec must(std::string id,
                                                 std::string requirement,
                                                 std::string clause,
                                                 std::string text) {
  return {.id = std::move(id),
          .kind = harness::AssertionKind::primary,
          .requirement = std::move(requirement),
          .clause = std::move(clause),
          .text = std::move(text),
          .blame = harness::Culprit::sut};
}

}  // namespace plumbline::testcases
