/// @file
/// The decisions of a terminating end-point, each one function.

#pragma once

#include "plumbline/escertke/policy.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/status.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::escertke {

/// The certificate information of an end-point that may initiate.
/// @source TS-0003 clause 8.7.2.1
struct KnownInitiator {
  std::string id;  ///< absolute AE-ID or CSE-ID
  crypto::ExpectedIdentity certificate;
};

struct TerminatorConfiguration {
  EndPointConfiguration end_point;
  /// Of the CSE itself, or of the CSE that an AE is registered at: resolves From.
  onem2m::NodeIdentity identity;
  std::vector<KnownInitiator> initiators;
  std::size_t most_pending = 256;  ///< unfinished handshakes at once
};

/// Why a message is refused.
enum class Refusal : std::uint8_t {
  no_message,    ///< no From, no ESCertKE message, or octets that are not TLS
  no_handshake,  ///< message 3 without message 1, or too long after it
  handshake,     ///< TLS has failed, or the certificate was refused
  unknown,       ///< nothing is known of the initiator's certificate
  too_many,      ///< as many handshakes are unfinished as this end keeps
};

class TerminatorPolicy : public Policy {
 public:
  /// Who the certificate of an initiator (absolute id) must name; nullptr when it is not known.
  /// @source TS-0003 clause 8.7.2.1
  [[nodiscard]] virtual const crypto::ExpectedIdentity* expected_initiator(
      std::string_view initiator, const TerminatorConfiguration& configuration) const;

  /// Whether message 3 of `from` goes on with the handshake that `initiator` began: it is the same
  /// one (absolute ids).
  /// @source TS-0001 clause 11.4.3 step C.1c
  [[nodiscard]] virtual bool belongs(std::string_view from, std::string_view initiator) const;

  /// Whether another handshake may begin while that many are unfinished.
  [[nodiscard]] virtual bool admits(std::size_t pending,
                                    const TerminatorConfiguration& configuration) const;

  /// The status of a refusal (our choice): 4000 no_message and no_handshake, 4106 handshake and
  /// unknown, 5103 too_many.
  [[nodiscard]] virtual onem2m::Status status_of(Refusal refusal) const;
};

}  // namespace plumbline::escertke
