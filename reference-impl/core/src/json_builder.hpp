/// @file
/// Builds a JSON value from the library's parse events and refuses what JsonLimits does not allow.

#pragma once

#include "plumbline/core/json.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace plumbline {

/// The event functions have the names and types that nlohmann::json_sax prescribes; each returns
/// false to stop the parse. What one format alone can get wrong is for a derived class, whose
/// functions hide these: the library calls them by the static type.
class JsonBuilder {
 public:
  /// `limits` must outlive the builder.
  explicit JsonBuilder(const JsonLimits& limits) : limits_(limits) {}

  bool null() { return add(nullptr) != nullptr; }

  bool boolean(bool value) { return add(value) != nullptr; }

  bool number_integer(Json::number_integer_t value) { return add(value) != nullptr; }

  bool number_unsigned(Json::number_unsigned_t value) { return add(value) != nullptr; }

  bool number_float(Json::number_float_t value, const Json::string_t& /*text*/) {
    return add(value) != nullptr;
  }

  bool string(Json::string_t& value) { return add(std::move(value)) != nullptr; }

  bool binary(Json::binary_t& value) { return add(std::move(value)) != nullptr; }

  bool start_object(std::size_t /*size*/) { return open(Json::value_t::object); }

  bool end_object() { return close(); }

  bool start_array(std::size_t /*size*/) { return open(Json::value_t::array); }

  bool end_array() { return close(); }

  /// Refuses a name that the object has already.
  bool key(Json::string_t& name);

  Json take_value() { return std::move(root_); }

  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 protected:
  /// Keeps the reason; always false.
  bool refuse(Errc code, std::string why);

 private:
  Json* add(Json value);
  bool open(Json::value_t kind);
  bool close();

  const JsonLimits& limits_;
  Json root_;
  std::vector<Json*> open_;  ///< innermost last; only the last one grows, so the pointers hold
  Json* member_ = nullptr;   ///< whose name was read last
  std::size_t values_ = 0;
  std::optional<Error> failure_;
};

}  // namespace plumbline
