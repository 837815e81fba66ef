/// @file
/// What an S1 envelope holds: key establishment parameters and a secured payload, as JOSE elements.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esf/algorithm_sets.hpp"
#include "plumbline/esf/envelope.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::esf {

/// Most key establishment sets in an envelope.
inline constexpr std::size_t kMaxKeySets = 1024;

/// What one envelope's keys are bound to. Every JOSE element repeats it in its protected header:
/// `est`, `etd`, `esi` (source), `esl` (salt).
struct S1Context {
  SessionType session = SessionType::s1;
  TargetDataClass target_data_class{};
  std::string source_id;
  Bytes salt;  ///< 16 octets
};

/// One key establishment set: {"ka","kid","tgt"} and "jwe" (key encryption) or "epk" (agreement).
struct KeySet {
  KeAlgSet set;
  std::string key_id;  ///< envelope master key (TTP, PSK), else key of the target
  std::string target;  ///< individual or group identifier; may be empty with TTP and PSK
  std::string jwe;     ///< compact; its plaintext is the envelope master key
  Json epk;            ///< public JWK of the source; null with other classes
};

/// {"kid","x5c"}: the certificate that verifies every signature of the envelope.
struct CertificateReference {
  std::string id;
  std::vector<Bytes> chain;  ///< DER, end entity first; empty: to be had from a Facilitator
};

/// {"ke":[…],"crt","sig","ps"}
struct S1Body {
  std::vector<KeySet> key_sets;  ///< none with a signature alone
  std::optional<CertificateReference> certificate;
  std::string key_signature;  ///< compact JWS without payload over the text of "ke"; may be empty
  Json payload;               ///< flattened JWE or JWS
};

/// @source TR-0012 clause 6.2.2.2.2.5 (what it can express, JOSE); project choice (the members)
[[nodiscard]] Json to_json(const S1Body& body);

/// Reads the body of an S1 envelope.
/// @return Errc::malformed naming the member; Errc::too_large over kMaxKeySets;
///         Errc::algorithm_not_allowed for a key establishment set that there is not.
[[nodiscard]] Result<S1Body> read_s1_body(const Json& body);

/// What the signature of the source over the established key covers: "ke" in RFC 8785 form.
[[nodiscard]] std::string key_sets_text(const std::vector<KeySet>& key_sets);

/// What the payload covers beside itself, its protected header member `esh`: base64url of SHA-256
/// over {"aad","crt","ke"} in RFC 8785 form. So neither algorithm sets, targets, certificate nor
/// associated data can be exchanged.
/// @source TR-0012 clause 6.2.2.3 step 3 c (integrity of the selected sets); project choice (form)
[[nodiscard]] std::string digest_beside_payload(const S1Body& body, ByteView associated_data);

}  // namespace plumbline::esf
