#include "target.hpp"

#include "plumbline/onem2m/parameter_value.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace plumbline::adapters::http {
namespace {

constexpr std::size_t kMaxQueryFields = 64;
constexpr std::size_t kMaxQuoted = 64;  ///< of a peer's text, in messages

constexpr bool is_unreserved(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

/// RFC 3986 clauses 3.3 and 3.4, less what separates query fields.
constexpr std::string_view kAlsoInPath = "!$&'()*+,;=:@/";
constexpr std::string_view kAlsoInQuery = "!$'()*+,;:@/?";

void append_percent(std::string& out, char c) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto octet = static_cast<std::uint8_t>(c);
  out += '%';
  out += kDigits[octet >> 4U];
  out += kDigits[octet & 0x0FU];
}

void append_encoded(std::string& out, std::string_view text, std::string_view also) {
  for (const char c : text) {
    if (is_unreserved(c) || also.find(c) != std::string_view::npos) {
      out += c;
    } else {
      append_percent(out, c);
    }
  }
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  const char lower = static_cast<char>(static_cast<unsigned char>(c) | 0x20U);
  if (lower >= 'a' && lower <= 'f') {
    return static_cast<unsigned>(lower - 'a' + 10);
  }
  return std::nullopt;
}

Result<std::string> decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const bool complete = i + 2 < text.size();
    const auto high = complete ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = complete ? hex_digit(text[i + 2]) : std::nullopt;
    if (!high || !low) {
      return fail(Errc::malformed, "'%' without two hexadecimal digits");
    }
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  if (!onem2m::is_clean_text(out)) {
    return fail(Errc::malformed, "control character or octets that are no UTF-8");
  }
  return out;
}

Result<std::pair<std::string, std::string>> parse_query_field(std::string_view field) {
  const auto quoted = "query field '" + std::string{field.substr(0, kMaxQuoted)} + "'";
  const auto equals = field.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return fail(Errc::malformed, quoted + " is no name=value");
  }
  auto name = decode(field.substr(0, equals));
  auto value = decode(field.substr(equals + 1));
  if (!name || !value) {
    return fail(Errc::malformed, quoted + ": " + (name ? value : name).error().detail);
  }
  const auto type = onem2m::type_in_query(name.value());
  if (type && !onem2m::conforms(*type, value.value())) {
    return fail(Errc::invalid_value, quoted + ": not " + std::string{onem2m::describe(*type)});
  }
  return std::pair{std::move(name).value(), std::move(value).value()};
}

/// What is left of absolute-form when scheme and authority are gone.
std::string_view without_authority(std::string_view target) {
  const auto scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) {
    return target;
  }
  const auto path = target.find('/', scheme + 3);
  return path == std::string_view::npos ? std::string_view{"/"} : target.substr(path);
}

}  // namespace

std::string path_of(std::string_view to) {
  std::string path;
  path.reserve(to.size() + 4);
  if (to.starts_with("//")) {
    path = "/_";
    to.remove_prefix(1);
  } else if (to.starts_with('/')) {
    path = "/~";
  } else {
    path = "/";
    // A first segment "~" or "_" of a CSE-relative target must not look like the other forms.
    const auto first = to.substr(0, to.find('/'));
    if (first == "~" || first == "_") {
      append_percent(path, first.front());
      to.remove_prefix(1);
    }
  }
  append_encoded(path, to, kAlsoInPath);
  return path;
}

Result<std::string> to_of(std::string_view path) {
  path = without_authority(path);
  if (!path.starts_with('/') || path.size() < 2) {
    return fail(Errc::malformed, "target: empty");
  }
  std::string prefix;
  if (path.starts_with("/~/")) {
    path.remove_prefix(2);
  } else if (path.starts_with("/_/")) {
    prefix = "/";
    path.remove_prefix(2);
  } else {
    path.remove_prefix(1);
  }
  auto decoded = decode(path);
  if (!decoded) {
    return fail(Errc::malformed, "target: " + decoded.error().detail);
  }
  return prefix + decoded.value();
}

std::string query_of(const onem2m::Parameters& parameters) {
  std::string query;
  for (const auto& [name, value] : parameters) {
    query += query.empty() ? '?' : '&';
    append_encoded(query, name, kAlsoInQuery);
    query += '=';
    append_encoded(query, value, kAlsoInQuery);
  }
  return query;
}

Result<onem2m::Parameters> parse_query(std::string_view query) {
  onem2m::Parameters parameters;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    PLUMBLINE_TRY(auto field, parse_query_field(query.substr(0, end)));
    query.remove_prefix(std::min(end + 1, query.size()));
    if (parameters.contains(field.first)) {
      return fail(Errc::malformed, "query field '" + field.first + "' is there twice");
    }
    if (parameters.size() == kMaxQueryFields) {
      return fail(Errc::too_large, "query: more than 64 fields");
    }
    parameters.insert(std::move(field));
  }
  return parameters;
}

}  // namespace plumbline::adapters::http
