/// @file
/// The decisions of an initiating end-point, each one function.

#pragma once

#include "plumbline/escertke/policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>

namespace plumbline::escertke {

struct InitiatorConfiguration {
  EndPointConfiguration end_point;
  std::string from;  ///< From of the requests, in a form that the terminating end-point resolves
};

class InitiatorPolicy : public Policy {
 public:
  /// The TLS records in an answer.
  ///
  /// @source TS-0003 clause 8.7.2; TS-0004 clause 7.5.1.2.12
  /// @return Errc::not_permitted for any status but 2xxx; as flight_in.
  [[nodiscard]] virtual Result<Bytes> flight_of(const onem2m::ResponsePrimitive& answer) const;

  /// Last look at a request; the reference changes nothing.
  virtual void prepare(onem2m::RequestPrimitive& request) const;
};

}  // namespace plumbline::escertke
