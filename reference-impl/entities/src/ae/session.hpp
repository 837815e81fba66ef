/// @file
/// One command's dealings with the peers: what every procedure of the AE shares.

#pragma once

#include "plumbline/entities/ae/ae_policy.hpp"

#include "flow.hpp"
#include "memory.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plumbline::entities::ae {

struct Answered {
  onem2m::ResponsePrimitive response;
  onem2m::Association association;
};

/// Sends requests over admitted channels only, and keeps track of where a command failed.
class Session {
 public:
  Session(AePolicy& policy, AeMemory& memory, Mailbox& mailbox)
      : policy_(policy),
        memory_(memory),
        mailbox_(mailbox) {}

  /// What the procedure is about to do: the `step` of a failure.
  void enter(std::string_view step) { step_ = step; }

  /// Completes the request (From, request id) and sends it. Success is a 2xxx answer.
  ///
  /// @return Errc::not_permitted when the channel is not admitted; what the transport says; for
  ///         another status not_permitted, not_found, conflict, invalid_value or io by its number.
  [[nodiscard]] Flow<Result<Answered>> send(AePeer peer,
                                            onem2m::RequestPrimitive& request,
                                            bool new_session = false);

  /// Sends the request as it is and gives the answer, whatever its status.
  ///
  /// @return Errc::not_permitted when the channel is not admitted; what the transport says.
  [[nodiscard]] Flow<Result<Answered>> exchange(AePeer peer,
                                                const onem2m::RequestPrimitive& request,
                                                bool new_session = false);

  /// A peer declined with that status, without saying so in the status of an answer to send().
  void decline(onem2m::Status status);

  /// Whether the last failure of send() was an answer of the peer.
  [[nodiscard]] bool peer_answered() const noexcept { return status_.has_value(); }

  /// The last answer was no failure after all.
  void forget_decline() {
    peer_declined_ = false;
    status_.reset();
  }

  /// {"outcome","step","reason","detail","rsc"?}
  [[nodiscard]] Json failure(const Error& error) const;

  [[nodiscard]] AePolicy& policy() noexcept { return policy_; }

  [[nodiscard]] AeMemory& memory() noexcept { return memory_; }

  [[nodiscard]] const AeConfiguration& configuration() const { return *memory_.configuration; }

  [[nodiscard]] RandomSource& random() noexcept { return memory_.ports.random; }

  [[nodiscard]] TimePoint now() const { return memory_.clock.now(); }

 private:
  [[nodiscard]] Result<const AePeerConfiguration*> admitted(AePeer peer);

  AePolicy& policy_;
  AeMemory& memory_;
  Mailbox& mailbox_;
  std::string_view step_;
  bool peer_declined_ = false;
  std::optional<unsigned> status_;
};

/// The attributes under the one root member `root` of an answer.
/// @return Errc::malformed when it is something else.
[[nodiscard]] Result<const Json*> attributes_of(const onem2m::ResponsePrimitive& response,
                                                std::string_view root);

}  // namespace plumbline::entities::ae
