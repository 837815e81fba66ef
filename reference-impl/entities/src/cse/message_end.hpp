/// @file
/// The CSE as one end of end-to-end message authentication.

#pragma once

#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/message_auth/end_point.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <functional>
#include <memory>
#include <string>

namespace plumbline::entities {

class MessageEnd {
 public:
  /// What comes of a request whose originator was verified.
  using Perform =
      std::function<onem2m::ResponsePrimitive(const message_auth::VerifiedRequest& request)>;

  /// `configuration` has message_credentials; what `ports` refers to outlives the end.
  MessageEnd(const CseConfiguration& configuration, Ports ports, const CsePolicy& policy);

  /// Performs the request inside `outer` and protects its answer. What does not verify is answered
  /// as EndPoint::accept has it, and not performed.
  ///
  /// @source TR-0012 clause 5.5.4 step 3
  [[nodiscard]] onem2m::ResponsePrimitive take(const onem2m::RequestPrimitive& outer,
                                               const Perform& perform);

 private:
  std::string id_;  ///< absolute, of the CSE
  std::shared_ptr<const message_auth::Credentials> credentials_;
  message_auth::Protector protector_;
  message_auth::Verifier verifier_;
  message_auth::EndPoint end_point_{protector_, verifier_};
};

}  // namespace plumbline::entities
