/// @file
/// The decisions of a receiver, each one function.

#pragma once

#include "plumbline/esprim/policy.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esprim {

/// What a receiver keeps at most; each refusal names its bound.
struct ReceiverLimits {
  std::size_t issued = 4096;            ///< random objects that have not expired
  std::size_t issued_to_one = 16;       ///< of these, those asked for by one originator
  std::size_t originator_objects = 16;  ///< known under one pairwise key
  std::size_t requests = 16384;         ///< remembered under one originator object
};

struct ReceiverConfiguration {
  /// Of the CSE itself, or of the CSE that an AE is registered at: resolves From.
  onem2m::NodeIdentity identity;
  std::vector<int> features{13};  ///< supportedE2ESecFeatures, m2m:suid
  std::vector<KeyGenAlgorithm> key_gens{KeyGenAlgorithm::hmac_sha256};
  std::vector<ProtocolAlgorithm> protocols{ProtocolAlgorithm::jwe_a128gcm,
                                           ProtocolAlgorithm::jwe_a256gcm};
  milliseconds life = std::chrono::hours{1};   ///< of a random object
  bool shares = true;                          ///< pre-generates an object for all originators
  bool refuses_replays = true;                 ///< our policy; the standard bounds the age only
  bool protects_errors = false;                ///< where a session is known, instead of in clear
  std::vector<std::string> key_authorities{};  ///< FQDNs of MAFs and MEFs that know keys for here
  ReceiverLimits limits{};
};

/// A receiverESPrimRandObject that was handed out.
struct IssuedObject {
  RandObject object;
  std::optional<std::string> originator;  ///< absolute id of who asked for it; nothing: shared
};

/// The checks stand in the order in which they are made.
class ReceiverPolicy : public Policy {
 public:
  /// Whether a key that is not known may be fetched: its id ends in the FQDN of an authority.
  /// Otherwise 4112. So is a key that is not usable().
  /// @source TS-0003 clause 8.4.2 steps C.6a.1 to C.6a.6
  [[nodiscard]] virtual bool may_fetch(std::string_view key_id,
                                       const ReceiverConfiguration& configuration) const;

  /// Whether the receiver object serves this originator (absolute id): it has not expired and, when
  /// it was asked for, was asked for by the same one (our choice). Otherwise 4114.
  [[nodiscard]] virtual bool accepts_receiver_object(const IssuedObject& issued,
                                                     std::string_view originator,
                                                     TimePoint now) const;

  /// Whether the originator object has not expired and does not outlive that of the receiver.
  /// Otherwise 4113.
  [[nodiscard]] virtual bool accepts_originator_object(const RandObject& originator,
                                                       const RandObject& receiver,
                                                       TimePoint now) const;

  /// Whether alg is dir and the receiver offered the key generation. Otherwise 4111.
  [[nodiscard]] virtual bool accepts_key_generation(const ObjectHeader& header,
                                                    const RandObject& originator,
                                                    const RandObject& receiver) const;

  /// Whether the receiver offered all that the originator lists, and enc is among it. Otherwise
  /// 4111.
  [[nodiscard]] virtual bool accepts_protocol(const ObjectHeader& header,
                                              const RandObject& originator,
                                              const RandObject& receiver) const;

  /// Whether a request that came before is taken again. Otherwise 4000.
  [[nodiscard]] virtual bool accepts_replay(const ReceiverConfiguration& configuration) const;

  /// esprim::read_request. Otherwise 5210.
  [[nodiscard]] virtual Result<onem2m::RequestPrimitive> read_inner(
      ByteView plaintext, std::string_view content_type) const;

  /// Whether the inner From is who the pairwise key belongs to. Otherwise 4116.
  /// @source TS-0003 clause 7.2.2
  [[nodiscard]] virtual bool accepts_from(std::string_view from,
                                          const PairwiseKey& key,
                                          const ReceiverConfiguration& configuration) const;

  /// The inner request as the target gets it: blocking, without rt, ec and da.
  /// @source TS-0001 table 11.4.2-1
  [[nodiscard]] virtual onem2m::RequestPrimitive for_target(onem2m::RequestPrimitive inner) const;

  /// Whether the shared object is due for another: less than half of its life is left (our choice).
  [[nodiscard]] virtual bool renews_shared(const RandObject& object,
                                           TimePoint now,
                                           const ReceiverConfiguration& configuration) const;

  /// Whether a response brings the receiver object of the next session: less than a quarter of the
  /// life of this one is left (our choice).
  [[nodiscard]] virtual bool refreshes(const RandObject& object,
                                       TimePoint now,
                                       const ReceiverConfiguration& configuration) const;
};

}  // namespace plumbline::esprim
