/// @file
/// What the faulty AEs have in common.

#pragma once

#include "plumbline/harness/mutant.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// An AE whose policy is a `Policy`.
template <typename Policy>
[[nodiscard]] SlotFault faulty_ae() {
  return {.ae_policy = [] { return std::make_unique<Policy>(); }};
}

/// Appends mutants of one role.
class MutantList {
 public:
  MutantList(std::vector<Mutant>& out, Role role) : out_(out), role_(role) {}

  /// @param target "AR-14-CLI-01/A2"
  template <typename Policy>
  void add(std::string_view name, std::string_view description, const std::string& target) {
    const std::size_t slash = target.find('/');
    out_.push_back({.name = std::string{name},
                    .role = role_,
                    .description = std::string{description},
                    .purpose = target.substr(0, slash),
                    .variant = {},
                    .assertion = target.substr(slash + 1),
                    .fault = faulty_ae<Policy>()});
  }

 private:
  std::vector<Mutant>& out_;
  Role role_;
};

}  // namespace plumbline::harness
