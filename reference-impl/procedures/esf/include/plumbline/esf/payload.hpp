/// @file
/// Payload security of S1. It works with the established keys alone and keeps no state.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esf/algorithm_sets.hpp"
#include "plumbline/esf/key_establishment.hpp"
#include "plumbline/esf/policy.hpp"
#include "plumbline/esf/s1_body.hpp"

#include <optional>

namespace plumbline::esf {

/// Octets to protect. A class without encryption takes associated data only, so that nothing goes
/// out in clear that was meant to be hidden.
/// @source TR-0012 table 6.2.2.2.2-1
struct TargetData {
  ByteView plaintext;
  ByteView associated_data;
};

struct PayloadRequest {
  const PsAlgSet& set;
  TargetData data;
  const SourceKeys& keys;
  const SigningCredential* signer = nullptr;  ///< where the set signs
};

/// The secured payload in flattened form: a JWS over the associated data (MIC, signature), a JWE of
/// the plaintext (AEAD), or a JWE of a JWS of the plaintext. Each protected header has the context,
/// `epa` (the set) and `esh` (digest_beside_payload).
///
/// @source TR-0012 clause 6.2.2.3 step 4; TS-0003 clause 8.5.2.4 (sign, then encrypt)
/// @return Errc::invalid_value for plaintext without encryption, or a signer that is missing;
///         Errc::key_mismatch for a signing key that does not fit.
[[nodiscard]] Result<Json> protect_payload(const PayloadRequest& request,
                                           const std::optional<Bytes>& fixed_iv,
                                           RandomSource& random);

struct VerifiedData {
  Bytes plaintext;
  Bytes associated_data;
};

struct PayloadInput {
  const S1Context& context;
  const PsAlgSet& set;
  const S1Body& body;
  const TargetKeys& keys;
};

/// The reverse. Every layer belongs to this envelope and was made with exactly these algorithms.
///
/// @source TR-0012 clause 6.2.2.3 step 9
/// @return Errc::authentication_failed for whatever was changed or is of another key;
///         Errc::malformed, Errc::algorithm_not_allowed, Errc::invalid_length, Errc::unsupported.
[[nodiscard]] Result<VerifiedData> verify_payload(const PayloadInput& input,
                                                  const TargetPolicy& policy);

/// The associated data beside a payload, before anything is verified; Errc::malformed.
[[nodiscard]] Result<Bytes> associated_data_of(const Json& payload);

}  // namespace plumbline::esf
