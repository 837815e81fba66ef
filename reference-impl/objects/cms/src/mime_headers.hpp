/// @file
/// Header fields of a MIME entity, RFC 5322 clause 2.2 and RFC 2045.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::cms {

/// Fields in order; names in lower case, values unfolded and trimmed.
class MimeHeaders {
 public:
  /// Reads up to the empty line; lines end with CRLF or LF.
  ///
  /// @return Errc::malformed, Errc::too_large over 16 KiB.
  [[nodiscard]] static Result<MimeHeaders> read(std::string_view message);

  /// Where the body begins.
  [[nodiscard]] std::size_t body() const noexcept { return body_; }

  /// The value of the only field of that name; empty when there is none or there are several.
  [[nodiscard]] std::string_view field(std::string_view name) const;

 private:
  struct Field {
    std::string name;
    std::string value;
  };

  /// Takes a line that is not empty: a field, or the rest of the one before.
  [[nodiscard]] Result<void> add(std::string_view line);

  std::vector<Field> fields_;
  std::size_t body_ = 0;
};

/// The value of a parameter of it, quotes removed; empty when there is none.
[[nodiscard]] std::string parameter_in(std::string_view value, std::string_view name);

/// ASCII letters in lower case.
[[nodiscard]] std::string lower_case(std::string_view text);

/// Removes a transfer encoding: none, 7bit, 8bit and binary leave `body` as it is.
///
/// @source RFC 2045 clause 6
/// @return Errc::unsupported for others, Errc::malformed.
[[nodiscard]] Result<Bytes> transfer_decoded(std::string_view body, std::string_view encoding);

/// base64 in lines, RFC 2045 clause 6.8: white space between characters counts for nothing.
[[nodiscard]] Result<Bytes> base64_lines_decoded(std::string_view text);

/// The reverse, 64 characters a line, each line ended by `end`.
[[nodiscard]] std::string base64_lines(ByteView octets, std::string_view end);

}  // namespace plumbline::cms
