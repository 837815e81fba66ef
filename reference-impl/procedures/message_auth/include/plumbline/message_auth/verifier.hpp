/// @file
/// Verifies protected messages, and remembers which came.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/message_auth/credential.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/message_auth/verifier_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace plumbline::message_auth {

/// Why a message was refused, for the end's own log only: a peer is told by status_of().
enum class Cause : std::uint8_t {
  malformed,           ///< it does not parse
  unknown_credential,  ///< nothing known under its kid
  expired_credential,
  other_protection,  ///< not the protection that this end demands
  other_parties,     ///< source or destination are not those of the credential and this end
  not_authentic,     ///< tag, MIC or signature does not verify
  stale,             ///< its time is too far from now
  repeated,          ///< its sequence number came before, or is behind the window
  other_originator,  ///< the primitive inside is from another than the source
  other_answer,      ///< the response inside answers another request
  no_primitive,      ///< what is inside is no primitive of that kind
  too_many_senders,  ///< as many are remembered as may be
};

/// What a peer is told: 4000 for what anyone can see to be malformed or, being authentic, is no
/// primitive; 5103 where no more senders can be remembered; 4106 for all else, so that nobody
/// learns how far a message came (our choice).
[[nodiscard]] onem2m::Status status_of(Cause cause) noexcept;

/// The text that goes with it, which tells no more than the status does.
[[nodiscard]] std::string_view detail_of(Cause cause) noexcept;

/// A message that passed every check.
template <typename Primitive>
struct Verified {
  Primitive primitive;
  std::string source;       ///< absolute id of the originator, proven by the credential
  std::string destination;  ///< absolute id of whom it was for
  std::string key_id;
  Protection protection{};
  std::string content_type;
};

using VerifiedRequest = Verified<onem2m::RequestPrimitive>;
using VerifiedResponse = Verified<onem2m::ResponsePrimitive>;

/// The credential has to be fetched from the TEF (or who else keeps it) by its id; then the same
/// message is given in again.
/// @source TR-0012 clause 5.6.4 step 8
struct CredentialNeeded {
  std::string id;
};

/// Whether a credential may be asked for; not again when it was looked for already.
enum class Lookup : std::uint8_t { possible, done };

template <typename Primitive>
using Outcome = std::variant<Verified<Primitive>, CredentialNeeded, Cause>;

class Verifier {
 public:
  /// What is passed outlives the verifier. Without `policy` the reference behaviour.
  Verifier(VerifierConfiguration configuration,
           const Credentials& credentials,
           const Clock& clock,
           std::unique_ptr<VerifierPolicy> policy = {});
  ~Verifier();
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;
  Verifier(Verifier&&) = delete;
  Verifier& operator=(Verifier&&) = delete;

  /// Verifies a request for `receiver` (absolute id), the end itself or whom it stands in for.
  /// Nothing is remembered of a message that is refused.
  ///
  /// @source TR-0012 clauses 5.5.4 step 3, 7.4.1.2
  [[nodiscard]] Outcome<onem2m::RequestPrimitive> verify_request(std::string_view message,
                                                                 const std::string& receiver,
                                                                 Lookup lookup = Lookup::possible);

  /// Verifies the response to a request that went out from `receiver` to `responder`.
  [[nodiscard]] Outcome<onem2m::ResponsePrimitive> verify_response(
      std::string_view message, const Awaited& awaited, Lookup lookup = Lookup::possible);

 private:
  struct State;

  std::unique_ptr<State> state_;
};

}  // namespace plumbline::message_auth
