#include "plumbline/core/furthest_failure.hpp"
#include "plumbline/jose/jws.hpp"

#include "header_rules.hpp"
#include "jws_object.hpp"
#include "signing.hpp"
#include "text_parts.hpp"

#include <utility>

namespace plumbline::jose {

namespace {

/// The payload as it was signed and as it is, RFC 7515 clause 5.2 and appendix F.
struct Payload {
  std::string encoded_here;  ///< of a detached payload
  std::string_view text;
  Bytes octets;
};

Result<void> read_payload(const JwsObject& jws, const JwsVerifyOptions& options, Payload& payload) {
  if (options.detached_payload) {
    if (jws.payload_text && !jws.payload_text->empty()) {
      return fail(Errc::invalid_value, "JWS: carries a payload beside the detached one");
    }
    payload.octets.assign(options.detached_payload->begin(), options.detached_payload->end());
    payload.encoded_here = to_base64url(payload.octets);
    payload.text = payload.encoded_here;
    return success();
  }
  if (!jws.payload_text) {
    return fail(Errc::malformed, "JWS: no payload");
  }
  payload.text = *jws.payload_text;
  PLUMBLINE_TRY(payload.octets, decode_part(payload.text, "payload"));
  return success();
}

class Verifier {
 public:
  Verifier(const JwsObject& jws, const JwkSet& keys, const JwsVerifyOptions& options)
      : jws_(jws),
        keys_(keys),
        options_(options) {}

  Result<VerifiedJws> verify() {
    Payload payload;
    PLUMBLINE_TRY(read_payload(jws_, options_, payload));
    PLUMBLINE_TRY(merge_all());
    for (std::size_t i = 0; i < jws_.signatures.size(); ++i) {
      auto verified = verify_one(i, payload.text);
      if (verified) {
        result_.verified.push_back(std::move(verified).value());
        continue;
      }
      if (options_.required == RequiredSignatures::all) {
        return std::move(verified).error();
      }
      failure_.add(std::move(verified).error());
    }
    if (result_.verified.empty()) {
      return failure_.take();
    }
    result_.payload = std::move(payload.octets);
    return std::move(result_);
  }

 private:
  /// Headers that no receiver may accept end it here, whichever signature they belong to.
  Result<void> merge_all() {
    for (const auto& signature : jws_.signatures) {
      PLUMBLINE_TRY(Header header, merge_headers(signature.protected_header, {}, signature.header));
      if (!header.string("alg")) {
        return fail(Errc::malformed, "header: no alg");
      }
      merged_.push_back(std::move(header));
    }
    return success();
  }

  Result<VerifiedSignature> verify_one(std::size_t index, std::string_view payload_text) {
    const auto& signature = jws_.signatures[index];
    const Header& header = merged_[index];
    PLUMBLINE_TRY(const JwsAlg alg, jws_algorithm_of(header));
    if (!options_.algorithms.allows(alg)) {
      return fail(Errc::algorithm_not_allowed, "JWS: alg " + std::string{name_of(alg)});
    }
    const auto kid = header.string("kid");
    FurthestFailure failure;
    for (const Jwk& key : keys_.keys()) {
      if (!key.may_be_named(kid)) {
        continue;
      }
      auto checked = check_signature(
          alg,
          key,
          {.protected_text = signature.protected_text, .payload_text = payload_text},
          signature.signature);
      if (checked) {
        return VerifiedSignature{.index = index,
                                 .protected_header = signature.protected_header,
                                 .header = header,
                                 .kid = kid ? std::string{*kid} : key.kid().value_or("")};
      }
      failure.add(std::move(checked).error());
    }
    return failure.take();
  }

  const JwsObject& jws_;
  const JwkSet& keys_;
  const JwsVerifyOptions& options_;
  std::vector<Header> merged_;
  FurthestFailure failure_;
  VerifiedJws result_;
};

}  // namespace

Result<VerifiedJws> verify_jws(std::string_view text,
                               const JwkSet& keys,
                               const JwsVerifyOptions& options) {
  if (looks_like_json(text)) {
    PLUMBLINE_TRY(const Json object, parse_object(text, "JWS", options.limits));
    return verify_jws_object(object, keys, options);
  }
  PLUMBLINE_TRY(const JwsObject jws, parse_compact_jws(text, options.limits));
  return Verifier{jws, keys, options}.verify();
}

Result<VerifiedJws> verify_jws_object(const Json& object,
                                      const JwkSet& keys,
                                      const JwsVerifyOptions& options) {
  PLUMBLINE_TRY(const JwsObject jws, parse_json_jws(object, options.limits));
  return Verifier{jws, keys, options}.verify();
}

}  // namespace plumbline::jose
