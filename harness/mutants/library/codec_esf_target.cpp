// Codecs that open S1 envelopes as a target would that decides one thing otherwise.

#include "plumbline/adapters/exec/esf_open.hpp"
#include "plumbline/adapters/exec/frames.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/esf/policy.hpp"

#include "library/codec_faults.hpp"
#include "library/lists.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::harness {
namespace {

using esf::KeyEstablishment;
using esf::SourceAssurance;
using esf::SourceEvidence;

constexpr std::string_view kOpen = "esf/open";

/// The answer of a target with that policy.
template <typename Policy>
Json answer_by(const Json& request) {
  const auto out = adapters::exec::open_esf(request.at("in"), Policy{});
  Json answer = out ? Json{{"out", out.value()}} : adapters::exec::error_answer(out.error());
  answer["seq"] = request.at("seq");
  return answer;
}

/// A codec whose target decides so.
template <typename Policy>
SlotFault opens_by() {
  SlotFault fault;
  fault.codec = [](Codec right) {
    return [right = std::move(right)](const Json& request) -> Result<Json> {
      return request.at("op") == kOpen ? answer_by<Policy>(request) : right(request);
    };
  };
  return fault;
}

/// A codec that tries so what it would have to refuse.
template <typename Policy>
SlotFault tries_also() {
  SlotFault fault;
  fault.codec = [](Codec right) {
    return [right = std::move(right)](const Json& request) -> Result<Json> {
      PLUMBLINE_TRY(Json answer, right(request));
      return request.at("op") == kOpen && answer.contains("error") ? answer_by<Policy>(request)
                                                                   : answer;
    };
  };
  return fault;
}

struct TakesAnySession final : esf::TargetPolicy {
  bool accepts_session(esf::SessionType /*told*/) const override { return true; }
};

struct TakesAnyClass final : esf::TargetPolicy {
  bool accepts_class(esf::TargetDataClass /*expected*/,
                     esf::TargetDataClass /*told*/) const override {
    return true;
  }
};

struct TakesAnyAlgorithms final : esf::TargetPolicy {
  bool accepts_algorithms(const esf::AlgorithmSets& /*accepted*/,
                          const esf::PsAlgSet& /*payload*/,
                          const std::vector<esf::KeySet>& /*key_sets*/) const override {
    return true;
  }
};

/// Knows the first of several accepted sets only.
struct TakesTheFirstAlgorithm final : esf::TargetPolicy {
  bool accepts_algorithms(const esf::AlgorithmSets& accepted,
                          const esf::PsAlgSet& payload,
                          const std::vector<esf::KeySet>& key_sets) const override {
    const bool is_all = accepted.ps.size() == esf::all_algorithm_sets().ps.size();
    return TargetPolicy::accepts_algorithms(accepted, payload, key_sets) &&
           (is_all || payload == accepted.ps.front());
  }
};

struct IgnoresWhatIsBeside final : esf::TargetPolicy {
  bool is_covered(std::string_view /*told*/, std::string_view /*computed*/) const override {
    return true;
  }
};

struct IgnoresForWhomIsSigned final : esf::TargetPolicy {
  bool is_signed_for(std::string_view /*told*/, std::string_view /*computed*/) const override {
    return true;
  }
};

struct IgnoresContext final : esf::TargetPolicy {
  bool belongs(const Json& /*header*/, const esf::S1Context& /*context*/) const override {
    return true;
  }
};

struct UsesTheFirstSet final : esf::TargetPolicy {
  esf::ChosenSet choose(const std::vector<esf::KeySet>& key_sets,
                        const esf::TargetEndPoint& target) const override {
    const esf::ChosenSet right = TargetPolicy::choose(key_sets, target);
    return right.set == nullptr ? right
                                : esf::ChosenSet{.set = &key_sets.front(), .key = right.key};
  }
};

struct TakesAnyOwner final : esf::TargetPolicy {
  bool is_source(const esf::HeldKey& /*key*/, std::string_view /*source_id*/) const override {
    return true;
  }
};

struct DerivesForSm final : esf::TargetPolicy {
  Result<crypto::SecretBytes> derive(const keys::EsfKeyInput& input) const override {
    keys::EsfKeyInput other = input;
    other.session_type = keys::EsfSessionType::sm;
    return TargetPolicy::derive(other);
  }
};

struct DerivesNothing final : esf::TargetPolicy {
  Result<crypto::SecretBytes> derive(const keys::EsfKeyInput& input) const override {
    return crypto::SecretBytes{input.key};
  }
};

struct TakesAnyCertificate final : esf::TargetPolicy {
  Result<void> verify_certificate(const esf::CertificateCheck& /*check*/) const override {
    return success();
  }
};

struct IgnoresKeySignatures final : esf::TargetPolicy {
  Result<void> verify_key_signature(std::string_view /*jws*/,
                                    const jose::Jwk& /*key*/,
                                    const jose::JwsVerifyOptions& /*options*/) const override {
    return success();
  }
};

/// What stands in a payload, verified or not.
Result<jose::VerifiedJws> unverified(const Json& jws) {
  jose::VerifiedJws read;
  PLUMBLINE_TRY(read.payload, from_base64url(text_at(jws, "payload")));
  return read;
}

/// The set that the protected header names, not verified.
std::string set_told_by(const Json& jws) {
  const Bytes octets = from_base64url(text_at(jws, "protected")).value();
  return text_at(parse_json(as_text(octets)).value(), "epa");
}

bool encrypts(std::string_view set) {
  return set.starts_with('A');
}

struct IgnoresMics final : esf::TargetPolicy {
  Result<jose::VerifiedJws> verify_payload(const Json& jws,
                                           const jose::Jwk& key,
                                           const jose::JwsVerifyOptions& options) const override {
    return set_told_by(jws) == "HS256" ? unverified(jws)
                                       : TargetPolicy::verify_payload(jws, key, options);
  }
};

struct IgnoresSignatures final : esf::TargetPolicy {
  Result<jose::VerifiedJws> verify_payload(const Json& jws,
                                           const jose::Jwk& key,
                                           const jose::JwsVerifyOptions& options) const override {
    const std::string set = set_told_by(jws);
    return set == "HS256" || encrypts(set) ? TargetPolicy::verify_payload(jws, key, options)
                                           : unverified(jws);
  }
};

struct IgnoresSignaturesInside final : esf::TargetPolicy {
  Result<jose::VerifiedJws> verify_payload(const Json& jws,
                                           const jose::Jwk& key,
                                           const jose::JwsVerifyOptions& options) const override {
    return encrypts(set_told_by(jws)) ? unverified(jws)
                                      : TargetPolicy::verify_payload(jws, key, options);
  }
};

/// Takes whatever a shared key proves for a proof to others as well.
struct TakesMacsForSignatures final : esf::TargetPolicy {
  SourceAssurance assurance(const SourceEvidence& evidence) const override {
    const SourceAssurance right = TargetPolicy::assurance(evidence);
    return right == SourceAssurance::authenticated && !evidence.key_signed
               ? SourceAssurance::non_repudiable
               : right;
  }
};

struct TakesKeySignaturesForNothing final : esf::TargetPolicy {
  SourceAssurance assurance(const SourceEvidence& evidence) const override {
    SourceEvidence less = evidence;
    less.key_signed = false;
    return TargetPolicy::assurance(less);
  }
};

struct TrustsWhoeverEncrypts final : esf::TargetPolicy {
  SourceAssurance assurance(const SourceEvidence& evidence) const override {
    const bool encrypted = evidence.key != nullptr && !evidence.payload_signed &&
                           !evidence.key_signed &&
                           evidence.key->use == KeyEstablishment::key_encryption;
    return encrypted ? SourceAssurance::authenticated : TargetPolicy::assurance(evidence);
  }
};

void add_key_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-opens-sm-in-s1",
      "does not look at the session type that a payload is for",
      "ESF-02-CODEC-03/A2",
      opens_by<TakesAnySession>());
  add("codec-opens-under-keys-of-sm",
      "tries the key of an Sm session where that of S1 does not open",
      "ESF-02-CODEC-03/A2",
      tries_also<DerivesForSm>());
  add("codec-opens-under-master-keys",
      "tries the envelope master key itself where the derived one does not open",
      "ESF-02-CODEC-03/A2",
      tries_also<DerivesNothing>());
  add("codec-uses-the-first-key-set",
      "takes the first key establishment set for its own",
      "ESF-06-CODEC-05/A2",
      opens_by<UsesTheFirstSet>());
  add("codec-ignores-the-owner-of-a-key",
      "opens envelopes of every source under a key that it has from one",
      "ESF-06-CODEC-11/A2",
      opens_by<TakesAnyOwner>());
}

