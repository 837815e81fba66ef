#include "jwe_object.hpp"

#include "text_parts.hpp"

#include <utility>

namespace plumbline::jose {

namespace {

Result<Bytes> octets_member(const Json& object, std::string_view name) {
  PLUMBLINE_TRY(const std::string_view text, text_member(object, name));
  return decode_part(text, name);
}

Result<JweObject::Recipient> read_recipient(const Json& object) {
  JweObject::Recipient recipient;
  PLUMBLINE_TRY(recipient.header, header_member(object, "header"));
  PLUMBLINE_TRY(recipient.encrypted_key, octets_member(object, "encrypted_key"));
  return recipient;
}

/// General syntax has `recipients`, flattened has the members of its only recipient instead.
Result<std::vector<JweObject::Recipient>> read_recipients(const Json& object,
                                                          const JoseLimits& limits) {
  std::vector<JweObject::Recipient> recipients;
  const auto list = object.find("recipients");
  if (list == object.end()) {
    PLUMBLINE_TRY(recipients.emplace_back(), read_recipient(object));
    return recipients;
  }
  if (object.contains("header") || object.contains("encrypted_key")) {
    return fail(Errc::malformed, "JWE: recipients beside members of the flattened syntax");
  }
  if (!list->is_array() || list->empty()) {
    return fail(Errc::malformed, "JWE: recipients is no array or empty");
  }
  if (list->size() > limits.recipients) {
    return fail(Errc::too_large, "JWE: " + std::to_string(list->size()) + " recipients");
  }
  for (const Json& element : *list) {
    if (!element.is_object()) {
      return fail(Errc::malformed, "JWE: a recipient is no object");
    }
    PLUMBLINE_TRY(recipients.emplace_back(), read_recipient(element));
  }
  return recipients;
}

/// The one member that may be empty, and must be there: RFC 7516 clause 7.2.1.
Result<Bytes> read_ciphertext(const Json& object) {
  const auto member = object.find("ciphertext");
  if (member == object.end() || !member->is_string()) {
    return fail(Errc::malformed, "JWE: ciphertext is missing or no string");
  }
  return decode_part(member->get_ref<const std::string&>(), "ciphertext");
}

}  // namespace

Result<JweObject> parse_compact_jwe(std::string_view text, const JoseLimits& limits) {
  PLUMBLINE_TRY(check_size(text, limits));
  PLUMBLINE_TRY(const auto parts, split_compact<5>(text));
  JweObject jwe;
  PLUMBLINE_TRY(jwe.protected_header, decode_header(parts[0]));
  PLUMBLINE_TRY(jwe.recipients.emplace_back().encrypted_key,
                decode_part(parts[1], "encrypted key"));
  PLUMBLINE_TRY(jwe.iv, decode_part(parts[2], "iv"));
  PLUMBLINE_TRY(jwe.ciphertext, decode_part(parts[3], "ciphertext"));
  PLUMBLINE_TRY(jwe.tag, decode_part(parts[4], "tag"));
  jwe.protected_text = parts[0];
  return jwe;
}

Result<JweObject> parse_json_jwe(const Json& object, const JoseLimits& limits) {
  if (!object.is_object()) {
    return fail(Errc::malformed, "JWE: no JSON object");
  }
  JweObject jwe;
  PLUMBLINE_TRY(jwe.protected_text, text_member(object, "protected"));
  if (!jwe.protected_text.empty()) {
    PLUMBLINE_TRY(jwe.protected_header, decode_header(jwe.protected_text));
  }
  PLUMBLINE_TRY(jwe.unprotected, header_member(object, "unprotected"));
  PLUMBLINE_TRY(jwe.recipients, read_recipients(object, limits));
  PLUMBLINE_TRY(jwe.iv, octets_member(object, "iv"));
  PLUMBLINE_TRY(jwe.ciphertext, read_ciphertext(object));
  PLUMBLINE_TRY(jwe.tag, octets_member(object, "tag"));
  PLUMBLINE_TRY(const std::string_view aad, text_member(object, "aad"));
  if (!aad.empty()) {
    PLUMBLINE_TRY(jwe.aad, decode_part(aad, "aad"));
    jwe.with_aad = std::string{jwe.protected_text} + "." + std::string{aad};
  }
  return jwe;
}

}  // namespace plumbline::jose
