#include "plumbline/core/json.hpp"

#include "json_builder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace plumbline {

namespace {

/// Walks the text for the library's lexer and lets the guard see how far it came. Copies share
/// one position.
class Cursor {
 public:
  // NOLINTBEGIN(readability-identifier-naming): names that the standard library asks for
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  // NOLINTEND(readability-identifier-naming)

  explicit Cursor(const char** at) : at_(at) {}

  reference operator*() const { return **at_; }

  Cursor& operator++() {
    ++*at_;
    return *this;
  }

  friend bool operator==(Cursor a, Cursor b) { return *a.at_ == *b.at_; }

 private:
  const char** at_;
};

/// What is wrong, out of the library's message: without its prefix and without the text last read,
/// which may be a secret.
std::string reason_of(const Json::exception& error) {
  constexpr int kNumberOverflow = 406;
  if (error.id == kNumberOverflow) {
    return "a number beyond the range of a double";
  }
  std::string_view text = error.what();
  text = text.substr(0, text.find("; last read: "));
  const std::size_t reason = text.find(" - ");
  return std::string{reason == std::string_view::npos ? "syntax error" : text.substr(reason + 3)};
}

/// What JSON text alone can get wrong.
class TextBuilder : public JsonBuilder {
 public:
  using JsonBuilder::JsonBuilder;

  bool number_float(Json::number_float_t value, const Json::string_t& text) {
    // The library falls back to a double for an integer that 64 bits cannot hold.
    if (text.find_first_of(".eE") == std::string::npos) {
      return refuse(Errc::malformed, "an integer beyond 64 bits");
    }
    return JsonBuilder::number_float(value, text);
  }

  bool parse_error(std::size_t /*position*/,
                   const std::string& /*token*/,
                   const Json::exception& error) {
    return refuse(Errc::malformed, reason_of(error));
  }
};

/// "line 3, column 7: why", for the octet at `offset`.
Error at_position(std::string_view text, std::size_t offset, Error error) {
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? offset + 1 : offset - newline;
  error.detail =
      "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + error.detail;
  return error;
}

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.octets) {
    return fail(Errc::too_large,
                "JSON text of " + std::to_string(text.size()) + " octets, at most " +
                    std::to_string(limits.octets) + " are allowed");
  }
  if (text.starts_with("\xef\xbb\xbf")) {
    return at_position(text, 0, fail(Errc::malformed, "byte order mark (RFC 8259 clause 8.1)"));
  }
  // The library takes a zero octet for the end of the text and would ignore what follows.
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return at_position(text, zero, fail(Errc::malformed, "a zero octet"));
  }
  const char* at = text.data();
  const char* end = at + text.size();
  TextBuilder builder{limits};
  if (!Json::sax_parse(Cursor{&at}, Cursor{&end}, &builder)) {
    const auto read = static_cast<std::size_t>(at - text.data());
    return at_position(text, read == 0 ? 0 : read - 1, *builder.failure());
  }
  return builder.take_value();
}

std::string text_at(const Json& object, std::string_view name) {
  if (!object.is_object()) {
    return {};
  }
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

std::string json_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace plumbline
