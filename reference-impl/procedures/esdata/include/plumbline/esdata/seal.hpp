/// @file
/// ESData at the source.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esdata/credential.hpp"
#include "plumbline/esdata/protection.hpp"
#include "plumbline/jose/algorithms.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include <string>
#include <vector>

namespace plumbline::esdata {

/// Who may read it.
struct Target {
  Credential credential;  ///< symmetric, or the public key of the target's certificate
  jose::JweAlg alg{};
};

/// What the source vouches with.
struct Signer {
  Credential credential;  ///< symmetric (MIC), or the private key of the source's certificate
  jose::JwsAlg alg{};
};

struct SealRequest {
  SecurityClass security_class{};
  ByteView plaintext;
  ByteView associated_data;  ///< authenticated, not hidden; JSON serializations of a JWE carry it
  std::string type;          ///< media type of the plaintext, becomes cty; empty: not said
  std::vector<Target> targets;
  std::vector<Signer> signers;
  jose::JweEnc enc = jose::JweEnc::a256gcm;
  onem2m::ContentSecurity form = onem2m::ContentSecurity::jose_compact;
};

/// What travels: an attribute, a part of one, or a parameter of a primitive.
struct Envelope {
  std::string content;
  onem2m::ContentInfo info;
};

/// Protects one payload under a new content encryption key, or the one key of direct mode.
///
/// Headers: with one credential at a layer, its alg and kid stand in the protected header, and a
/// JSON object is flattened; with several, each has them in a header of its own. `cty` is always
/// protected.
///
/// @source TS-0003 clauses 8.5.2.2 to 8.5.2.4 (steps B.1 to B.3, C.1 to C.3) and 8.5.3.3
/// @return Errc::invalid_value for credentials that the class does not take, several in the compact
///         form, direct mode for several targets, or associated data where nothing carries it;
///         Errc::key_mismatch and Errc::invalid_length for a key that does not fit its use;
///         Errc::algorithm_not_allowed beyond the closed list; Errc::unsupported for XML.
[[nodiscard]] Result<Envelope> seal(const SealRequest& request, RandomSource& random);
/// As above with fixed inputs, for known-answer tests only.
[[nodiscard]] Result<Envelope> seal(const SealRequest& request,
                                    const jose::KnownAnswerInputs& fixed,
                                    RandomSource& random);

}  // namespace plumbline::esdata
