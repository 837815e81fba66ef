#include "content.hpp"

#include "plumbline/cms/mime.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/jose/serialization.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esdata {

namespace {

using onem2m::ContentEncoding;
using onem2m::ContentSecurity;

struct Marking {
  Form form{};
  std::string_view name;
  std::string_view encrypted;  ///< media type
  std::string_view only_signed;
  ContentSecurity security{};
  ContentEncoding encoding = ContentEncoding::plain;
};

constexpr std::string_view kJose = "application/jose";
constexpr std::string_view kJoseJson = "application/jose+json";
constexpr std::string_view kXenc = "application/xenc+xml";
constexpr std::string_view kXml = "application/xml";
constexpr std::string_view kSMime = "application/pkcs7-mime";

constexpr std::array<Marking, 6> kMarkings{
    {{Form::jose_compact, "jose-compact", kJose, kJose, ContentSecurity::jose_compact},
     {Form::jose_json, "jose-json", kJoseJson, kJoseJson, ContentSecurity::jose_json},
     {Form::jose_json_base64,
      "jose-json-base64",
      kJoseJson,
      kJoseJson,
      ContentSecurity::jose_json_base64},
     {Form::xml, "xml", kXenc, kXml, ContentSecurity::xml},
     {Form::xml_base64, "xml-base64", kXenc, kXml, ContentSecurity::xml_base64},
     // contentSecurity has no number for CMS: the media type says it.
     {Form::cms, "cms", kSMime, kSMime, ContentSecurity::none, ContentEncoding::base64_binary}}};

const Marking& row_of(Form form) noexcept {
  return *std::ranges::find(kMarkings, form, &Marking::form);
}

bool is_base64(Form form) {
  return form == Form::jose_json_base64 || form == Form::xml_base64 || form == Form::cms;
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
      return true;  // XML and CMS tell when they are parsed
  }
}

/// Parameters of the media type are hints, RFC 8551 clause 3.2.2.
bool is_smime(std::string_view media_type) {
  return cms::media_type_in(media_type) == kSMime;
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
          .encoding = row.encoding,
          .security = row.security};
}

std::string wrapped(std::string object, Form form) {
  return is_base64(form) ? to_base64(as_bytes(object)) : std::move(object);
}

Result<Object> unwrapped(std::string_view content, const onem2m::ContentInfo& info) {
  const auto* const row = std::ranges::find(kMarkings, info.security, &Marking::security);
  if (row == kMarkings.end() || (row->form == Form::cms && !is_smime(info.media_type))) {
    return fail(Errc::unsupported, "contentInfo: not a form of ESData");
  }
  if (info.encoding != row->encoding) {
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
