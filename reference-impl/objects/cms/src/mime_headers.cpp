#include "mime_headers.hpp"

#include "plumbline/cms/mime.hpp"

#include <algorithm>
#include <iterator>

namespace plumbline::cms {
namespace {

constexpr std::size_t kMostOctets = std::size_t{16} << 10U;
constexpr std::string_view kBlank = " \t";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != ':';
  });
}

/// Takes a quoted or bare parameter value from the front of `rest`.
std::string take_value(std::string_view& rest) {
  std::string value;
  if (!rest.starts_with('"')) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    value = trimmed(rest.substr(0, end));
    rest.remove_prefix(end);
    return value;
  }
  std::size_t i = 1;
  for (; i < rest.size() && rest[i] != '"'; ++i) {
    if (rest[i] == '\\' && i + 1 < rest.size()) {
      ++i;
    }
    value += rest[i];
  }
  rest.remove_prefix(std::min(i + 1, rest.size()));
  return value;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return lower;
}

Result<MimeHeaders> MimeHeaders::read(std::string_view message) {
  MimeHeaders headers;
  while (true) {
    const std::size_t end = message.find('\n', headers.body_);
    if (std::min(end, message.size()) > kMostOctets) {
      return fail(Errc::too_large, "MIME: headers over 16 KiB");
    }
    if (end == std::string_view::npos) {
      return fail(Errc::malformed, "MIME: no empty line after the headers");
    }
    std::string_view line = message.substr(headers.body_, end - headers.body_);
    headers.body_ = end + 1;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty()) {
      return headers;
    }
    PLUMBLINE_TRY(headers.add(line));
  }
}

Result<void> MimeHeaders::add(std::string_view line) {
  const bool folded = kBlank.find(line.front()) != std::string_view::npos;
  if (folded && !fields_.empty()) {
    std::string& value = fields_.back().value;
    value.append(value.empty() ? "" : " ").append(trimmed(line));
    return success();
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return fail(Errc::malformed, "MIME: a header line is no field");
  }
  fields_.push_back({.name = lower_case(line.substr(0, colon)),
                     .value = std::string{trimmed(line.substr(colon + 1))}});
  return success();
}

std::string_view MimeHeaders::field(std::string_view name) const {
  const auto named = [name](const Field& field) { return field.name == name; };
  const auto found = std::find_if(fields_.begin(), fields_.end(), named);
  if (found == fields_.end() || std::any_of(found + 1, fields_.end(), named)) {
    return {};
  }
  return found->value;
}

std::string media_type_in(std::string_view value) {
  return lower_case(trimmed(value.substr(0, value.find(';'))));
}

std::string parameter_in(std::string_view value, std::string_view name) {
  std::string_view rest = value.substr(std::min(value.find(';'), value.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::size_t equals = rest.find_first_of("=;");
    if (equals == std::string_view::npos) {
      return {};
    }
    const std::string found = lower_case(trimmed(rest.substr(0, equals)));
    const bool has_value = rest[equals] == '=';
    rest.remove_prefix(equals + (has_value ? 1 : 0));
    if (has_value) {
      rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
      std::string taken = take_value(rest);
      if (found == name) {
        return taken;
      }
      rest.remove_prefix(std::min(rest.find(';'), rest.size()));
    }
  }
  return {};
}

Result<Bytes> base64_lines_decoded(std::string_view text) {
  std::string bare;
  bare.reserve(text.size());
  std::copy_if(text.begin(), text.end(), std::back_inserter(bare), [](char c) {
    return c != '\r' && c != '\n' && c != ' ' && c != '\t';
  });
  return from_base64(bare);
}

std::string base64_lines(ByteView octets, std::string_view end) {
  constexpr std::size_t kLine = 64;
  const std::string text = to_base64(octets);
  std::string lines;
  for (std::size_t i = 0; i < text.size(); i += kLine) {
    lines.append(text, i, kLine).append(end);
  }
  return lines;
}

Result<Bytes> transfer_decoded(std::string_view body, std::string_view encoding) {
  const std::string name = lower_case(encoding);
  if (name == "base64") {
    return base64_lines_decoded(body);
  }
  if (name.empty() || name == "7bit" || name == "8bit" || name == "binary") {
    const ByteView octets = as_bytes(body);
    return Bytes{octets.begin(), octets.end()};
  }
  return fail(Errc::unsupported, "MIME: transfer encoding other than base64, 7bit, 8bit, binary");
}

}  // namespace plumbline::cms
