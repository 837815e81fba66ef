/// @file
/// How the faulty TEFs are listed.

#pragma once

#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/mutant_of.hpp"

#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {

/// A TEF with `fault`; the rest as mutant_of().
[[nodiscard]] inline Mutant tef_with(std::string name,
                                     std::string description,
                                     const std::string& target,
                                     SlotFault fault,
                                     std::string variant = {}) {
  return mutant_of(Role::tef,
                   std::move(name),
                   std::move(description),
                   target,
                   std::move(fault),
                   std::move(variant));
}

/// A TEF that decides as `Policy` does.
template <typename Policy>
[[nodiscard]] Mutant tef_that(std::string name,
                              std::string description,
                              const std::string& target,
                              std::string variant = {}) {
  return tef_with(std::move(name),
                  std::move(description),
                  target,
                  {.tef_policy = [] { return std::make_unique<Policy>(); }},
                  std::move(variant));
}

}  // namespace plumbline::harness
