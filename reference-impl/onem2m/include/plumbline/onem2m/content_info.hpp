/// @file
/// m2m:contentInfo: media type, encoding and security of a <contentInstance>'s content.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::onem2m {

enum class ContentEncoding : std::uint8_t { plain = 0, base64_string = 1, base64_binary = 2 };

/// @source TS-0004 clause 6.3.4.2.38
enum class ContentSecurity : std::uint8_t {
  none = 0,
  jose_compact = 1,
  jose_json = 2,
  jose_json_base64 = 3,
  xml = 4,
  xml_base64 = 5,
};

struct ContentInfo {
  std::string media_type;
  ContentEncoding encoding = ContentEncoding::plain;
  ContentSecurity security = ContentSecurity::none;
};

/// "application/jose:0:1". Errc::malformed naming the part that is wrong.
/// @source TS-0004 table 6.3.3-1
[[nodiscard]] Result<ContentInfo> parse_content_info(std::string_view text);
[[nodiscard]] std::string to_text(const ContentInfo& info);

}  // namespace plumbline::onem2m
