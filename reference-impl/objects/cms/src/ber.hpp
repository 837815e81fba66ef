/// @file
/// Just enough of BER (X.690) to bound what OpenSSL is given, and to read back what its interface
/// does not tell.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace plumbline::cms {

namespace tag {
inline constexpr std::uint8_t kInteger = 0x02;
inline constexpr std::uint8_t kOctetString = 0x04;
inline constexpr std::uint8_t kObjectIdentifier = 0x06;
inline constexpr std::uint8_t kSequence = 0x30;
inline constexpr std::uint8_t kSet = 0x31;

/// [number], constructed.
constexpr std::uint8_t context(unsigned number) noexcept {
  return static_cast<std::uint8_t>(0xA0U + number);
}
}  // namespace tag

/// Identifier and length octets of one value.
struct BerHeader {
  std::uint8_t identifier = 0;  ///< first octet; the number of a high tag is passed over
  std::size_t size = 0;         ///< of these octets themselves
  std::size_t length = 0;       ///< of the contents; 0 when indefinite
  bool indefinite = false;

  [[nodiscard]] bool constructed() const noexcept { return (identifier & 0x20U) != 0; }

  /// End-of-contents, X.690 clause 8.1.5.
  [[nodiscard]] bool ends_contents() const noexcept { return identifier == 0; }
};

/// The header at the start of `rest`. Errc::malformed when it is cut, when its contents reach
/// beyond `rest`, or when its length takes more than 8 octets.
[[nodiscard]] Result<BerHeader> read_header(ByteView rest);

/// That `ber` is exactly one value, well formed down to its last octet. Constant memory.
///
/// @return Errc::malformed; Errc::too_large when values lie more than `depth` deep.
[[nodiscard]] Result<void> check_shape(ByteView ber, std::size_t depth);

/// Walks over DER values beside each other. Errc::malformed where one is not what is asked for.
class DerReader {
 public:
  explicit DerReader(ByteView der) : rest_(der) {}

  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

  /// What was not taken yet.
  [[nodiscard]] ByteView rest() const noexcept { return rest_; }

  /// Identifier of the next value; nothing at the end.
  [[nodiscard]] std::optional<std::uint8_t> peek() const noexcept;

  /// Contents of the next value, whose identifier has to be `identifier`.
  [[nodiscard]] Result<ByteView> take(std::uint8_t identifier);

  /// Passes over the next value if it has that identifier. @return whether it had
  [[nodiscard]] Result<bool> skip(std::uint8_t identifier);

  /// A non-negative INTEGER under 2^31.
  [[nodiscard]] Result<unsigned> take_small_integer();

 private:
  ByteView rest_;
};

}  // namespace plumbline::cms
