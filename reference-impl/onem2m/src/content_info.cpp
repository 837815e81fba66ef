#include "plumbline/onem2m/content_info.hpp"

#include <algorithm>
#include <optional>

namespace plumbline::onem2m {

namespace {

/// RFC 6838 clause 4.2, a little wider: any visible character but those that end a part.
bool is_media_type_part(std::string_view part) {
  return !part.empty() &&
         std::ranges::all_of(part, [](char c) { return c > ' ' && c <= '~' && c != '/'; });
}

bool is_media_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && is_media_type_part(text.substr(0, slash)) &&
         is_media_type_part(text.substr(slash + 1));
}

/// One digit up to `last`.
template <typename Enumeration>
std::optional<Enumeration> from_digit(std::string_view text, Enumeration last) {
  if (text.size() != 1 || text[0] < '0' || text[0] > '0' + static_cast<char>(last)) {
    return std::nullopt;
  }
  return static_cast<Enumeration>(text[0] - '0');
}

}  // namespace

Result<ContentInfo> parse_content_info(std::string_view text) {
  const std::size_t first = text.find(':');
  ContentInfo info{.media_type = std::string{text.substr(0, first)}};
  if (!is_media_type(info.media_type)) {
    return fail(Errc::malformed, "contentInfo: no media type before the first ':'");
  }
  if (first == std::string_view::npos) {
    return fail(Errc::malformed, "contentInfo: encodingType is missing");
  }
  const std::string_view rest = text.substr(first + 1);
  const std::size_t second = rest.find(':');
  const auto encoding = from_digit(rest.substr(0, second), ContentEncoding::base64_binary);
  if (!encoding) {
    return fail(Errc::malformed, "contentInfo: encodingType must be 0, 1 or 2");
  }
  info.encoding = *encoding;
  if (second != std::string_view::npos) {
    const auto security = from_digit(rest.substr(second + 1), ContentSecurity::xml_base64);
    if (!security) {
      return fail(Errc::malformed, "contentInfo: contentSecurity must be from 0 to 5");
    }
    info.security = *security;
  }
  return info;
}

std::string to_text(const ContentInfo& info) {
  std::string text = info.media_type + ':' + std::to_string(static_cast<unsigned>(info.encoding));
  if (info.security != ContentSecurity::none) {
    text += ':' + std::to_string(static_cast<unsigned>(info.security));
  }
  return text;
}

}  // namespace plumbline::onem2m
