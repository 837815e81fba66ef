/// @file
/// NFKC without a copy where none is needed.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <string>
#include <string_view>

namespace plumbline::keys {

/// An identifier in the form in which it enters a formula. ASCII, the usual case, is its own NFKC.
class Identifier {
 public:
  /// @return as nfkc(); refers to `text` as long as that is ASCII.
  [[nodiscard]] static Result<Identifier> from(std::string_view text);

  [[nodiscard]] ByteView octets() const noexcept {
    return as_bytes(normalized_.empty() ? text_ : std::string_view{normalized_});
  }

 private:
  std::string_view text_;
  std::string normalized_;
};

}  // namespace plumbline::keys
