#include "plumbline/core/json.hpp"
#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"
#include "plumbline/jose/nested.hpp"

#include "format.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::esdata {

namespace {

jose::JweOpenOptions open_options() {
  jose::JweOpenOptions options;
  options.cuts_longer_keys = true;
  return options;
}

std::string type_in(const jose::Header& header) {
  return std::string{header.string("cty").value_or("")};
}

void take_signatures(const jose::VerifiedJws& jws, const HeldKeys& keys, Opened& opened) {
  for (const jose::VerifiedSignature& signature : jws.verified) {
    opened.verified_by.push_back(signature.kid);
    opened.source = std::max(opened.source, keys.source_by_signature(signature.kid));
  }
  opened.plaintext = jws.payload;
  opened.type = type_in(jws.first().protected_header);
}

Opened take_signed(const jose::VerifiedJws& jws, const HeldKeys& keys) {
  Opened opened;
  opened.security_class = SecurityClass::signature_only;
  take_signatures(jws, keys, opened);
  return opened;
}

Result<Opened> take_encrypted(jose::OpenedJwe jwe, const HeldKeys& keys) {
  Opened opened;
  opened.opened_with = jwe.kid;
  opened.associated_data = jwe.aad;
  if (jose::is_nested(jwe)) {
    PLUMBLINE_TRY(const jose::VerifiedJws inner, jose::verify_nested(jwe, keys.set()));
    opened.security_class = SecurityClass::nested;
    take_signatures(inner, keys, opened);
    return opened;
  }
  opened.security_class = SecurityClass::encryption_only;
  opened.source = keys.source_by_decryption(jwe.kid, jwe.recipients);
  opened.type = type_in(jwe.protected_header);
  opened.plaintext = std::move(jwe.plaintext);
  return opened;
}

/// A JWE has five parts.
Result<Opened> open_compact(std::string_view text, const HeldKeys& keys) {
  constexpr auto kDotsOfJwe = 4;
  if (std::ranges::count(text, '.') != kDotsOfJwe) {
    PLUMBLINE_TRY(const jose::VerifiedJws jws, jose::verify_jws(text, keys.set()));
    return take_signed(jws, keys);
  }
  PLUMBLINE_TRY(jose::OpenedJwe jwe, jose::open_jwe(text, keys.set(), open_options()));
  return take_encrypted(std::move(jwe), keys);
}

/// A JWE has a ciphertext.
Result<Opened> open_json(std::string_view text, const HeldKeys& keys) {
  PLUMBLINE_TRY(const Json json, parse_json(text));
  if (!json.contains("ciphertext")) {
    PLUMBLINE_TRY(const jose::VerifiedJws jws, jose::verify_jws_object(json, keys.set()));
    return take_signed(jws, keys);
  }
  PLUMBLINE_TRY(jose::OpenedJwe jwe, jose::open_jwe_object(json, keys.set(), open_options()));
  return take_encrypted(std::move(jwe), keys);
}

}  // namespace

Result<Opened> open_jose(const Object& object, const HeldKeys& keys) {
  return object.form == Form::jose_compact ? open_compact(object.text, keys)
                                           : open_json(object.text, keys);
}

}  // namespace plumbline::esdata
