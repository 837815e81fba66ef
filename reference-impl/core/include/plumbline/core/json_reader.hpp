/// @file
/// Reads one JSON object member by member and names whatever is missing, of the wrong type or
/// unknown.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace plumbline {

/// Usage: read every member you know, then `finish()`. The first failure is kept and every later
/// read yields a default value, so that a caller checks once, at the end.
class JsonReader {
 public:
  /// `where` is the path of the object in messages, e.g. "ixit.tef"; empty for a whole document.
  JsonReader(const Json& object, std::string where);

  [[nodiscard]] std::string string(std::string_view name);
  [[nodiscard]] std::optional<std::string> optional_string(std::string_view name);
  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t low, std::int64_t high);
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name,
                                                             std::int64_t low,
                                                             std::int64_t high);
  [[nodiscard]] std::optional<bool> optional_boolean(std::string_view name);
  /// Hex text to octets.
  [[nodiscard]] Bytes hex(std::string_view name);
  [[nodiscard]] std::optional<Bytes> optional_hex(std::string_view name);
  /// The member as an object or array; null JSON after a failure.
  [[nodiscard]] const Json& object(std::string_view name);
  [[nodiscard]] const Json* optional_object(std::string_view name);
  [[nodiscard]] const Json& array(std::string_view name);
  [[nodiscard]] const Json* optional_array(std::string_view name);
  /// Any JSON value, or nullptr when absent.
  [[nodiscard]] const Json* optional_any(std::string_view name);
  /// Records a failure about member `name`, unless there is one already.
  void refuse(std::string_view name, std::string_view why, Errc code = Errc::invalid_value);

  /// Takes over the failure of the reader of a nested object, unless there is one already.
  void adopt(const Result<void>& nested);

  [[nodiscard]] bool failed() const noexcept { return failure_.has_value(); }

  [[nodiscard]] const std::string& where() const noexcept { return where_; }

  /// Success when nothing failed and no unread member is left (a name starting with "$comment" is
  /// always let pass); else the first failure.
  [[nodiscard]] Result<void> finish();
  /// As finish(), but unread members are no fault.
  [[nodiscard]] Result<void> finish_lenient() const;

 private:
  const Json* take(std::string_view name);
  const Json* require(std::string_view name);
  [[nodiscard]] std::string message(std::string_view why) const;

  const Json& object_;
  std::string where_;
  std::set<std::string, std::less<>> read_;
  std::optional<Error> failure_;
};

}  // namespace plumbline
