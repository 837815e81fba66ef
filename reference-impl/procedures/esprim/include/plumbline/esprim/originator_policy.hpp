/// @file
/// The decisions of an originator, each one function.

#pragma once

#include "plumbline/esprim/policy.hpp"
#include "plumbline/onem2m/e2e_sec_info.hpp"
#include "plumbline/onem2m/primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace plumbline::esprim {

struct OriginatorConfiguration {
  std::string from;  ///< From of the outer requests
  std::vector<KeyGenAlgorithm> key_gens{KeyGenAlgorithm::hmac_sha256};  ///< the preferred one first
  std::vector<ProtocolAlgorithm> protocols{ProtocolAlgorithm::jwe_a256gcm,
                                           ProtocolAlgorithm::jwe_a128gcm};  ///< likewise
  milliseconds life = std::chrono::minutes{10};     ///< of a random object, at most
  milliseconds reserve = std::chrono::seconds{10};  ///< a session with less left is not taken again
  onem2m::Serialization serialization = onem2m::Serialization::json;  ///< of inner requests
};

/// A session as it stands before another request.
struct SessionUse {
  const Session& session;
  std::uint64_t requests = 0;  ///< sealed so far
};

class OriginatorPolicy : public Policy {
 public:
  /// Whether the shared random object is looked for before the receiver is asked for one.
  /// @source TS-0003 clause 8.4.2 step B.2
  [[nodiscard]] virtual bool looks_for_shared() const;

  /// Whether the receiver can do ESPrim: it lists an m2m:suid of it (our choice).
  /// @source TS-0003 clause 8.4.2 step B.2c
  [[nodiscard]] virtual bool supports(const onem2m::E2eSecInfo& info) const;

  /// Whether a random object of the receiver may be used: it has not expired.
  /// @source TS-0003 clause 8.4.2 step B.2c
  [[nodiscard]] virtual bool takes(const RandObject& receiver, TimePoint now) const;

  /// The random object for one session: one key generation and those protocols that both ends have,
  /// the preferred one first, expiring no later than that of the receiver.
  ///
  /// @source TS-0003 clause 8.4.2 step B.2g
  /// @return Errc::unsupported when both ends have none in common.
  [[nodiscard]] virtual Result<RandObject> choose_rand_object(
      const RandObject& receiver,
      const OriginatorConfiguration& configuration,
      TimePoint now,
      RandomSource& random);

  /// Whether another request goes in the same session: enough of its time is left, and it has not
  /// sealed 2^31 of them (both ends together: 2^32 under one key).
  [[nodiscard]] virtual bool reuses(const SessionUse& use,
                                    const OriginatorConfiguration& configuration,
                                    TimePoint now) const;

  /// Whether a request brings the originator's random object: as long as the receiver has not
  /// answered in this session.
  /// @source TS-0003 clause 8.4.3.2
  [[nodiscard]] virtual bool encloses_rand_object(bool answered) const;

  /// Last look at an outer request; the reference changes nothing.
  virtual void prepare_outer(onem2m::RequestPrimitive& outer) const;

  /// Whether the session still stands, its random objects have not expired.
  /// @source TS-0003 clause 8.4.2 step C.11
  [[nodiscard]] virtual bool valid(const Session& session, TimePoint now) const;

  /// Whether kid, ori and rri of a response are those of the session of its request, and its
  /// algorithms are among those agreed on.
  /// @source TS-0003 clause 8.4.2 step C.11
  [[nodiscard]] virtual bool belongs(const ObjectHeader& header, const Session& session) const;

  /// Whether an inner response answers that inner request: it has its Request Identifier.
  [[nodiscard]] virtual bool answers(const onem2m::ResponsePrimitive& inner,
                                     const onem2m::RequestPrimitive& request) const;

  /// Whether a request that was refused with `status` is sent again in a new session: once, for a
  /// random object that the receiver does not know, or no longer.
  [[nodiscard]] virtual bool refreshes(onem2m::Status status, unsigned times) const;
};

}  // namespace plumbline::esprim
