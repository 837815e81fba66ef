#include "text.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <utility>

namespace plumbline::reports {
namespace {

// Least code point that takes so many octets.
constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};

// Control, bidirectional and invisible characters; the same list as in reports/html/script/dom.js.
constexpr std::array<std::pair<char32_t, char32_t>, 11> kHidden{{{0x00, 0x08},
                                                                 {0x0B, 0x1F},
                                                                 {0x7F, 0x9F},
                                                                 {0xAD, 0xAD},
                                                                 {0x61C, 0x61C},
                                                                 {0x200B, 0x200F},
                                                                 {0x2028, 0x202E},
                                                                 {0x2060, 0x206F},
                                                                 {0xFEFF, 0xFEFF},
                                                                 {0xFFF9, 0xFFFB},
                                                                 {0xE0000, 0xE007F}}};

struct Character {
  char32_t code = 0;
  std::size_t size = 1;  ///< octets
  bool valid = false;
};

// One character of RFC 3629 UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
Character character_at(std::string_view text) noexcept {
  const auto octet = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[i]); };
  const char32_t lead = octet(0);
  if (lead < 0x80U) {
    return {.code = lead, .size = 1, .valid = true};
  }
  const std::size_t size = lead >= 0xF0U ? 4U : (lead >= 0xE0U ? 3U : 2U);
  if (lead < 0xC2U || lead > 0xF4U || text.size() < size) {
    return {};
  }
  char32_t code = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xC0U) != 0x80U) {
      return {};
    }
    code = (code << 6U) | (octet(i) & 0x3FU);
  }
  const bool surrogate = code >= 0xD800U && code <= 0xDFFFU;
  if (code < kLeast.at(size) || code > 0x10FFFFU || surrogate) {
    return {};
  }
  return {.code = code, .size = size, .valid = true};
}

bool is_hidden(char32_t code) noexcept {
  for (const auto& [first, last] : kHidden) {
    if (code >= first && code <= last) {
      return true;
    }
  }
  return false;
}

bool continues(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character next = character_at(text);
    if (!next.valid) {
      out += "\uFFFD";
    } else if (is_hidden(next.code)) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(next.code));
    } else {
      out += text.substr(0, next.size);
    }
    text.remove_prefix(next.size);
  }
  return out;
}

std::string clipped(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) {
    return std::string{text};
  }
  std::size_t end = limit;
  while (end > 0 && continues(text[end])) {
    --end;
  }
  return fmt::format("{}… ({} octets)", text.substr(0, end), text.size());
}

std::size_t columns_of(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) {
    count += continues(c) ? 0U : 1U;
  }
  return count;
}

std::string_view cut(std::string_view text, std::size_t columns) noexcept {
  std::size_t end = 0;
  while (end < text.size()) {
    if (!continues(text[end]) && columns-- == 0) {
      break;
    }
    ++end;
  }
  return text.substr(0, end);
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string plural(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace plumbline::reports
