/// @file
/// The decisions that a target of S1 makes, each one function. The defaults are the reference
/// behaviour; who wants a target that does one thing wrong overrides that one function.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/esf/key_establishment.hpp"
#include "plumbline/jose/jws.hpp"
#include "plumbline/keys/esf.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::esf {

/// The set that a target goes for, and its key.
struct ChosenSet {
  const KeySet* set = nullptr;  ///< null: there is none for this target
  const HeldKey* key = nullptr;
};

/// A certificate of a source that is to be relied on.
struct CertificateCheck {
  const std::vector<crypto::Certificate>& chain;
  const TargetEndPoint& target;
  std::string_view source_id;
};

/// What is known of the source when the keys stand.
struct SourceEvidence {
  bool payload_signed = false;
  bool key_signed = false;
  std::size_t key_sets = 0;
  const HeldKey* key = nullptr;  ///< null: signature alone
};

class TargetPolicy {
 public:
  TargetPolicy() = default;
  TargetPolicy(const TargetPolicy&) = delete;
  TargetPolicy& operator=(const TargetPolicy&) = delete;
  TargetPolicy(TargetPolicy&&) = delete;
  TargetPolicy& operator=(TargetPolicy&&) = delete;
  virtual ~TargetPolicy() = default;

  /// Whether a session type in the envelope or in its protected header is S1.
  [[nodiscard]] virtual bool accepts_session(SessionType told) const;

  /// Whether the class in the envelope or in its protected header is the one where it was found.
  /// @source TR-0012 clauses 6.2.3.1.3, 6.2.3.2.3, 6.2.3.3.3, step 3
  [[nodiscard]] virtual bool accepts_class(TargetDataClass expected, TargetDataClass told) const;

  /// Whether both sets are among those that the target accepts.
  [[nodiscard]] virtual bool accepts_algorithms(const AlgorithmSets& accepted,
                                                const PsAlgSet& payload,
                                                const std::vector<KeySet>& key_sets) const;

  /// Whether what stands beside the payload is what its protected header covers.
  [[nodiscard]] virtual bool is_covered(std::string_view told, std::string_view computed) const;

  /// Whether a signature inside the encryption was made for this envelope: its header covers the
  /// same as the one outside.
  /// @source TR-0012 table 6.2.2.2.2-1 (no target can impersonate a source that signs)
  [[nodiscard]] virtual bool is_signed_for(std::string_view told, std::string_view computed) const;

  /// The first set that is for the target and that it has the key for.
  [[nodiscard]] virtual ChosenSet choose(const std::vector<KeySet>& key_sets,
                                         const TargetEndPoint& target) const;

  /// Verifies path, validity and identity; the identity is the source's.
  [[nodiscard]] virtual Result<void> verify_certificate(const CertificateCheck& check) const;

  /// jose::verify_jws for the signature over key sets.
  [[nodiscard]] virtual Result<void> verify_key_signature(
      std::string_view jws, const jose::Jwk& key, const jose::JwsVerifyOptions& options) const;

  /// Whether a shared key is one for envelopes of that source.
  [[nodiscard]] virtual bool is_source(const HeldKey& key, std::string_view source_id) const;

  /// keys::derive_esf_key.
  [[nodiscard]] virtual Result<crypto::SecretBytes> derive(const keys::EsfKeyInput& input) const;

  /// jose::verify_jws_object for MIC and signature of a payload.
  [[nodiscard]] virtual Result<jose::VerifiedJws> verify_payload(
      const Json& jws, const jose::Jwk& key, const jose::JwsVerifyOptions& options) const;

  /// Whether a JOSE element belongs to the envelope: its protected header repeats the context.
  [[nodiscard]] virtual bool belongs(const Json& header, const S1Context& context) const;

  /// What the target says of the source.
  [[nodiscard]] virtual SourceAssurance assurance(const SourceEvidence& evidence) const;
};

}  // namespace plumbline::esf
