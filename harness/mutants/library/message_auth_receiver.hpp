/// @file
/// CSEs that take authenticated messages with other decisions than the reference.

#pragma once

#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/message_auth/protector.hpp"
#include "plumbline/message_auth/verifier_policy.hpp"

#include "library/mutant_of.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace plumbline::harness {

using VerifierPolicies = std::function<std::unique_ptr<message_auth::VerifierPolicy>()>;
using ProtectorPolicies = std::function<std::unique_ptr<message_auth::ProtectorPolicy>()>;

/// The reference CSE with other decisions about messages that arrive.
class DecidesAsVerifier final : public entities::CsePolicy {
 public:
  explicit DecidesAsVerifier(VerifierPolicies policies) : policies_(std::move(policies)) {}

 private:
  [[nodiscard]] std::unique_ptr<message_auth::VerifierPolicy> verifier_policy() const override {
    return policies_();
  }

  VerifierPolicies policies_;
};

/// The same about messages that go back.
class DecidesAsProtector final : public entities::CsePolicy {
 public:
  explicit DecidesAsProtector(ProtectorPolicies policies) : policies_(std::move(policies)) {}

 private:
  [[nodiscard]] std::unique_ptr<message_auth::ProtectorPolicy> protector_policy() const override {
    return policies_();
  }

  ProtectorPolicies policies_;
};

[[nodiscard]] inline SlotFault verifying(VerifierPolicies policies) {
  return {.cse_policy = [policies = std::move(policies)] {
    return std::make_unique<DecidesAsVerifier>(policies);
  }};
}

template <typename Policy>
[[nodiscard]] SlotFault verifying_as() {
  return verifying([] { return std::make_unique<Policy>(); });
}

template <typename Policy>
[[nodiscard]] SlotFault protecting_as() {
  return {.cse_policy = [] {
    return std::make_unique<DecidesAsProtector>([] { return std::make_unique<Policy>(); });
  }};
}

}  // namespace plumbline::harness
