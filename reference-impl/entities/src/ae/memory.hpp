/// @file
/// What an AE remembers between commands.

#pragma once

#include "plumbline/entities/ae/ae.hpp"

#include "credential_cache.hpp"

#include <optional>

namespace plumbline::entities {

struct AeMemory {
  AeMemory(Ports from_outside, unsigned number)
      : ports(from_outside),
        clock(from_outside.clock),
        generation(number) {}

  Ports ports;
  OffsetClock clock;
  std::optional<AeConfiguration> configuration;
  unsigned generation;
  ae::CredentialCache credentials;
};

}  // namespace plumbline::entities
