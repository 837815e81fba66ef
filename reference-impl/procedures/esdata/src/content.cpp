#include "content.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/jose/serialization.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esdata {

namespace {

using onem2m::ContentSecurity;

struct Marking {
  Form form{};
  std::string_view name;
  std::string_view encrypted;  ///< media type
  std::string_view only_signed;
  ContentSecurity security{};
};

constexpr std::string_view kJose = "application/jose";
constexpr std::string_view kJoseJson = "application/jose+json";
constexpr std::string_view kXenc = "application/xenc+xml";
constexpr std::string_view kXml = "application/xml";

constexpr std::array<Marking, 5> kMarkings{
    {{Form::jose_compact, "jose-compact", kJose, kJose, ContentSecurity::jose_compact},
     {Form::jose_json, "jose-json", kJoseJson, kJoseJson, ContentSecurity::jose_json},
     {Form::jose_json_base64,
      "jose-json-base64",
      kJoseJson,
      kJoseJson,
      ContentSecurity::jose_json_base64},
     {Form::xml, "xml", kXenc, kXml, ContentSecurity::xml},
     {Form::xml_base64, "xml-base64", kXenc, kXml, ContentSecurity::xml_base64}}};

const Marking& row_of(Form form) noexcept {
  return *std::ranges::find(kMarkings, form, &Marking::form);
}

bool is_base64(Form form) {
  return form == Form::jose_json_base64 || form == Form::xml_base64;
}

bool is_json(std::string_view object) {
  const std::size_t first = object.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && object[first] == '{';
}

bool is_in_form(const Object& object) {
  switch (object.form) {
    case Form::jose_compact:
      return !is_json(object.text);
    case Form::jose_json:
    case Form::jose_json_base64:
      return is_json(object.text);
    default:
      return true;  // XML tells when it is parsed
  }
}

}  // namespace

std::string_view name_of(Form form) noexcept {
  return row_of(form).name;
}

std::optional<Form> form_named(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kMarkings, name, &Marking::name);
  return found == kMarkings.end() ? std::nullopt : std::optional{found->form};
}

onem2m::ContentInfo marking_of(Form form, SecurityClass security_class) {
  const Marking& row = row_of(form);
  const bool encrypts = security_class != SecurityClass::signature_only;
  return {.media_type = std::string{encrypts ? row.encrypted : row.only_signed},
          .security = row.security};
}

std::string wrapped(std::string object, Form form) {
  return is_base64(form) ? to_base64(as_bytes(object)) : std::move(object);
}

Result<Object> unwrapped(std::string_view content, const onem2m::ContentInfo& info) {
  const auto* const row = std::ranges::find(kMarkings, info.security, &Marking::security);
  if (row == kMarkings.end()) {
    return fail(Errc::unsupported, "contentSecurity: not a form of ESData");
  }
  if (info.encoding != onem2m::ContentEncoding::plain) {
    return fail(Errc::unsupported, "contentInfo: an encoding over a protected object");
  }
  if (content.size() > jose::JoseLimits{}.octets) {
    return fail(Errc::too_large, "content: " + std::to_string(content.size()) + " octets");
  }
  Object object{.form = row->form, .text = std::string{content}};
  if (is_base64(object.form)) {
    PLUMBLINE_TRY(const Bytes octets, from_base64(content));
    object.text = as_text(octets);
  }
  if (!is_in_form(object)) {
    return fail(Errc::malformed, "content: not in the form that contentSecurity says");
  }
  return object;
}

}  // namespace plumbline::esdata
