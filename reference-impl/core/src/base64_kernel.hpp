/// @file
/// The inner loops of base64 and base64url: whole groups of three octets and four characters.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace plumbline::base64 {

/// Look-up tables of one alphabet.
struct Tables {
  /// Two characters for each 12 bits.
  std::array<std::array<char, 2>, 4096> pairs{};
  /// The six bits of a character, already shifted to each of its four places in a group;
  /// kForeign for a character outside the alphabet.
  std::array<std::array<std::uint32_t, 256>, 4> bits{};
  /// The characters for 62 and 63, in which the alphabets differ.
  std::array<char, 2> last{};

  static constexpr std::uint32_t kForeign = 0xff000000U;

  constexpr explicit Tables(std::string_view alphabet) : last{alphabet[62], alphabet[63]} {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      pairs[i] = {alphabet[i >> 6U], alphabet[i & 0x3fU]};
    }
    for (std::size_t place = 0; place < bits.size(); ++place) {
      bits[place].fill(kForeign);
      for (std::uint32_t value = 0; value < 64; ++value) {
        bits[place][static_cast<std::uint8_t>(alphabet[value])] = value << (18U - 6U * place);
      }
    }
  }
};

/// Encodes 3 * `groups` octets to 4 * `groups` characters.
using Encode = void (*)(const Tables& tables,
                        const std::uint8_t* in,
                        std::size_t groups,
                        char* out);

/// Decodes 4 * `groups` characters to 3 * `groups` octets; false when any is outside the alphabet.
using Decode = bool (*)(const Tables& tables,
                        const std::uint8_t* in,
                        std::size_t groups,
                        std::uint8_t* out);

struct Kernel {
  Encode encode;
  Decode decode;
};

/// Table look-ups, for any processor.
[[nodiscard]] const Kernel& portable_kernel() noexcept;

/// AVX2, or nullptr where the processor does not have it.
[[nodiscard]] const Kernel* avx2_kernel() noexcept;

/// The fastest for this processor.
[[nodiscard]] const Kernel& kernel() noexcept;

}  // namespace plumbline::base64
