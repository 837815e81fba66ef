/// @file
/// Credentials of every kind for the tests of ESData.

#pragma once

#include "plumbline/crypto/random.hpp"
#include "plumbline/esdata/open.hpp"
#include "plumbline/esdata/seal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esdata::testing {

inline constexpr std::string_view kText = R"({"value":21.5})";

/// Reproducible octets.
inline crypto::SeededRandom make_random() {
  return crypto::SeededRandom{as_bytes("esdata tests"), "tests"};
}

/// A symmetric key of that many octets; the id enters it.
Credential symmetric(const std::string& id, int suid, std::size_t octets = 32);

/// Both halves of a key pair with a certificate; RSA is slow to make, so there is one of each kind.
struct Pair {
  Credential own;     ///< private
  Credential others;  ///< public
};

Pair pair(const std::string& id, int suid, crypto::KeyKind kind);

/// Encryption of kText for those targets.
SealRequest encryption(std::vector<Target> targets);
/// kText signed by those.
SealRequest signature(std::vector<Signer> signers);

inline Envelope sealed(const SealRequest& request) {
  auto random = make_random();
  return seal(request, random).value();
}

inline Result<Opened> open_with(const Envelope& envelope,
                                const std::vector<HeldCredential>& held,
                                std::optional<SecurityClass> demanded = {}) {
  return open(
      {.content = envelope.content, .info = envelope.info, .held = held, .demanded = demanded});
}

}  // namespace plumbline::esdata::testing
