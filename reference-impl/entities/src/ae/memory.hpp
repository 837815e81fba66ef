/// @file
/// What an AE remembers between commands.

#pragma once

#include "plumbline/entities/ae/ae.hpp"
#include "plumbline/escertke/initiator.hpp"
#include "plumbline/esprim/originator.hpp"
#include "plumbline/esprim/pairwise_keys.hpp"

#include "../established_keys.hpp"
#include "credential_cache.hpp"
#include "message_originator.hpp"

#include <cstddef>
#include <optional>

namespace plumbline::entities {

struct AeMemory {
  /// Keys by certificates with one peer.
  static constexpr std::size_t kMostEstablished = 16;

  AeMemory(Ports from_outside, unsigned number)
      : ports(from_outside),
        clock(from_outside.clock),
        generation(number) {}

  Ports ports;
  OffsetClock clock;
  std::optional<AeConfiguration> configuration;
  unsigned generation;
  ae::CredentialCache credentials;
  esprim::PairwiseKeys pairwise_keys;
  std::optional<esprim::Originator> esprim;       ///< holds sessions; made for the first request
  std::optional<ae::MessageOriginator> messages;  ///< made for the first message
  EstablishedKeys established{pairwise_keys, kMostEstablished};
  std::optional<escertke::Initiator> escertke;  ///< made for the first key
};

}  // namespace plumbline::entities
