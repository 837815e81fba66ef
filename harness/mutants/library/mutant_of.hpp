/// @file
/// How faulty implementations are listed.

#pragma once

#include "plumbline/harness/mutant.hpp"

#include <string>
#include <utility>
#include <vector>

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

/// Mutants of one role whose names begin alike.
class MutantFamily {
 public:
  MutantFamily(std::vector<Mutant>& out, Role role, std::string prefix)
      : out_(out),
        role_(role),
        prefix_(std::move(prefix)) {}

  /// Lists what mutant_of makes of these.
  void add(std::string name,
           std::string description,
           const std::string& target,
           SlotFault fault,
           std::string variant = {}) const {
    out_.push_back(mutant_of(role_,
                             prefix_ + std::move(name),
                             std::move(description),
                             target,
                             std::move(fault),
                             std::move(variant)));
  }

 private:
  std::vector<Mutant>& out_;
  Role role_;
  std::string prefix_;
};

/// A SlotFault::listen: no peer has to authenticate itself.
inline void admitting_everybody(ListenOptions& options) {
  if (options.tls) {
    options.tls->require_client_authentication = false;
  }
}

}  // namespace plumbline::harness
