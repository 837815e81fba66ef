#include "plumbline/jose/nested.hpp"

#include "text_parts.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace plumbline::jose {

namespace {

constexpr std::string_view kCompactType = "jose";
constexpr std::string_view kJsonType = "jose+json";

/// Media types compare without case, and "application/" may be left out: RFC 7516 clause 4.1.12.
std::string media_subtype(std::string_view type) {
  std::string lower{type};
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  constexpr std::string_view kPrefix = "application/";
  return lower.starts_with(kPrefix) ? lower.substr(kPrefix.size()) : lower;
}

std::string type_of(const OpenedJwe& outer) {
  return media_subtype(outer.header.string("cty").value_or(""));
}

}  // namespace

Result<std::string> seal_nested(const JwsSignRequest& inner,
                                JweSealRequest outer,
                                RandomSource& random) {
  return seal_nested(inner, std::move(outer), {}, random);
}

Result<std::string> seal_nested(const JwsSignRequest& inner,
                                JweSealRequest outer,
                                const KnownAnswerInputs& fixed,
                                RandomSource& random) {
  if (inner.detached) {
    return fail(Errc::invalid_value, "nested: a detached payload would not be encrypted");
  }
  PLUMBLINE_TRY(const std::string jws, sign_jws(inner));
  const bool compact = inner.serialization == Serialization::compact;
  PLUMBLINE_TRY(outer.protected_header,
                outer.protected_header.with("cty", compact ? kCompactType : kJsonType));
  outer.plaintext = as_bytes(jws);
  return seal_jwe(outer, fixed, random);
}

bool is_nested(const OpenedJwe& outer) {
  const std::string type = type_of(outer);
  return type == kCompactType || type == kJsonType;
}

Result<VerifiedJws> verify_nested(const OpenedJwe& outer,
                                  const JwkSet& keys,
                                  const JwsVerifyOptions& options) {
  const std::string_view text = as_text(outer.plaintext);
  if (type_of(outer) != (looks_like_json(text) ? kJsonType : kCompactType)) {
    return fail(Errc::invalid_value, "nested: cty does not say what is inside");
  }
  return verify_jws(text, keys, options);
}

Result<OpenedNested> open_nested(std::string_view text,
                                 const NestedKeys& keys,
                                 const JweOpenOptions& open_options,
                                 const JwsVerifyOptions& verify_options) {
  PLUMBLINE_TRY(OpenedJwe outer, open_jwe(text, keys.decryption, open_options));
  PLUMBLINE_TRY(VerifiedJws inner, verify_nested(outer, keys.verification, verify_options));
  return OpenedNested{.outer = std::move(outer), .inner = std::move(inner)};
}

}  // namespace plumbline::jose
