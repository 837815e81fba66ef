#include "plumbline/data_at_rest/policy_integrity.hpp"

#include "layer.hpp"
#include "seal.hpp"

#include <array>

namespace plumbline::data_at_rest {

namespace {

/// What the CSE sets, or may set, itself.
constexpr std::array<const char*, 9> kSetByCse{
    "ri", "pi", "ct", "lt", "et", "ty", "rn", "cr", "st"};

}  // namespace

Result<std::string> settable_attributes(std::string_view attributes) {
  PLUMBLINE_TRY(Json json, parse_json(attributes));
  if (!json.is_object()) {
    return fail(Errc::malformed, "attributes: not an object");
  }
  for (const char* const name : kSetByCse) {
    json.erase(name);
  }
  return canonical_json(json);
}

Result<ProtectedChild> protect_attributes(const ProtectInput& input) {
  PLUMBLINE_TRY(const std::string covered, settable_attributes(as_text(input.payload)));
  const SealInput seal{.input = input, .content = as_bytes(covered), .cty = "application/json"};
  ProtectedChild child;
  child.kind = ChildKind::digital_signature;
  PLUMBLINE_TRY(child.object, sign(seal, true));
  child.params = params_of({.input = input,
                            .key = *input.authenticity,
                            .use = Use::authenticity,
                            .cty = {},
                            .tag = nullptr});
  return child;
}

Result<KeyNeed> need_of(const ProtectedChild& signature) {
  PLUMBLINE_TRY(const Layer layer, read_layer(signature.object));
  if (layer.encrypted) {
    return fail(Errc::malformed, "e2e:ds: not a JWS");
  }
  return layer.header.need;
}

Result<void> verify_attributes(std::string_view attributes,
                               std::string_view resource,
                               const ProtectedChild& signature,
                               const jose::Jwk& key,
                               const std::function<Result<void>(const TagCheck&)>& verify) {
  PLUMBLINE_TRY(const std::string covered, settable_attributes(attributes));
  PLUMBLINE_TRY(const Layer layer, read_layer(signature.object));
  PLUMBLINE_TRY(verify({.jws = layer.text, .detached_payload = as_bytes(covered), .key = key}));
  if (layer.header.resource != resource) {
    return fail(Errc::authentication_failed, "the signature was made for another resource");
  }
  return success();
}

}  // namespace plumbline::data_at_rest
