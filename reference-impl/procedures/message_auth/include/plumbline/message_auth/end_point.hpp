/// @file
/// One end of message authentication, without sockets: inner primitives in and out of outer ones.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/message_auth/protector.hpp"
#include "plumbline/message_auth/verifier.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>
#include <variant>

namespace plumbline::message_auth {

/// Whether the content is a protected message, {"e2e:ma":{"env":…}} (our choice), or tries to be.
[[nodiscard]] bool is_protected(const onem2m::RequestPrimitive& outer);

/// The request inside, or what to do first, or what to send back.
using Receipt = std::variant<VerifiedRequest, CredentialNeeded, onem2m::ResponsePrimitive>;

/// The response inside, or what to do first, or why the outer one is thrown away.
using Answer = std::variant<VerifiedResponse, CredentialNeeded, Error>;

class EndPoint {
 public:
  /// Both outlive the end-point.
  EndPoint(Protector& protector, Verifier& verifier) : protector_(protector), verifier_(verifier) {}

  /// The outer request: a NOTIFY to `to` that carries `inner` protected along `path`. What bounds
  /// its way (rqet, rset, ec, da, vsi …) is copied from `inner`; its identifier is that of `inner`.
  ///
  /// @source TR-0012 clauses 5.5.4 step 1, 7.4.1.2
  /// @return as Protector::protect.
  [[nodiscard]] Result<onem2m::RequestPrimitive> send(const onem2m::RequestPrimitive& inner,
                                                      const Path& path,
                                                      const std::string& to);

  /// Takes a request for `receiver` (absolute id). A response is to be sent back as it is; its
  /// status is that of status_of(), or 4000 for what is no protected request.
  ///
  /// @source TR-0012 clause 5.5.4 step 3
  [[nodiscard]] Receipt accept(const onem2m::RequestPrimitive& outer,
                               const std::string& receiver,
                               Lookup lookup = Lookup::possible);

  /// The outer response that carries `inner` back to who asked, protected as the request was: 2000,
  /// whatever the status inside; 5000 when `inner` cannot be protected.
  ///
  /// @source TR-0012 clause 5.6.4 step 6
  [[nodiscard]] onem2m::ResponsePrimitive reply(const onem2m::RequestPrimitive& outer,
                                                const VerifiedRequest& request,
                                                const onem2m::ResponsePrimitive& inner);

  /// Takes the outer response to what send() made of `inner` along `path`.
  ///
  /// @source TR-0012 clause 5.6.4 steps 8 to 10
  /// @return Errc::authentication_failed for a response that is not protected or does not verify:
  ///         nothing of it counts; Errc::malformed when its content does not parse.
  [[nodiscard]] Answer receive(const onem2m::RequestPrimitive& inner,
                               const Path& path,
                               const onem2m::ResponsePrimitive& outer,
                               Lookup lookup = Lookup::possible);

 private:
  Protector& protector_;
  Verifier& verifier_;
};

}  // namespace plumbline::message_auth
