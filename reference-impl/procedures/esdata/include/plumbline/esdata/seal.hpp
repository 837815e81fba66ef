/// @file
/// ESData at the source.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esdata/credential.hpp"
#include "plumbline/esdata/form.hpp"
#include "plumbline/esdata/protection.hpp"
#include "plumbline/jose/algorithms.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include <string>
#include <vector>

namespace plumbline::esdata {

/// Who may read it. Algorithms have the names that JOSE gives them, in every form: tables 8.5.3.2-1
/// and 8.5.3.2-3, 8.5.3.3-1 and 8.5.3.3-2 of TS-0003 list the same ones.
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
  std::string type;          ///< media type of the plaintext; empty: not said
  std::vector<Target> targets;
  std::vector<Signer> signers;
  jose::JweEnc enc = jose::JweEnc::a256gcm;
  Form form = Form::jose_compact;
  XmlShape xml;
  TimePoint signing_time;  ///< stands in the signatures of CMS
};

/// What travels: an attribute, a part of one, or a parameter of a primitive.
struct Envelope {
  std::string content;
  onem2m::ContentInfo info;
};

/// Protects one payload under a new content encryption key, or the one key of direct mode.
///
/// JOSE: with one credential at a layer, its alg and kid stand in the protected header, and a JSON
/// object is flattened; with several, each has them in a header of its own. `cty` is always
/// protected.
///
/// XML: ds:KeyName has the id of a credential. The type stands in the MimeType of octets, which a
/// signature covers and XML Encryption does not: there it is a hint that no target reports.
///
/// CMS: what is protected is a MIME entity, so that the type is protected in every class; text gets
/// canonical line ends. Its keys and nonces are OpenSSL's and cannot be given.
///
/// @source TS-0003 clauses 8.5.2.2 to 8.5.2.4 (steps B.1 to B.3, C.1 to C.3) and 8.5.3
/// @return Errc::invalid_value for credentials that the class does not take, several in the compact
///         form, direct mode for several targets, associated data, a type or a shape where nothing
///         carries it; Errc::key_mismatch and Errc::invalid_length for a key that does not fit its
///         use; Errc::algorithm_not_allowed beyond the closed list; Errc::unsupported for several
///         signatures in XML, and for direct mode, MICs, key agreement but with AES-256 key wrap
///         and fixed inputs in CMS; further as xmlsec::sign for a payload that has to be a
///         document.
[[nodiscard]] Result<Envelope> seal(const SealRequest& request, RandomSource& random);
/// As above with fixed inputs, for known-answer tests only.
[[nodiscard]] Result<Envelope> seal(const SealRequest& request,
                                    const jose::KnownAnswerInputs& fixed,
                                    RandomSource& random);

}  // namespace plumbline::esdata