void add_check_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-ignores-the-class-of-envelopes",
      "opens an envelope of one target data class where another is expected",
      "ESF-24-CODEC-01/A2",
      opens_by<TakesAnyClass>());
  add("codec-carries-out-every-set",
      "does not look whether algorithm sets are accepted",
      "ESF-04-CODEC-02/A2",
      opens_by<TakesAnyAlgorithms>());
  add("codec-has-one-algorithm-set",
      "opens under the first accepted set only",
      "ESF-04-CODEC-01/A2",
      opens_by<TakesTheFirstAlgorithm>());
  add("codec-ignores-what-stands-beside",
      "verifies the payload, but not what its header covers",
      "ESF-29-CODEC-03/A2",
      opens_by<IgnoresWhatIsBeside>());
  add("codec-ignores-for-whom-is-signed",
      "takes a signature inside the encryption whatever targets it was made for",
      "ESF-25-CODEC-01/A2",
      opens_by<IgnoresForWhomIsSigned>());
  add("codec-ignores-where-is-signed",
      "takes a signature inside the encryption that was made in another envelope or class",
      "ESF-25-CODEC-01/A2",
      opens_by<IgnoresContext>());
}

void add_proof_mutants(std::vector<Mutant>& out) {
  const auto add = adder_to(out);
  add("codec-ignores-mics-of-envelopes",
      "takes data whose MIC is wrong",
      "ESF-05-CODEC-09/A2",
      opens_by<IgnoresMics>());
  add("codec-ignores-signatures-of-envelopes",
      "takes data whose signature is wrong",
      "ESF-05-CODEC-11/A2",
      opens_by<IgnoresSignatures>());
  add("codec-ignores-signatures-inside",
      "takes decrypted data whose signature is wrong",
      "ESF-05-CODEC-12/A2",
      opens_by<IgnoresSignaturesInside>());
  add("codec-verifies-no-certificate",
      "takes a signature under whatever certificate comes with it",
      "ESF-26-CODEC-02/A2",
      opens_by<TakesAnyCertificate>());
  add("codec-verifies-no-key-signature",
      "does not verify the signature over key establishment sets",
      "ESF-28-CODEC-03/A2",
      opens_by<IgnoresKeySignatures>());
  add("codec-holds-macs-against-sources",
      "reports a source as non-repudiable that shares the key with the target",
      "ESF-25-CODEC-02/A2",
      opens_by<TakesMacsForSignatures>());
  add("codec-reports-no-signed-key",
      "does not report a source as authenticated that signed the key",
      "ESF-28-CODEC-01/A2",
      opens_by<TakesKeySignaturesForNothing>());
  add("codec-trusts-whoever-encrypts",
      "reports a source as authenticated because it encrypted to the target",
      "ESF-28-CODEC-02/A2",
      opens_by<TrustsWhoeverEncrypts>());
}

}  // namespace

void add_codec_esf_target_mutants(std::vector<Mutant>& out) {
  add_key_mutants(out);
  add_check_mutants(out);
  add_proof_mutants(out);
}

}  // namespace plumbline::harness
