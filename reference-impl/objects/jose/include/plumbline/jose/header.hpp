/// @file
/// A JOSE header: strictly checked once, then immutable and cheap to copy.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::jose {

/// Longest header text in octets, before base64url.
inline constexpr std::size_t kMaxHeaderOctets = std::size_t{64} << 10U;

/// One JSON object of header parameters, protected or not, or the merge of several.
class Header {
 public:
  /// The absent header: no members, empty text.
  Header() = default;

  /// Takes `text` verbatim: its order and spacing are what a protected header is signed or
  /// authenticated with.
  ///
  /// @return Errc::malformed when it is no JSON object, a name occurs twice, or a registered
  ///         parameter (alg, enc, kid, cty, typ, zip) is no string; Errc::too_large over
  ///         kMaxHeaderOctets.
  [[nodiscard]] static Result<Header> parse(std::string_view text);

  /// The compact text of `object`, members in the order that it holds; errors as parse().
  [[nodiscard]] static Result<Header> of(const Json& object);

  /// No members at all: such a header is left out of every serialization.
  [[nodiscard]] bool empty() const noexcept { return parts_ == nullptr; }

  [[nodiscard]] std::string_view text() const noexcept;
  /// All members; an empty object for the absent header.
  [[nodiscard]] Json json() const;
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] bool contains(std::string_view name) const;
  /// The value of `name` when it is a string; valid as long as any copy of this header.
  [[nodiscard]] std::optional<std::string_view> string(std::string_view name) const;

  /// This header with one more member at its end.
  ///
  /// @return Errc::malformed when `name` is there already, else as parse().
  [[nodiscard]] Result<Header> with(std::string_view name, const Json& value) const;

  /// The union of both, RFC 7515 clause 7.2.1 and RFC 7516 clause 7.2.1.
  ///
  /// @return Errc::malformed when a name occurs in both.
  [[nodiscard]] Result<Header> merged_with(const Header& other) const;

 private:
  struct Parts;

  explicit Header(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<const Parts> parts_;
};

/// The protected header of a compact JWE or JWS, read without any key: what to fetch (kid) and what
/// to expect (cty, nonce). Nothing in it is authentic yet.
///
/// @return Errc::malformed, Errc::too_large.
[[nodiscard]] Result<Header> peek_header(std::string_view compact);

}  // namespace plumbline::jose
