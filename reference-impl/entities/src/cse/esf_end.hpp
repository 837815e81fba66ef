/// @file
/// The CSE as terminating end-point of ESF-Sm, for target data classes 1 and 2.

#pragma once

#include "plumbline/entities/cse/cse_configuration.hpp"
#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/esf_sm/terminator.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "outcome.hpp"

#include <functional>
#include <memory>
#include <string>

namespace plumbline::entities {

/// Whether the Content is an envelope of the End-to-End Security Framework, or tries to be.
[[nodiscard]] bool carries_envelope(const onem2m::RequestPrimitive& request);

class EsfEnd {
 public:
  /// What comes of a request whose originator the session proves.
  using Perform = std::function<onem2m::ResponsePrimitive(const onem2m::RequestPrimitive& request)>;

  /// `configuration` has esf_sm; `policy` and what `ports` refers to outlive the end.
  /// @throws boost::outcome's bad access for a credential that channel::make_dtls_context does not
  ///         take
  EsfEnd(const CseConfiguration& configuration, Ports ports, const CsePolicy& policy);

  /// A NOTIFY of `originator` (absolute id) to the CSEBase: handshake and alerts of either class,
  /// or a whole request (class 1), which is performed and whose answer goes back in the session.
  /// Refused with 4000 for what does not parse, with 4106 and one text for whatever else is wrong;
  /// an alert goes along.
  ///
  /// @source TR-0012 clauses 6.2.2.4, 6.2.3.1
  [[nodiscard]] onem2m::ResponsePrimitive take(const onem2m::RequestPrimitive& outer,
                                               const std::string& originator,
                                               const Perform& perform);

  /// Class 2: the request of `originator` with its own Content and Resource Type. Refused as above.
  ///
  /// @source TR-0012 clause 6.2.3.2.3
  [[nodiscard]] Outcome<onem2m::RequestPrimitive> restore(const onem2m::RequestPrimitive& treated,
                                                          const std::string& originator);

  /// Class 2: the response with its Content, where it has one, in an envelope of the session that
  /// the request came in; 5000 where that cannot be.
  ///
  /// @source TR-0012 clause 6.2.3.2.2
  [[nodiscard]] onem2m::ResponsePrimitive treat(const onem2m::RequestPrimitive& request,
                                                onem2m::ResponsePrimitive response,
                                                const std::string& originator);

 private:
  [[nodiscard]] onem2m::ResponsePrimitive perform_whole(const onem2m::RequestPrimitive& outer,
                                                        ByteView target_data,
                                                        const std::string& originator,
                                                        const Perform& perform) const;
  /// Target data for `originator`; 5000 where the session has ended, or does not take it.
  [[nodiscard]] Outcome<esf_sm::Envelope> seal(const std::string& originator,
                                               int target_data_class,
                                               ByteView target_data);

  onem2m::NodeIdentity identity_;
  const CsePolicy& policy_;
  esf_sm::Terminator terminator_;
};

}  // namespace plumbline::entities
