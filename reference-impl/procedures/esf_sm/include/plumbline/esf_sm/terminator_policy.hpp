/// @file
/// The decisions of a terminating end-point of ESF-Sm, each one function.

#pragma once

#include "plumbline/esf_sm/policy.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esf_sm {

/// An end-point that may initiate, and what it may prove itself by.
struct KnownInitiator {
  std::string id;  ///< absolute AE-ID or CSE-ID
  std::optional<crypto::ExpectedIdentity> certificate{};
  std::string key_id{};  ///< psk_identity; empty without a key
  crypto::SecretBytes key{};
};

struct TerminatorConfiguration {
  EndPointConfiguration end_point;
  std::vector<KnownInitiator> initiators;
  /// Whether an initiator with a suite for certificates has to send one. Without, it stays unknown.
  bool authenticates_initiators = true;
  std::size_t most_sessions = 256;  ///< unfinished ones counted, too
};

class TerminatorPolicy : public Policy {
 public:
  /// What is known of an originator; nullptr for nothing.
  [[nodiscard]] virtual const KnownInitiator* known(
      std::string_view from, const TerminatorConfiguration& configuration) const;

  /// Whether another handshake may begin beside that many sessions.
  [[nodiscard]] virtual bool admits(std::size_t sessions,
                                    const TerminatorConfiguration& configuration) const;

  /// Whether a psk_identity names the key of that originator.
  [[nodiscard]] virtual bool names_key_of(std::string_view identity,
                                          const KnownInitiator& initiator) const;
};

}  // namespace plumbline::esf_sm
