#include "content.hpp"

#include "plumbline/core/bytes.hpp"
#include "plumbline/jose/serialization.hpp"

#include <utility>

namespace plumbline::esdata {

namespace {

using onem2m::ContentSecurity;

bool is_json(std::string_view object) {
  const std::size_t first = object.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && object[first] == '{';
}

}  // namespace

Result<onem2m::ContentInfo> marking_of(ContentSecurity form) {
  switch (form) {
    case ContentSecurity::jose_compact:
      return onem2m::ContentInfo{.media_type = "application/jose", .security = form};
    case ContentSecurity::jose_json:
    case ContentSecurity::jose_json_base64:
      return onem2m::ContentInfo{.media_type = "application/jose+json", .security = form};
    default:
      return fail(Errc::unsupported, "contentSecurity: not a JOSE form");
  }
}

std::string wrapped(std::string object, ContentSecurity form) {
  return form == ContentSecurity::jose_json_base64 ? to_base64(as_bytes(object))
                                                   : std::move(object);
}

Result<std::string> unwrapped(std::string_view content, const onem2m::ContentInfo& info) {
  PLUMBLINE_TRY(marking_of(info.security));
  if (info.encoding != onem2m::ContentEncoding::plain) {
    return fail(Errc::unsupported, "contentInfo: an encoding over a protected object");
  }
  if (content.size() > jose::JoseLimits{}.octets) {
    return fail(Errc::too_large, "content: " + std::to_string(content.size()) + " octets");
  }
  std::string object{content};
  if (info.security == ContentSecurity::jose_json_base64) {
    PLUMBLINE_TRY(const Bytes octets, from_base64(content));
    object = as_text(octets);
  }
  if (is_json(object) == (info.security == ContentSecurity::jose_compact)) {
    return fail(Errc::malformed, "content: not in the form that contentSecurity says");
  }
  return object;
}

}  // namespace plumbline::esdata
