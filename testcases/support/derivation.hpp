/// @file
/// Keys that the tester derives itself, to hold against what a TEF hands out.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/harness/bench.hpp"
#include "plumbline/keys/data_security.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plumbline::testcases {

/// The hash that the variant parameter "hash" names; SHA-256 without one.
[[nodiscard]] crypto::HashAlgorithm hash_in_force(const harness::Bench& bench);

/// What source and TEF both derive from the Ke of the campaign; withheld. Ends the stimulus where
/// they share none.
[[nodiscard]] keys::DataSecurityKeys derive_from_ke(harness::Bench& bench,
                                                    const std::optional<Bytes>& salt);

/// e2e:cp of a credential that the TEF derives from Ke under the hash in force.
/// @param use "master", "auth", "conf", "aead"
/// @param level "master", "keys", "resource"
[[nodiscard]] Json from_ke(const harness::Bench& bench,
                           std::string_view use,
                           std::string_view level,
                           const std::optional<Bytes>& salt);

/// {"suid":…}: the Security Usage Identifier that goes with a use.
[[nodiscard]] Json suid_for(std::string_view use);

/// Key of a container or contentInstance, withheld; an empty one when the input is at fault.
/// @param use "auth" or "conf"
[[nodiscard]] crypto::SecretBytes derive_resource_key(harness::Bench& bench,
                                                      std::string_view use,
                                                      const keys::ResourceKeyInput& input);

}  // namespace plumbline::testcases
