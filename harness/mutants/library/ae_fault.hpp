/// @file
/// What the faulty AEs have in common.

#pragma once

#include "library/mutant_of.hpp"

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
    out_.push_back(
        mutant_of(role_, std::string{name}, std::string{description}, target, faulty_ae<Policy>()));
  }

 private:
  std::vector<Mutant>& out_;
  Role role_;
};

}  // namespace plumbline::harness
