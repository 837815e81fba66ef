#include "base64_kernel.hpp"

#include <cstring>

namespace plumbline::base64 {

namespace {

void encode(const Tables& tables, const std::uint8_t* in, std::size_t groups, char* out) {
  for (; groups != 0; --groups, in += 3, out += 4) {
    const std::uint32_t bits =
        static_cast<std::uint32_t>(in[0]) << 16U | static_cast<std::uint32_t>(in[1]) << 8U | in[2];
    std::memcpy(out, tables.pairs[bits >> 12U].data(), 2);
    std::memcpy(out + 2, tables.pairs[bits & 0xfffU].data(), 2);
  }
}

bool decode(const Tables& tables, const std::uint8_t* in, std::size_t groups, std::uint8_t* out) {
  std::uint32_t seen = 0;  // collects foreign marks, so that the loop has no branch
  for (; groups != 0; --groups, in += 4, out += 3) {
    const std::uint32_t bits = tables.bits[0][in[0]] | tables.bits[1][in[1]] |
                               tables.bits[2][in[2]] | tables.bits[3][in[3]];
    seen |= bits;
    out[0] = static_cast<std::uint8_t>(bits >> 16U);
    out[1] = static_cast<std::uint8_t>(bits >> 8U);
    out[2] = static_cast<std::uint8_t>(bits);
  }
  return (seen & Tables::kForeign) == 0;
}

constexpr Kernel kPortable{encode, decode};

}  // namespace

const Kernel& portable_kernel() noexcept {
  return kPortable;
}

const Kernel& kernel() noexcept {
  static const Kernel& fastest = avx2_kernel() == nullptr ? kPortable : *avx2_kernel();
  return fastest;
}

}  // namespace plumbline::base64
