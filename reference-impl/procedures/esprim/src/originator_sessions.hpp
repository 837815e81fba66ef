/// @file
/// The sessions of an originator, and what is sent and read in them.

#pragma once

#include "plumbline/esprim/originator.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace plumbline::esprim {

class OriginatorSessions {
 public:
  OriginatorSessions(OriginatorConfiguration configuration,
                     const PairwiseKeys& keys,
                     const Clock& clock,
                     RandomSource& random,
                     std::unique_ptr<OriginatorPolicy> policy);

  [[nodiscard]] OriginatorPolicy& policy() const { return *policy_; }

  [[nodiscard]] TimePoint now() const { return clock_.now(); }

  /// The session to send in: the one there is, or one with the random object that a response
  /// brought; nullptr when one has to be established. Errc::key_not_found without a pairwise key.
  [[nodiscard]] Result<std::shared_ptr<const Session>> current(const ReceiverAddress& receiver);

  /// A new session with a receiver, which is the current one from now on.
  [[nodiscard]] Result<std::shared_ptr<const Session>> establish(const ReceiverAddress& receiver,
                                                                 const RandObject& receiver_object);

  /// Gives up the session if it is the current one; the random object for the next one stays.
  void forget(const Session& session);

  /// A request of this procedure's own, without content.
  [[nodiscard]] onem2m::RequestPrimitive request(onem2m::Operation operation, std::string to);

  /// The outer request that carries `inner`.
  /// @source TS-0001 tables 11.4.2-1, 11.4.2-2; TS-0004 clause 7.6.2
  [[nodiscard]] Result<onem2m::RequestPrimitive> protect(const ReceiverAddress& receiver,
                                                         const Session& session,
                                                         const onem2m::RequestPrimitive& inner);

  /// The inner response in an ESPrim Object, to `inner` that was sent in `session`.
  [[nodiscard]] Result<onem2m::ResponsePrimitive> open(std::string_view jwe,
                                                       const Session& session,
                                                       const onem2m::RequestPrimitive& inner);

 private:
  /// What is known of one receiver.
  struct Record {
    std::shared_ptr<const Session> session{};
    std::uint64_t requests = 0;               ///< sealed in the session
    bool answered = false;                    ///< the receiver has the random object of the session
    std::optional<RandObject> next_object{};  ///< of the receiver, for the next session
  };

  [[nodiscard]] Result<const PairwiseKey*> key_for(const ReceiverAddress& receiver) const;
  /// The record whose current session that is; nullptr when there is another by now.
  [[nodiscard]] Record* record_of(const Session& session);

  const OriginatorConfiguration configuration_;
  const PairwiseKeys& keys_;
  const Clock& clock_;
  RandomSource& random_;
  const std::unique_ptr<OriginatorPolicy> policy_;
  std::map<std::string, Record, std::less<>> records_;  ///< by the absolute id of the receiver
};

}  // namespace plumbline::esprim
