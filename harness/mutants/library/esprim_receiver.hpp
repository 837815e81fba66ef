/// @file
/// CSEs that take protected primitives with other decisions than the reference.

#pragma once

#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/esprim/receiver_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "library/esprim_faults.hpp"
#include "library/mutant_of.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {

using ReceiverPolicies = std::function<std::unique_ptr<esprim::ReceiverPolicy>()>;

/// The reference CSE with other decisions about protected primitives.
class DecidesAsReceiver final : public entities::CsePolicy {
 public:
  explicit DecidesAsReceiver(ReceiverPolicies policies) : policies_(std::move(policies)) {}

 private:
  [[nodiscard]] std::unique_ptr<esprim::ReceiverPolicy> esprim_policy() const override {
    return policies_();
  }

  ReceiverPolicies policies_;
};

[[nodiscard]] inline SlotFault deciding(ReceiverPolicies policies) {
  return {.cse_policy = [policies = std::move(policies)] {
    return std::make_unique<DecidesAsReceiver>(policies);
  }};
}

template <typename Policy>
[[nodiscard]] SlotFault deciding_as() {
  return deciding([] { return std::make_unique<Policy>(); });
}

class SkipsTheTag : public esprim::ReceiverPolicy {
  [[nodiscard]] Result<Bytes> open(const esprim::OpenInput& input) override {
    return decrypt_without_tag(input);
  }
};

[[nodiscard]] inline bool carries_object(const onem2m::RequestPrimitive& request) {
  return !security_info_text(request, "epo").empty();
}

}  // namespace plumbline::harness
