#include "plumbline/data_at_rest/protect.hpp"

#include "plumbline/onem2m/content_info.hpp"

#include "part.hpp"
#include "seal.hpp"

#include <utility>

namespace plumbline::data_at_rest {

namespace {

constexpr std::string_view kCompactInside = "jose";
constexpr std::string_view kJsonInside = "jose+json";

/// @source TS-0003 clause 8.5.2.4 for the signature inside
Result<std::string> sign_and_encrypt(const SealInput& seal, RandomSource& random) {
  const bool compact = seal.serialization == jose::Serialization::compact;
  SealInput outer = seal;
  outer.cty = compact ? kCompactInside : kJsonInside;
  if (seal.input.plan.order == Order::sign_then_encrypt) {
    PLUMBLINE_TRY(const std::string signed_content, sign(seal, false));
    outer.content = as_bytes(signed_content);
    return encrypt(outer, seal.input.authenticity, random);
  }
  PLUMBLINE_TRY(const std::string encrypted, encrypt(seal, seal.input.authenticity, random));
  outer.content = as_bytes(encrypted);
  return sign(outer, false);
}

Result<std::string> seal_object(const SealInput& seal, RandomSource& random) {
  switch (seal.input.plan.protection) {
    case Protection::integrity:
      return sign(seal, false);
    case Protection::both:
      if (seal.input.authenticity == nullptr) {
        return fail(Errc::key_not_found, "no authenticity key");
      }
      return sign_and_encrypt(seal, random);
    default:
      return encrypt(seal, nullptr, random);
  }
}

Result<ProtectedData> protect_content(const ProtectInput& input, RandomSource& random) {
  SealInput seal{.input = input, .content = input.payload, .cty = input.payload_type};
  onem2m::ContentInfo info;
  info.media_type = "application/jose";
  info.security = onem2m::ContentSecurity::jose_compact;
  if (input.plan.form != Form::compact) {
    seal.serialization = jose::Serialization::flattened;
    info.media_type = "application/jose+json";
    info.security = input.plan.form == Form::json ? onem2m::ContentSecurity::jose_json
                                                  : onem2m::ContentSecurity::jose_json_base64;
  }
  ProtectedContent content;
  PLUMBLINE_TRY(content.con, seal_object(seal, random));
  if (info.security == onem2m::ContentSecurity::jose_json_base64) {
    content.con = to_base64(as_bytes(content.con));
  }
  content.cnf = onem2m::to_text(info);
  return content;
}

ProtectedChild child_of(const SealInput& seal, Use use, std::string object) {
  const bool tag = use == Use::authenticity;
  const WorkingKey& key = tag ? *seal.input.authenticity : *seal.input.confidentiality;
  const ChildKind tag_kind =
      key.key.secret() != nullptr ? ChildKind::authentication_tag : ChildKind::digital_signature;
  return {.kind = tag ? tag_kind : ChildKind::encrypted_content,
          .object = std::move(object),
          .params =
              params_of({.input = seal.input, .key = key, .use = use, .cty = {}, .tag = nullptr})};
}

/// Encrypted content first, its tag over the text of it.
/// @source TR-0012 figure 7.3.2.2-2
Result<ProtectedData> protect_children(const ProtectInput& input, RandomSource& random) {
  const Protection protection = input.plan.protection;
  SealInput seal{.input = input, .content = input.payload, .cty = input.payload_type};
  std::vector<ProtectedChild> children;
  if (protection == Protection::integrity) {
    PLUMBLINE_TRY(std::string tag, sign(seal, false));
    children.push_back(child_of(seal, Use::authenticity, std::move(tag)));
    return children;
  }
  const WorkingKey* const tag_key = protection == Protection::both ? input.authenticity : nullptr;
  if (protection == Protection::both && tag_key == nullptr) {
    return fail(Errc::key_not_found, "no authenticity key");
  }
  PLUMBLINE_TRY(std::string encrypted, encrypt(seal, tag_key, random));
  children.push_back(child_of(seal, encryption_use(protection), encrypted));
  if (tag_key != nullptr) {
    seal.content = as_bytes(encrypted);
    seal.cty = kCompactInside;
    PLUMBLINE_TRY(std::string tag, sign(seal, true));
    children.push_back(child_of(seal, Use::authenticity, std::move(tag)));
  }
  return children;
}

}  // namespace

Result<ProtectedData> protect(const ProtectInput& input, RandomSource& random) {
  switch (input.plan.form) {
    case Form::children:
      return protect_children(input, random);
    case Form::part:
      return protect_part(input, random);
    default:
      return protect_content(input, random);
  }
}

}  // namespace plumbline::data_at_rest
