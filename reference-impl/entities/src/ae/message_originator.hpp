/// @file
/// The AE as one end of end-to-end message authentication.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/entities/ae/ae_policy.hpp"
#include "plumbline/message_auth/end_point.hpp"

#include <utility>

namespace plumbline::entities::ae {

/// Keeps the credentials, the numbers that were used and those that came.
class MessageOriginator {
 public:
  /// `clock` and `random` outlive it.
  MessageOriginator(message_auth::Credentials credentials,
                    message_auth::VerifierConfiguration configuration,
                    const Clock& clock,
                    RandomSource& random,
                    AePolicy& policy)
      : credentials_(std::move(credentials)),
        protector_(credentials_, clock, random, policy.protector_policy()),
        verifier_(std::move(configuration), credentials_, clock, policy.verifier_policy()) {}

  [[nodiscard]] message_auth::EndPoint& end_point() noexcept { return end_point_; }

 private:
  message_auth::Credentials credentials_;
  message_auth::Protector protector_;
  message_auth::Verifier verifier_;
  message_auth::EndPoint end_point_{protector_, verifier_};
};

}  // namespace plumbline::entities::ae
