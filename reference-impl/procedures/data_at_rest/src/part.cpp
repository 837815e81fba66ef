#include "part.hpp"

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include "seal.hpp"

#include <utility>
#include <vector>

namespace plumbline::data_at_rest {

namespace {

constexpr const char* kProtected = "e2e:prot";

using Pointer = Json::json_pointer;

Result<Pointer> pointer_of(const std::string& text) {
  try {
    return Pointer{text};
  } catch (const Json::exception&) {  // the library's only way to say so
    return fail(Errc::malformed, "pointer: is no JSON pointer of RFC 6901");
  }
}

/// Where protected values stand, at most two of them.
void find_protected(const Json& value, const Pointer& here, std::vector<Pointer>& found) {
  if (found.size() > 1) {
    return;
  }
  if (value.is_object() && value.contains(kProtected)) {
    found.push_back(here);
    return;
  }
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      find_protected(member, here / name, found);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      find_protected(value[i], here / i, found);
    }
  }
}

}  // namespace

Result<ProtectedData> protect_part(const ProtectInput& input, RandomSource& random) {
  if (input.plan.protection == Protection::both) {
    return fail(Errc::invalid_value, "a part is encrypted or signed, not both");
  }
  PLUMBLINE_TRY(Json document, parse_json(as_text(input.payload)));
  PLUMBLINE_TRY(const Pointer pointer, pointer_of(input.pointer));
  if (!document.contains(pointer)) {
    return fail(Errc::not_found, "pointer: leads to nothing");
  }
  Json& value = document[pointer];
  const std::string canonical = canonical_json(value);
  const SealInput seal{.input = input, .content = as_bytes(canonical), .cty = "application/json"};
  const bool signs = input.plan.protection == Protection::integrity;
  PLUMBLINE_TRY(std::string envelope, signs ? sign(seal, true) : encrypt(seal, nullptr, random));
  Json replacement = {{"env", std::move(envelope)}};
  if (signs) {
    replacement["val"] = std::move(value);
  }
  value = Json{{kProtected, std::move(replacement)}};

  onem2m::ContentInfo info;
  info.media_type = input.payload_type;
  return ProtectedContent{.con = json_text(document), .cnf = onem2m::to_text(info)};
}

Result<Part> find_part(const ProtectedContent& content) {
  Part part;
  PLUMBLINE_TRY(part.document, parse_json(content.con));
  std::vector<Pointer> found;
  find_protected(part.document, Pointer{}, found);
  if (found.size() != 1) {
    return fail(Errc::malformed, found.empty() ? "nothing is protected" : "more than one part");
  }
  part.pointer = found.front().to_string();
  const Json& holder = part.document[found.front()];
  JsonReader holder_reader{holder, part.pointer};
  const Json& protected_value = holder_reader.object(kProtected);
  PLUMBLINE_TRY(holder_reader.finish());
  JsonReader reader{protected_value, part.pointer + '/' + kProtected};
  std::string envelope = reader.string("env");
  if (const Json* const value = reader.optional_any("val")) {
    part.value = *value;
  }
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(part.layer, read_layer(std::move(envelope)));
  if (part.layer.header.pointer != part.pointer) {
    return fail(Errc::authentication_failed, "the part was made for another place");
  }
  if (part.layer.encrypted == part.value.has_value()) {
    return fail(Errc::malformed, "a value stands beside a signature, and only there");
  }
  return part;
}

Result<Opened> open_part(Part part,
                         std::string media_type,
                         const OpenInput& input,
                         const OpenSteps& steps) {
  const jose::Jwk* const key = part.layer.encrypted ? input.confidentiality : input.authenticity;
  if (key == nullptr) {
    return fail(Errc::key_not_found, "no key for the part");
  }
  Opened opened;
  opened.payload_type = std::move(media_type);
  opened.resource = part.layer.header.resource;
  opened.decrypted = part.layer.encrypted;
  opened.verified = !part.layer.encrypted;
  if (part.layer.encrypted) {
    PLUMBLINE_TRY(const Bytes plaintext, steps.decrypt({.jwe = part.layer.text, .key = *key}));
    PLUMBLINE_TRY(part.value, parse_json(as_text(plaintext)));
  } else {
    const std::string canonical = canonical_json(*part.value);
    PLUMBLINE_TRY(steps.verify(
        {.jws = part.layer.text, .detached_payload = as_bytes(canonical), .key = *key}));
  }
  part.document[Pointer{part.pointer}] = std::move(*part.value);
  const std::string text = json_text(part.document);
  opened.payload.assign(text.begin(), text.end());
  return opened;
}

}  // namespace plumbline::data_at_rest
