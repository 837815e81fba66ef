#include "plumbline/core/json.hpp"

#include "plumbline/core/quoted_name.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

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

/// Builds the value from the library's parse events and refuses what JsonLimits and the contract
/// of parse_json do not allow. The event functions have the names and types that nlohmann::json_sax
/// prescribes; each returns false to stop the parse.
class Guard {
 public:
  explicit Guard(const JsonLimits& limits) : limits_(limits) {}

  bool null() { return add(nullptr) != nullptr; }

  bool boolean(bool value) { return add(value) != nullptr; }

  bool number_integer(Json::number_integer_t value) { return add(value) != nullptr; }

  bool number_unsigned(Json::number_unsigned_t value) { return add(value) != nullptr; }

  bool number_float(Json::number_float_t value, const Json::string_t& text) {
    // The library falls back to a double for an integer that 64 bits cannot hold.
    if (text.find_first_of(".eE") == std::string::npos) {
      return refuse(Errc::malformed, "an integer beyond 64 bits");
    }
    return add(value) != nullptr;
  }

  bool string(Json::string_t& value) { return add(std::move(value)) != nullptr; }

  bool binary(Json::binary_t& value) { return add(std::move(value)) != nullptr; }

  bool start_object(std::size_t) { return open(Json::value_t::object); }

  bool end_object() { return close(); }

  bool start_array(std::size_t) { return open(Json::value_t::array); }

  bool end_array() { return close(); }

  bool key(Json::string_t& name) {
    auto& members = open_.back()->get_ref<Json::object_t&>();
    const auto [member, added] = members.try_emplace(std::move(name));
    if (!added) {
      return refuse(Errc::malformed, "duplicate member " + quoted_name(member->first));
    }
    member_ = &member->second;
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const Json::exception& error) {
    return refuse(Errc::malformed, reason_of(error));
  }

  Json take_value() { return std::move(root_); }

  const std::optional<Error>& failure() const { return failure_; }

 private:
  bool refuse(Errc code, std::string why) {
    failure_ = fail(code, std::move(why));
    return false;
  }

  template <typename T>
  Json* add(T&& value) {
    if (open_.empty()) {
      root_ = Json(std::forward<T>(value));
      return &root_;
    }
    if (++values_ > limits_.values) {
      refuse(Errc::too_large, "more than " + std::to_string(limits_.values) + " values");
      return nullptr;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      return &parent.get_ref<Json::array_t&>().emplace_back(std::forward<T>(value));
    }
    *member_ = Json(std::forward<T>(value));
    return member_;
  }

  bool open(Json::value_t kind) {
    if (open_.size() >= limits_.depth) {
      return refuse(Errc::too_large, "nested deeper than " + std::to_string(limits_.depth));
    }
    Json* const value = add(kind);
    if (value == nullptr) {
      return false;
    }
    open_.push_back(value);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  const JsonLimits& limits_;
  Json root_;
  std::vector<Json*> open_;  ///< innermost last; only the last one grows, so the pointers hold
  Json* member_ = nullptr;   ///< whose name was read last
  std::size_t values_ = 0;
  std::optional<Error> failure_;
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
  Guard guard{limits};
  if (!Json::sax_parse(Cursor{&at}, Cursor{&end}, &guard)) {
    const auto read = static_cast<std::size_t>(at - text.data());
    return at_position(text, read == 0 ? 0 : read - 1, *guard.failure());
  }
  return guard.take_value();
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
