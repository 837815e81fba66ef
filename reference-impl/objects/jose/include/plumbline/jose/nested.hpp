/// @file
/// Nested sign-then-encrypt: a JWS as the plaintext of a JWE.

#pragma once

#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"

#include <string>
#include <string_view>

namespace plumbline::jose {

/// Signs as `inner` asks and encrypts the result as `outer` asks; `outer.plaintext` is ignored, and
/// the protected header of the JWE gets `cty`: "jose" around compact, "jose+json" around JSON.
///
/// @source TS-0003 clause 8.5.2.4, RFC 7516 clause 4.1.12
/// @return as sign_jws and seal_jwe; Errc::invalid_value when `inner` is detached,
///         Errc::malformed when `outer` has a cty already.
[[nodiscard]] Result<std::string> seal_nested(const JwsSignRequest& inner,
                                              JweSealRequest outer,
                                              RandomSource& random);
/// As above with fixed inputs of the JWE; see seal_jwe.
[[nodiscard]] Result<std::string> seal_nested(const JwsSignRequest& inner,
                                              JweSealRequest outer,
                                              const KnownAnswerInputs& fixed,
                                              RandomSource& random);

/// Whether the plaintext is said to be a JOSE object: `cty` is "jose" or "jose+json".
[[nodiscard]] bool is_nested(const OpenedJwe& outer);

/// Verifies the JWS that is the plaintext of `outer`.
///
/// @return Errc::invalid_value for a cty that does not say what is inside, else as verify_jws.
[[nodiscard]] Result<VerifiedJws> verify_nested(const OpenedJwe& outer,
                                                const JwkSet& keys,
                                                const JwsVerifyOptions& options = {});

struct NestedKeys {
  const JwkSet& decryption;
  const JwkSet& verification;
};

struct OpenedNested {
  OpenedJwe outer;    ///< its plaintext is the inner JWS
  VerifiedJws inner;  ///< its payload is the content
};

/// The reverse. `cty` must be there and agree with the serialization inside.
///
/// @return as open_jwe, then as verify_nested.
[[nodiscard]] Result<OpenedNested> open_nested(std::string_view text,
                                               const NestedKeys& keys,
                                               const JweOpenOptions& open_options = {},
                                               const JwsVerifyOptions& verify_options = {});

}  // namespace plumbline::jose
