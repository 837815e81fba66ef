/// @file
/// How To, the address of a created resource and query fields stand in options.

#pragma once

#include "plumbline/adapters/coap/message.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>
#include <string_view>

namespace plumbline::adapters::coap {

/// Adds the segments of a path "/a/b"; none for an empty one. Errc::invalid_value naming `what` for
/// a segment that no option can carry.
[[nodiscard]] Result<void> add_path(Message& message, std::string_view path, std::string_view what);

/// Adds Uri-Path or Location-Path options: "cse/a" → cse, a; "/cse-a/cse" → ~, cse-a, cse;
/// "//sp/cse-a" → _, sp, cse-a. Errc::invalid_value naming `what` for a segment that no option can
/// carry, or that would be taken for another form.
/// @source TS-0008 clause 6.2.2.3
[[nodiscard]] Result<void> add_target(Message& message,
                                      std::uint16_t number,
                                      std::string_view target,
                                      std::string_view what);

/// Segments of Uri-Path or Location-Path, and the identifier that they are. Errc::invalid_value for
/// what is no clean text or is "." or "..".
class TargetReader {
 public:
  [[nodiscard]] Result<void> take(std::string_view option, const Option& segment);

  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }

  [[nodiscard]] std::string target() const;

 private:
  std::string first_;
  std::string rest_;  ///< each segment with '/' in front
  std::size_t count_ = 0;
};

/// Adds a Uri-Query option. Errc::invalid_value naming the parameter when it does not fit.
/// @source TS-0008 clause 6.2.2.4
[[nodiscard]] Result<void> add_query_field(Message& message,
                                           std::string_view name,
                                           std::string_view value);

/// Adds the field in a Uri-Query option to `fields`. Errc::malformed or Errc::invalid_value naming
/// it; Errc::too_large for more than 64.
[[nodiscard]] Result<void> take_query_field(onem2m::Parameters& fields, const Option& option);

}  // namespace plumbline::adapters::coap
