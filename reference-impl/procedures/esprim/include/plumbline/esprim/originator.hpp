/// @file
/// The originator's end of ESPrim, without sockets: inner request in, requests to send out, their
/// answers in, inner response out.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esprim/originator_policy.hpp"
#include "plumbline/esprim/pairwise_keys.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace plumbline::esprim {

/// Who an inner request is for.
struct ReceiverAddress {
  std::string id;        ///< absolute AE-ID or CSE-ID: whose pairwise key is taken
  std::string to;        ///< To of outer requests: the <AE>, or "<CSE-ID>/-"
  std::string sec_info;  ///< <CSEBase>, <remoteCSE> or <AE> that has its e2eSecInfo
};

/// What became of an inner request.
struct Finished {
  /// The inner response; or Errc::key_not_found (no pairwise key), Errc::not_found (no e2eSecInfo),
  /// Errc::unsupported (no ESPrim, no common algorithm), Errc::expired (the random object that the
  /// receiver gave), Errc::not_permitted (refused in clear), Errc::authentication_failed (a
  /// response that was thrown away), or what the exchange ended in.
  Result<onem2m::ResponsePrimitive> inner;
  /// The status of an answer in clear. Nothing in such an answer is authentic.
  std::optional<onem2m::Status> refused{};
};

/// A request to send, for whose answer Exchange::receive() waits; or the end.
using Step = std::variant<onem2m::RequestPrimitive, Finished>;

class OriginatorSessions;

/// The way of one inner request: if there is no session, e2eSecInfo is retrieved and, where that
/// has no shared random object, the receiver asked for one; then the ESPrim Object goes out. Where
/// the receiver does not know a random object any more, a new session is made and the request sent
/// again, once.
/// @source TS-0003 clause 8.4.2 steps B and C; TS-0001 clause 11.4.2
class Exchange {
 public:
  /// The first request to send, or why there is none. Called once.
  [[nodiscard]] Step start();

  /// What came of the request that was sent: the answer, or why there is none.
  [[nodiscard]] Step receive(Result<onem2m::ResponsePrimitive> answer);

 private:
  friend class Originator;

  /// Waits for e2eSecInfo.
  struct Retrieving {};

  /// Waits for a random object.
  struct Asking {};

  /// Waits for the response to an ESPrim Object.
  struct Sent {
    std::shared_ptr<const Session> session;
  };

  struct Ended {};

  Exchange(OriginatorSessions& sessions, ReceiverAddress receiver, onem2m::RequestPrimitive inner);

  [[nodiscard]] Step on_answer(const Retrieving& state, Result<onem2m::ResponsePrimitive> answer);
  [[nodiscard]] Step on_answer(const Asking& state, Result<onem2m::ResponsePrimitive> answer);
  [[nodiscard]] Step on_answer(const Sent& state, Result<onem2m::ResponsePrimitive> answer);
  [[nodiscard]] Step on_answer(const Ended& state, const Result<onem2m::ResponsePrimitive>& answer);

  [[nodiscard]] Step look_up();
  [[nodiscard]] Step ask();
  [[nodiscard]] Step begin_session(const RandObject& receiver_object);
  [[nodiscard]] Step send(std::shared_ptr<const Session> session);
  [[nodiscard]] Step refused(const Session& session, onem2m::Status status);
  [[nodiscard]] Step finish(Finished finished);

  OriginatorSessions* sessions_;
  ReceiverAddress receiver_;
  onem2m::RequestPrimitive inner_;
  std::variant<Retrieving, Asking, Sent, Ended> state_;
  unsigned refreshes_ = 0;
  std::string refused_object_;  ///< id of the receiver object that was not known
};

/// Holds the sessions of one entity with its receivers. Any number of exchanges may be on their
/// way at once; each runs by itself, and all share the sessions.
class Originator {
 public:
  /// `keys`, `clock` and `random` outlive the originator. Without `policy` the reference behaviour.
  Originator(OriginatorConfiguration configuration,
             const PairwiseKeys& keys,
             const Clock& clock,
             RandomSource& random,
             std::unique_ptr<OriginatorPolicy> policy = {});
  ~Originator();
  Originator(const Originator&) = delete;
  Originator& operator=(const Originator&) = delete;
  Originator(Originator&&) = delete;
  Originator& operator=(Originator&&) = delete;

  /// Prepares to send `inner`, any operation, to a receiver. `inner` stays as it is, so its From
  /// must be in a form that the receiver resolves: SP-relative or absolute. The originator outlives
  /// the exchange.
  [[nodiscard]] Exchange begin(ReceiverAddress receiver, onem2m::RequestPrimitive inner);

 private:
  std::unique_ptr<OriginatorSessions> sessions_;
};

}  // namespace plumbline::esprim
