/// @file
/// JSON Web Signature, RFC 7515.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/jose/algorithms.hpp"
#include "plumbline/jose/header.hpp"
#include "plumbline/jose/jwk.hpp"
#include "plumbline/jose/serialization.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::jose {

/// One signature to make. `alg` stands in one of both headers; compact has a protected one only.
struct JwsSigner {
  Header protected_header;
  Header header;             ///< unprotected
  const Jwk* key = nullptr;  ///< symmetric or private; not null
};

struct JwsSignRequest {
  ByteView payload;
  std::vector<JwsSigner> signers;  ///< exactly 1 for compact and flattened
  Serialization serialization = Serialization::compact;
  bool detached = false;  ///< leave the payload out, RFC 7515 appendix F
};

/// Signs. Any algorithm of JwsAlg: what may be sent is up to the caller.
///
/// @source RFC 7515 clauses 5.1 and 7
/// @return compact text or JSON text; Errc::malformed for headers that no receiver may accept
///         (a name in both, crit, no alg), Errc::algorithm_not_allowed for an unknown alg,
///         Errc::key_mismatch when a key is not of the type, use or size that alg is bound to.
[[nodiscard]] Result<std::string> sign_jws(const JwsSignRequest& request);

/// How many of several signatures have to verify.
enum class RequiredSignatures : std::uint8_t { any, all };

struct JwsVerifyOptions {
  AlgorithmPolicy algorithms = AlgorithmPolicy::esdata();
  RequiredSignatures required = RequiredSignatures::any;
  std::optional<ByteView> detached_payload;  ///< given exactly when the object carries none
  JoseLimits limits;
};

struct VerifiedSignature {
  std::size_t index = 0;  ///< among the signatures of the object
  Header protected_header;
  Header header;    ///< protected and unprotected members together
  std::string kid;  ///< of the header, else of the key; empty when neither has one
};

struct VerifiedJws {
  Bytes payload;
  std::vector<VerifiedSignature> verified;  ///< every signature that verified; at least one

  [[nodiscard]] const VerifiedSignature& first() const { return verified.front(); }
};

/// Verifies a compact or JSON serialized JWS.
///
/// @source RFC 7515 clause 5.2
/// @return Errc::malformed, Errc::too_large, Errc::unsupported (crit, b64),
///         Errc::algorithm_not_allowed, Errc::key_not_found (no key of that kid),
///         Errc::key_mismatch (type, use, size or alg of the key), Errc::authentication_failed.
///         With RequiredSignatures::any a failing signature is passed over when another verifies.
[[nodiscard]] Result<VerifiedJws> verify_jws(std::string_view text,
                                             const JwkSet& keys,
                                             const JwsVerifyOptions& options = {});
/// As above for a JSON serialization that is parsed already.
[[nodiscard]] Result<VerifiedJws> verify_jws_object(const Json& object,
                                                    const JwkSet& keys,
                                                    const JwsVerifyOptions& options = {});

}  // namespace plumbline::jose
