#include "media_type.hpp"

#include "plumbline/adapters/http/message.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace plumbline::adapters::http {
namespace {

constexpr std::array<std::string_view, 3> kJsonTypes{
    "application/json", "application/vnd.onem2m-res+json", "application/vnd.onem2m-ntfy+json"};

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts off what stands before `separator`, or everything.
std::string_view take_until(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trim(part);
}

std::string to_lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

Result<std::uint32_t> parse_ty(std::string_view text) {
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || stop != text.data() + text.size() || text.empty()) {
    return fail(Errc::malformed, "Content-Type: ty is not a number");
  }
  return number;
}

/// RFC 7231 clause 5.3.1: a weight of zero excludes.
bool is_excluded(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto parameter = take_until(parameters, ';');
    if (parameter.size() > 2 && same_name(parameter.substr(0, 2), "q=")) {
      return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
    }
  }
  return false;
}

}  // namespace

Result<ContentType> parse_content_type(std::string_view value) {
  ContentType type;
  type.media_type = to_lower(take_until(value, ';'));
  if (type.media_type.find('/') == std::string::npos) {
    return fail(Errc::malformed, "Content-Type: no media type");
  }
  while (!value.empty()) {
    auto parameter = take_until(value, ';');
    const auto name = take_until(parameter, '=');
    if (!same_name(name, "ty")) {
      continue;  // charset and the like say nothing that JSON leaves open
    }
    if (type.ty) {
      return fail(Errc::malformed, "Content-Type: ty is there twice");
    }
    PLUMBLINE_TRY(type.ty, parse_ty(trim(parameter)));
  }
  return type;
}

bool is_json(std::string_view media_type) noexcept {
  return std::ranges::find(kJsonTypes, media_type) != kJsonTypes.end();
}

bool accepts_json(std::string_view accept) {
  while (!accept.empty()) {
    auto range = take_until(accept, ',');
    const auto type = to_lower(take_until(range, ';'));
    if ((type == "*/*" || type == "application/*" || is_json(type)) && !is_excluded(range)) {
      return true;
    }
  }
  return false;
}

}  // namespace plumbline::adapters::http
