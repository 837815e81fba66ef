/// @file
/// What follows from pairwiseE2EKey, the key that ESCertKE makes.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <string_view>

namespace plumbline::keys {

/// What a key may be used for, as m2m:suid has it.
/// @source TS-0004 clause 6.3.4.2.39
enum class PairwiseE2eUse : std::uint8_t {
  esprim = 43,             ///< pairwiseESPrimKey
  esdata_encryption = 44,  ///< of one payload class of ESData
  esdata_signature = 45,
};

struct PairwiseE2eInput {
  ByteView pairwise_key;  ///< pairwiseE2EKey, 32 octets
  PairwiseE2eUse use{};
  std::string_view
      target;  ///< of ESData: absolute id or FQDN of its target; not looked at otherwise
};

/// The key of one use, 32 octets; its id is pairwiseE2EKeyID with the SUID of the use. TS-0003 says
/// that keys "are derived" and not how. Our choice: ESPrim takes pairwiseE2EKey as it is, for it
/// derives a key of each session from it; ESData takes the usage-constrained key of clause 10.3.7,
/// so that no use opens what was made for another one.
///
/// @source TS-0003 clauses 8.7.1, 10.3.7; TR-0012 clause 8.4.1
/// @return Errc::invalid_length for another size of key or an empty target, Errc::malformed for a
///         target that is neither absolute nor a name, or not UTF-8.
[[nodiscard]] Result<crypto::SecretBytes> derive_pairwise_e2e(const PairwiseE2eInput& input);

}  // namespace plumbline::keys
