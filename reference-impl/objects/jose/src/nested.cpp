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

}  // namespace

Result<std::string> seal_nested(const JwsSignRequest& inner,
                                JweSealRequest outer,
                                RandomSource& random) {
  if (inner.detached) {
    return fail(Errc::invalid_value, "nested: a detached payload would not be encrypted");
  }
  PLUMBLINE_TRY(const std::string jws, sign_jws(inner));
  const bool compact = inner.serialization == Serialization::compact;
  PLUMBLINE_TRY(outer.protected_header,
                outer.protected_header.with("cty", compact ? kCompactType : kJsonType));
  outer.plaintext = as_bytes(jws);
  return seal_jwe(outer, random);
}

Result<OpenedNested> open_nested(std::string_view text,
                                 const NestedKeys& keys,
                                 const JweOpenOptions& open_options,
                                 const JwsVerifyOptions& verify_options) {
  PLUMBLINE_TRY(OpenedJwe outer, open_jwe(text, keys.decryption, open_options));
  const std::string_view inner_text = as_text(outer.plaintext);
  const std::string type = media_subtype(outer.header.string("cty").value_or(""));
  if (type != (looks_like_json(inner_text) ? kJsonType : kCompactType)) {
    return fail(Errc::invalid_value, "nested: cty does not say what is inside");
  }
  PLUMBLINE_TRY(VerifiedJws inner, verify_jws(inner_text, keys.verification, verify_options));
  return OpenedNested{.outer = std::move(outer), .inner = std::move(inner)};
}

}  // namespace plumbline::jose
