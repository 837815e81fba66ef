/// @file
/// With what a client comes to a broker, for tests.

#pragma once

#include "plumbline/adapters/test_room/credentials.hpp"
#include "plumbline/harness/security.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace plumbline::adapters::mqtt::testing {

inline harness::TlsClientOptions psk(const std::string& identity, std::uint8_t octet) {
  harness::TlsClientOptions options;
  options.credential =
      harness::PskCredential{.identity = identity, .key = test_room::key_of(octet)};
  return options;
}

/// The common name is the id, too: it is what a broker tells certificates apart by.
inline harness::TlsClientOptions certificate(const std::string& id) {
  harness::TlsClientOptions options;
  options.credential = test_room::pki().issue({}, {id}, std::chrono::hours{1}, id);
  options.anchors_pem = {test_room::pki().anchor()};
  options.server = {.kind = crypto::IdentityKind::fqdn, .value = "localhost"};
  return options;
}

}  // namespace plumbline::adapters::mqtt::testing
