#include "jws_object.hpp"

#include "text_parts.hpp"

namespace plumbline::jose {

namespace {

Result<JwsObject::Signature> read_signature(const Json& object) {
  JwsObject::Signature signature;
  PLUMBLINE_TRY(signature.protected_text, text_member(object, "protected"));
  if (!signature.protected_text.empty()) {
    PLUMBLINE_TRY(signature.protected_header, decode_header(signature.protected_text));
  }
  PLUMBLINE_TRY(signature.header, header_member(object, "header"));
  PLUMBLINE_TRY(const std::string_view octets, text_member(object, "signature"));
  if (octets.empty()) {
    return fail(Errc::malformed, "JWS: no signature");
  }
  PLUMBLINE_TRY(signature.signature, decode_part(octets, "signature"));
  return signature;
}

/// General syntax has `signatures`, flattened has the members of its only signature instead.
Result<std::vector<JwsObject::Signature>> read_signatures(const Json& object,
                                                          const JoseLimits& limits) {
  std::vector<JwsObject::Signature> signatures;
  const auto list = object.find("signatures");
  if (list == object.end()) {
    PLUMBLINE_TRY(signatures.emplace_back(), read_signature(object));
    return signatures;
  }
  if (object.contains("signature") || object.contains("protected") || object.contains("header")) {
    return fail(Errc::malformed, "JWS: signatures beside members of the flattened syntax");
  }
  if (!list->is_array() || list->empty()) {
    return fail(Errc::malformed, "JWS: signatures is no array or empty");
  }
  if (list->size() > limits.recipients) {
    return fail(Errc::too_large, "JWS: " + std::to_string(list->size()) + " signatures");
  }
  for (const Json& element : *list) {
    if (!element.is_object()) {
      return fail(Errc::malformed, "JWS: a signature is no object");
    }
    PLUMBLINE_TRY(signatures.emplace_back(), read_signature(element));
  }
  return signatures;
}

}  // namespace

Result<JwsObject> parse_compact_jws(std::string_view text, const JoseLimits& limits) {
  PLUMBLINE_TRY(check_size(text, limits));
  PLUMBLINE_TRY(const auto parts, split_compact<3>(text));
  JwsObject jws;
  JwsObject::Signature& signature = jws.signatures.emplace_back();
  signature.protected_text = parts[0];
  PLUMBLINE_TRY(signature.protected_header, decode_header(parts[0]));
  PLUMBLINE_TRY(signature.signature, decode_part(parts[2], "signature"));
  if (signature.signature.empty()) {
    return fail(Errc::malformed, "JWS: no signature");
  }
  jws.payload_text = parts[1];
  return jws;
}

Result<JwsObject> parse_json_jws(const Json& object, const JoseLimits& limits) {
  if (!object.is_object()) {
    return fail(Errc::malformed, "JWS: no JSON object");
  }
  JwsObject jws;
  if (const auto payload = object.find("payload"); payload != object.end()) {
    if (!payload->is_string()) {
      return fail(Errc::malformed, "JWS: payload is no string");
    }
    jws.payload_text = payload->get_ref<const std::string&>();
  }
  PLUMBLINE_TRY(jws.signatures, read_signatures(object, limits));
  return jws;
}

}  // namespace plumbline::jose
