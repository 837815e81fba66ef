/// @file
/// Keys derived from the enrolment key Ke.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstdint>
#include <string_view>

namespace plumbline::keys {

/// Whether m2m:suid has this value (TS-0004 clause 6.3.4.2.39).
[[nodiscard]] bool is_suid(int value) noexcept;

/// How the SUID enters the formula; TS-0003 clause 10.3.7 leaves the octets open.
enum class SuidOctets : std::uint8_t {
  two_ascii_digits,  ///< our choice: 21 -> "21"
  one_octet,         ///< 21 -> 0x15
};

struct UsageConstrainedInput {
  ByteView ke;   ///< Ke, or pairwiseE2EKey for ESData; 1 or more octets
  int suid = 0;  ///< see is_suid
  std::string_view
      target;  ///< FQDN or FQDN form (fqdn_of) of the enrolment target; normalised here
  SuidOctets suid_octets = SuidOctets::two_ascii_digits;
};

/// The usage-constrained symmetric key, 32 octets: the default for every new key.
///
/// @source TS-0003 clause 10.3.7
/// @return Errc::invalid_length for an empty key or target, Errc::invalid_value for a SUID,
///         Errc::malformed for a target that is not UTF-8.
[[nodiscard]] Result<crypto::SecretBytes> derive_usage_constrained(
    const UsageConstrainedInput& input);

struct EnrolmentInput {
  ByteView ke;                  ///< 1 or more octets
  std::string_view identifier;  ///< normalised here
};

/// Km of Release 1, 32 octets; `identifier` is the MAF-ID, which is the FQDN of the MAF.
///
/// @source TS-0003 clause 10.3.2
/// @return Errc::invalid_length for an empty key or id, Errc::malformed for an id that is not
/// UTF-8.
[[nodiscard]] Result<crypto::SecretBytes> derive_master_credential(const EnrolmentInput& input);

/// Kpsa of Release 1, 32 octets; `identifier` is the CSE-ID or AE-ID of Enrolee B (our choice: the
/// absolute form, as assigned).
///
/// @source TS-0003 clause 10.3.3
/// @return as derive_master_credential
[[nodiscard]] Result<crypto::SecretBytes> derive_secure_connection(const EnrolmentInput& input);

}  // namespace plumbline::keys
