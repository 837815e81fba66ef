#include "plumbline/core/json_reader.hpp"

#include "plumbline/core/quoted_name.hpp"

#include <cmath>
#include <utility>

namespace plumbline {

namespace {

const Json& null_json() {
  static const Json null;
  return null;
}

/// Beyond, not every integer is a double (2^53).
constexpr double kLargestExact = 9007199254740992.0;

/// JSON knows one kind of number: some products write 2001 as 2001.0.
bool is_integer(const Json& value) {
  if (!value.is_number_float()) {
    return value.is_number_integer();
  }
  const auto number = value.get<double>();
  return std::abs(number) <= kLargestExact && std::trunc(number) == number;
}

/// The member, which is_integer(), in 64 bits; nothing for a larger number.
std::optional<std::int64_t> as_integer(const Json& value) {
  if (value.is_number_unsigned() && !std::in_range<std::int64_t>(value.get<std::uint64_t>())) {
    return std::nullopt;
  }
  return value.get<std::int64_t>();
}

}  // namespace

JsonReader::JsonReader(const Json& object, std::string where)
    : object_(object),
      where_(std::move(where)) {
  if (!object_.is_object()) {
    failure_ = fail(Errc::malformed, message("must be an object"));
  }
}

const Json* JsonReader::take(std::string_view name) {
  if (failed()) {
    return nullptr;
  }
  read_.emplace(name);
  const auto member = object_.find(name);
  return member == object_.end() ? nullptr : &*member;
}

const Json* JsonReader::require(std::string_view name) {
  const Json* const value = take(name);
  if (value == nullptr) {
    refuse(name, "is missing", Errc::malformed);
  }
  return value;
}

void JsonReader::refuse(std::string_view name, std::string_view why, Errc code) {
  if (failed()) {
    return;
  }
  std::string path = where_;
  if (!path.empty()) {
    path += '.';
  }
  path += name;
  failure_ = fail(code, path + ": " + std::string{why});
}

void JsonReader::adopt(const Result<void>& nested) {
  if (!failed() && !nested) {
    failure_ = nested.error();
  }
}

std::string JsonReader::message(std::string_view why) const {
  std::string text = where_;
  if (!text.empty()) {
    text += ": ";
  }
  return text.append(why);
}

std::string JsonReader::string(std::string_view name) {
  require(name);
  return optional_string(name).value_or("");
}

std::optional<std::string> JsonReader::optional_string(std::string_view name) {
  const Json* const value = take(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_string()) {
    refuse(name, "must be a string", Errc::malformed);
    return std::nullopt;
  }
  return value->get_ref<const std::string&>();
}

std::int64_t JsonReader::integer(std::string_view name, std::int64_t low, std::int64_t high) {
  require(name);
  return optional_integer(name, low, high).value_or(0);
}

std::optional<std::int64_t> JsonReader::optional_integer(std::string_view name,
                                                         std::int64_t low,
                                                         std::int64_t high) {
  const Json* const value = take(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!is_integer(*value)) {
    refuse(name, "must be an integer", Errc::malformed);
    return std::nullopt;
  }
  const auto number = as_integer(*value);
  if (!number || *number < low || *number > high) {
    refuse(name, "must be from " + std::to_string(low) + " to " + std::to_string(high));
    return std::nullopt;
  }
  return number;
}

std::optional<bool> JsonReader::optional_boolean(std::string_view name) {
  const Json* const value = take(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_boolean()) {
    refuse(name, "must be true or false", Errc::malformed);
    return std::nullopt;
  }
  return value->get<bool>();
}

Bytes JsonReader::hex(std::string_view name) {
  require(name);
  return optional_hex(name).value_or(Bytes{});
}

std::optional<Bytes> JsonReader::optional_hex(std::string_view name) {
  const auto text = optional_string(name);
  if (!text) {
    return std::nullopt;
  }
  auto bytes = from_hex(*text);
  if (!bytes) {
    refuse(name, bytes.error().detail);
    return std::nullopt;
  }
  return std::move(bytes).value();
}

const Json& JsonReader::object(std::string_view name) {
  require(name);
  const Json* const value = optional_object(name);
  return value == nullptr ? null_json() : *value;
}

const Json* JsonReader::optional_object(std::string_view name) {
  const Json* const value = take(name);
  if (value != nullptr && !value->is_object()) {
    refuse(name, "must be an object", Errc::malformed);
    return nullptr;
  }
  return value;
}

const Json& JsonReader::array(std::string_view name) {
  require(name);
  const Json* const value = optional_array(name);
  return value == nullptr ? null_json() : *value;
}

const Json* JsonReader::optional_array(std::string_view name) {
  const Json* const value = take(name);
  if (value != nullptr && !value->is_array()) {
    refuse(name, "must be an array", Errc::malformed);
    return nullptr;
  }
  return value;
}

const Json* JsonReader::optional_any(std::string_view name) {
  return take(name);
}

Result<void> JsonReader::finish() {
  if (failed()) {
    return *failure_;
  }
  for (const auto& [name, value] : object_.items()) {
    if (!read_.contains(name) && !name.starts_with("$comment")) {
      failure_ = fail(Errc::malformed, message("unknown member " + quoted_name(name)));
      return *failure_;
    }
  }
  return success();
}

Result<void> JsonReader::finish_lenient() const {
  if (failed()) {
    return *failure_;
  }
  return success();
}

}  // namespace plumbline
