/// @file
/// How the faulty TEFs are listed.

#pragma once

#include "plumbline/entities/tef/tef_policy.hpp"
#include "plumbline/harness/mutant.hpp"

#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {

/// A TEF with `fault`.
/// @param target the assertion that catches it: "AR-13-TEF-01/A3"
/// @param variant text of the variant that shows it; empty: the first
[[nodiscard]] inline Mutant tef_with(std::string name,
                                     std::string description,
                                     const std::string& target,
                                     SlotFault fault,
                                     std::string variant = {}) {
  return {.name = std::move(name),
          .role = Role::tef,
          .description = std::move(description),
          .purpose = target.substr(0, target.find('/')),
          .variant = std::move(variant),
          .assertion = target.substr(target.find('/') + 1),
          .fault = std::move(fault)};
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
