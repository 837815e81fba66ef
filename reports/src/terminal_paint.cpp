#include "terminal_paint.hpp"

#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace plumbline::reports {
namespace {

using harness::Verdict;

constexpr std::size_t kUsualWidth = 80;
constexpr std::size_t kLeastWidth = 20;

// There is no query for OSC 8; these are the marks that terminals which know it leave.
constexpr std::array<std::string_view, 6> kMarks{"VTE_VERSION",
                                                 "WT_SESSION",
                                                 "KONSOLE_VERSION",
                                                 "KITTY_WINDOW_ID",
                                                 "DOMTERM",
                                                 "FORCE_HYPERLINK"};
constexpr std::array<std::string_view, 4> kPrograms{"iTerm.app", "WezTerm", "vscode", "ghostty"};

struct Look {
  std::string_view sign;
  std::string_view word;
  std::string_view colour;  ///< SGR parameters
};

Look look_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass:
      return {.sign = "✔", .word = "ok", .colour = "32"};
    case Verdict::inconclusive:
      return {.sign = "?", .word = "INCO", .colour = "33"};
    case Verdict::fail:
      return {.sign = "✘", .word = "FAIL", .colour = "1;31"};
    case Verdict::none:
    case Verdict::error:
      return {.sign = "!", .word = "ERR", .colour = "35"};
    case Verdict::not_applicable:
      return {.sign = "–", .word = "n/a", .colour = "2"};
  }
  return {};
}

// RFC 8089 file URI; octets outside the unreserved set of RFC 3986 are percent-encoded.
std::string file_uri(const std::filesystem::path& path) {
  std::string uri = "file://";
  for (const char c : path.string()) {
    const auto octet = static_cast<unsigned char>(c);
    if (std::isalnum(octet) != 0 || std::string_view{"/-._~"}.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", octet);
    }
  }
  return uri;
}

bool is_set(const Environment& environment, std::string_view name) {
  const auto value = environment(name);
  return value.has_value() && !value->empty();
}

// POSIX: the first of these that is set and not empty decides.
bool locale_is_utf8(const Environment& environment) {
  for (const std::string_view name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (is_set(environment, name)) {
      std::string value = environment(name).value();
      std::ranges::transform(
          value, value.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
  }
  return false;
}

bool knows_hyperlinks(const Environment& environment) {
  if (std::ranges::any_of(kMarks, [&](auto name) { return is_set(environment, name); })) {
    return true;
  }
  const std::string program = environment("TERM_PROGRAM").value_or("");
  return std::ranges::find(kPrograms, program) != kPrograms.end();
}

}  // namespace

TerminalStyle style_for(bool tty, std::size_t width, const Environment& environment) {
  const bool capable = tty && environment("TERM").value_or("") != "dumb";
  return {.tty = capable,
          .colour = capable && !is_set(environment, "NO_COLOR"),
          .utf8 = locale_is_utf8(environment),
          .hyperlinks = capable && knows_hyperlinks(environment),
          .verbose = false,
          .width = width == 0 ? kUsualWidth : std::max(width, kLeastWidth)};
}

std::string_view sign_of(Verdict verdict, const TerminalStyle& style) noexcept {
  return style.utf8 ? look_of(verdict).sign : look_of(verdict).word;
}

std::string painted(std::string_view text, Verdict verdict, const TerminalStyle& style) {
  return style.colour ? fmt::format("\033[{}m{}\033[0m", look_of(verdict).colour, text)
                      : std::string{text};
}

std::string linked(std::string_view path, const TerminalStyle& style) {
  const std::string shown = visible(path);
  if (!style.hyperlinks) {
    return shown;
  }
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  return error ? shown : fmt::format("\033]8;;{}\033\\{}\033]8;;\033\\", file_uri(whole), shown);
}

}  // namespace plumbline::reports
