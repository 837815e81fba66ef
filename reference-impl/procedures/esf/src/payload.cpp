#include "plumbline/esf/payload.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"
#include "plumbline/jose/nested.hpp"

#include "key_sets.hpp"
#include "s1_header.hpp"

#include <array>
#include <utility>

namespace plumbline::esf {

namespace {

using jose::JweAlg;

/// The protected header of one layer.
Result<jose::Header> header_for(const PayloadRequest& request, bool encrypts) {
  const S1Body& parameters = request.keys.parameters;
  const bool has_aad = request.set.enc.has_value();
  Json header = header_members(request.keys.context);
  header["epa"] = name_of(request.set);
  header["esh"] =
      digest_beside_payload(parameters, has_aad ? request.data.associated_data : ByteView{});
  if (encrypts) {
    header["alg"] = jose::name_of(JweAlg::dir);
    header["enc"] = jose::name_of(*request.set.enc);
  } else {
    header["alg"] = jose::name_of(request.set.alg.value());
    if (is_signed(request.set)) {
      header["kid"] = request.signer->id;
    }
  }
  return jose::Header::of(header);
}

jose::Jwk payload_key_of(const crypto::SecretBytes& key) {
  return jose::Jwk::from_secret(key.clone());
}

/// The one signer of a JWS; its key outlives the request that points to it.
struct Signing {
  jose::Jwk key;
  jose::Header header;

  [[nodiscard]] jose::JwsSignRequest of(ByteView payload) const {
    jose::JwsSignRequest request;
    request.payload = payload;
    request.signers.push_back({.protected_header = header, .header = {}, .key = &key});
    request.serialization = jose::Serialization::flattened;
    return request;
  }
};

Result<Signing> signing_for(const PayloadRequest& request) {
  PLUMBLINE_TRY(jose::Header header, header_for(request, false));
  return Signing{.key = is_signed(request.set) ? named(request.signer->key, request.signer->id)
                                               : payload_key_of(request.keys.payload_key),
                 .header = std::move(header)};
}

Result<Json> sign_associated_data(const PayloadRequest& request) {
  if (!request.data.plaintext.empty()) {
    return fail(Errc::invalid_value, name_of(request.set) + " does not encrypt plaintext");
  }
  PLUMBLINE_TRY(const Signing signing, signing_for(request));
  PLUMBLINE_TRY(const std::string text, jose::sign_jws(signing.of(request.data.associated_data)));
  return parse_json(text);
}

Result<Json> encrypt(const PayloadRequest& request,
                     const std::optional<Bytes>& fixed_iv,
                     RandomSource& random) {
  PLUMBLINE_TRY(
      const jose::Jwk key,
      jose::leftmost(payload_key_of(request.keys.payload_key), JweAlg::dir, *request.set.enc));
  jose::KnownAnswerInputs fixed;
  fixed.iv = fixed_iv;
  jose::JweSealRequest jwe;
  jwe.plaintext = request.data.plaintext;
  jwe.aad = request.data.associated_data;
  jwe.serialization = jose::Serialization::flattened;
  PLUMBLINE_TRY(jwe.protected_header, header_for(request, true));
  jwe.recipients.push_back({.header = {}, .key = &key});
  std::string text;
  if (is_signed(request.set)) {
    PLUMBLINE_TRY(const Signing signing, signing_for(request));
    PLUMBLINE_TRY(
        text, jose::seal_nested(signing.of(request.data.plaintext), std::move(jwe), fixed, random));
  } else {
    PLUMBLINE_TRY(text, jose::seal_jwe(jwe, fixed, random));
  }
  return parse_json(text);
}

Error not_of_this_envelope() {
  return fail(Errc::authentication_failed, "a layer of another envelope");
}

template <typename... Names>
Result<jose::AlgorithmPolicy> only(Names... names) {
  const std::array<std::string, sizeof...(names)> list{std::string{names}...};
  return jose::AlgorithmPolicy::named(list);
}

Result<Bytes> verified_content(const Json& jws,
                               const PayloadInput& input,
                               const TargetPolicy& policy) {
  PLUMBLINE_TRY(const Json header, protected_header_of(jws));
  if (!policy.belongs(header, input.context) || header.value("epa", Json{}) != name_of(input.set)) {
    return not_of_this_envelope();
  }
  const bool is_mic = class_of(input.set) == PayloadSecurity::mic;
  const jose::Jwk key =
      is_mic ? payload_key_of(input.keys.payload_key) : input.keys.verification.value();
  jose::JwsVerifyOptions options;
  PLUMBLINE_TRY(options.algorithms, only(name_of(input.set.alg.value())));
  PLUMBLINE_TRY(jose::VerifiedJws verified, policy.verify_payload(jws, key, options));
  return std::move(verified.payload);
}

/// What was signed is this envelope's: the digest in the inner header is the one outside.
Result<Bytes> signed_inside(const jose::OpenedJwe& opened,
                            const PayloadInput& input,
                            const TargetPolicy& policy) {
  if (!jose::is_nested(opened)) {
    return fail(Errc::malformed, "no signature where the algorithm set has one");
  }
  PLUMBLINE_TRY(const Json inner, parse_json(as_text(opened.plaintext)));
  PLUMBLINE_TRY(const Json header, protected_header_of(inner));
  const std::string computed = digest_beside_payload(input.body, opened.aad);
  if (!policy.is_signed_for(text_at(header, "esh"), computed)) {
    return not_of_this_envelope();
  }
  return verified_content(inner, input, policy);
}

Result<VerifiedData> decrypt(const PayloadInput& input, const TargetPolicy& policy) {
  jose::JweOpenOptions options;
  options.cuts_longer_keys = true;
  PLUMBLINE_TRY(options.algorithms, only(name_of(JweAlg::dir), name_of(*input.set.enc)));
  const jose::JwkSet keys{{payload_key_of(input.keys.payload_key)}};
  PLUMBLINE_TRY(jose::OpenedJwe opened, jose::open_jwe_object(input.body.payload, keys, options));
  VerifiedData data;
  if (is_signed(input.set)) {
    PLUMBLINE_TRY(data.plaintext, signed_inside(opened, input, policy));
  } else {
    data.plaintext = std::move(opened.plaintext);
  }
  data.associated_data = std::move(opened.aad);
  return data;
}

}  // namespace

Result<Json> protect_payload(const PayloadRequest& request,
                             const std::optional<Bytes>& fixed_iv,
                             RandomSource& random) {
  if (is_signed(request.set) && request.signer == nullptr) {
    return fail(Errc::invalid_value, name_of(request.set) + " without a signer");
  }
  return request.set.enc ? encrypt(request, fixed_iv, random) : sign_associated_data(request);
}

Result<VerifiedData> verify_payload(const PayloadInput& input, const TargetPolicy& policy) {
  if (input.set.enc) {
    return decrypt(input, policy);
  }
  VerifiedData data;
  PLUMBLINE_TRY(data.associated_data, verified_content(input.body.payload, input, policy));
  return data;
}

Result<Bytes> associated_data_of(const Json& payload) {
  JsonReader reader{payload, "env.ps"};
  const std::string aad = reader.optional_string("aad").value_or("");
  PLUMBLINE_TRY(reader.finish_lenient());
  return from_base64url(aad);
}

}  // namespace plumbline::esf
