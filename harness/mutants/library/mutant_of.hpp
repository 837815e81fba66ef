/// @file
/// How faulty implementations are listed.

#pragma once

#include "plumbline/harness/mutant.hpp"

#include <string>
#include <utility>

namespace plumbline::harness {

/// An implementation of `role` with `fault`.
/// @param target the assertion that catches it: "AR-13-TEF-01/A3"
/// @param variant text of the variant that shows it; empty: the first
[[nodiscard]] inline Mutant mutant_of(Role role,
                                      std::string name,
                                      std::string description,
                                      const std::string& target,
                                      SlotFault fault,
                                      std::string variant = {}) {
  const std::size_t slash = target.find('/');
  return {.name = std::move(name),
          .role = role,
          .description = std::move(description),
          .purpose = target.substr(0, slash),
          .variant = std::move(variant),
          .assertion = target.substr(slash + 1),
          .fault = std::move(fault)};
}

/// A SlotFault::listen: no peer has to authenticate itself.
inline void admitting_everybody(ListenOptions& options) {
  if (options.tls) {
    options.tls->require_client_authentication = false;
  }
}

}  // namespace plumbline::harness
