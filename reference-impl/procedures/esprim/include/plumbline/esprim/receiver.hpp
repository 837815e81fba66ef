/// @file
/// The receiver's end of ESPrim, without sockets: outer request in; answer, or inner request out.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/esprim/pairwise_keys.hpp"
#include "plumbline/esprim/receiver_policy.hpp"
#include "plumbline/onem2m/e2e_sec_info.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace plumbline::esprim {

/// What the answer to an inner request is made with.
struct ReplyContext;

/// An inner request that passed every check.
struct OpenedRequest {
  onem2m::RequestPrimitive request;
  std::string originator;  ///< absolute id, proven by the pairwise key
  std::shared_ptr<const ReplyContext> context;
};

/// The pairwise key has to be fetched from the MAF or MEF that its id names; then the same request
/// is given to accept() again.
struct KeyNeeded {
  std::string key_id;
};

/// Whether accept() may ask for a key; not again when it was looked for already.
enum class KeyLookup : std::uint8_t { possible, done };

using Receipt = std::variant<onem2m::ResponsePrimitive, KeyNeeded, OpenedRequest>;

class Receiver {
 public:
  /// `keys`, `clock` and `random` outlive the receiver. Without `policy` the reference behaviour.
  Receiver(ReceiverConfiguration configuration,
           const PairwiseKeys& keys,
           const Clock& clock,
           RandomSource& random,
           std::unique_ptr<ReceiverPolicy> policy = {});
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  Receiver(Receiver&&) = delete;
  Receiver& operator=(Receiver&&) = delete;

  /// What to publish in e2eSecInfo, with the shared random object where the configuration has one.
  /// That is renewed here when it is due, so ask again from time to time and update each CSE that
  /// hosts the attribute.
  /// @source TS-0003 clause 8.4.2 step B
  [[nodiscard]] onem2m::E2eSecInfo e2e_sec_info();

  /// A NOTIFY with m2m:seci: the request for a random object is answered; an ESPrim Object is
  /// checked and opened. Never throws for anything that a peer can cause. What is kept of a request
  /// is kept only once its tag has verified.
  ///
  /// @source TS-0003 clause 8.4.2 steps B.2e, C.5 to C.6c; TS-0004 clause 7.6.2
  /// @return OpenedRequest, to be given to reply() with its inner response; KeyNeeded; or the
  ///         response to send back. Its status is 4000 for content or an object that does not parse
  ///         and for a replay, 4112, 4114, 4113, 4111, 4115, 5210, 4116 as ReceiverPolicy has them,
  ///         5001 for other security procedures, 5103 when too many random objects are out.
  [[nodiscard]] Receipt accept(const onem2m::RequestPrimitive& outer,
                               KeyLookup lookup = KeyLookup::possible);

  /// The outer response that carries `inner`: 2000, whatever the status of the inner one.
  ///
  /// @source TS-0003 clause 8.4.2 steps C.7, C.8
  /// @return 5211 when the inner response cannot be serialized or encrypted.
  [[nodiscard]] onem2m::ResponsePrimitive reply(const OpenedRequest& opened,
                                                const onem2m::ResponsePrimitive& inner);

 private:
  struct State;

  std::unique_ptr<State> state_;
};

}  // namespace plumbline::esprim
