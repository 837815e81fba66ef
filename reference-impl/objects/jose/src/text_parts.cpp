#include "text_parts.hpp"

#include "header_memo.hpp"

#include <string>

namespace plumbline::jose {

Result<void> check_size(std::string_view text, const JoseLimits& limits) {
  if (text.size() > limits.octets) {
    return fail(Errc::too_large,
                "object of " + std::to_string(text.size()) + " octets, at most " +
                    std::to_string(limits.octets) + " are allowed");
  }
  return success();
}

bool looks_like_json(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

Result<Json> parse_object(std::string_view text, std::string_view what, const JoseLimits& limits) {
  auto object = parse_json(text, {.octets = limits.octets, .depth = 20, .values = 1U << 16U});
  if (!object) {
    return fail(object.error().code, std::string{what} + ": " + object.error().detail);
  }
  return object;
}

Result<Bytes> decode_part(std::string_view encoded, std::string_view what) {
  auto octets = from_base64url(encoded);
  if (!octets) {
    return fail(octets.error().code, std::string{what} + ": " + octets.error().detail);
  }
  return octets;
}

Result<Header> decode_header(std::string_view encoded) {
  if (encoded.size() > base64url_size(kMaxHeaderOctets)) {
    return fail(Errc::too_large, "header of " + std::to_string(encoded.size()) + " characters");
  }
  if (Header known = recall_header(encoded); !known.empty()) {
    return known;
  }
  PLUMBLINE_TRY(const Bytes text, decode_part(encoded, "protected header"));
  PLUMBLINE_TRY(Header header, Header::parse(as_text(text)));
  remember_header(encoded, header);
  return header;
}

Result<std::string_view> text_member(const Json& object, std::string_view name) {
  const auto member = object.find(name);
  if (member == object.end()) {
    return std::string_view{};
  }
  if (!member->is_string()) {
    return fail(Errc::malformed, std::string{name} + " is no string");
  }
  const std::string_view text = member->get_ref<const std::string&>();
  if (text.empty()) {
    return fail(Errc::malformed, std::string{name} + " is there but empty");
  }
  return text;
}

Result<Header> header_member(const Json& object, std::string_view name) {
  const auto member = object.find(name);
  if (member == object.end()) {
    return Header{};
  }
  auto header = Header::of(*member);
  if (!header) {
    return fail(header.error().code, std::string{name} + ": " + header.error().detail);
  }
  return header;
}

}  // namespace plumbline::jose
