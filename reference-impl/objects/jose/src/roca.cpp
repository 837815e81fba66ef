#include "roca.hpp"

#include <algorithm>
#include <array>

namespace plumbline::jose {

namespace {

constexpr std::array<unsigned, 38> kPrimes{
    3,  5,  7,  11, 13, 17,  19,  23,  29,  31,  37,  41,  43,  47,  53,  59,  61,  67,  71,
    73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

unsigned remainder(ByteView number, unsigned divisor) {
  unsigned rest = 0;
  for (const std::uint8_t octet : number) {
    rest = (rest << 8U | octet) % divisor;
  }
  return rest;
}

bool is_power_of_65537(unsigned value, unsigned prime) {
  const unsigned generator = 65537 % prime;
  unsigned power = 1;
  do {
    if (power == value) {
      return true;
    }
    power = power * generator % prime;
  } while (power != 1);
  return false;
}

}  // namespace

bool is_roca_shaped(ByteView modulus) noexcept {
  return std::all_of(kPrimes.begin(), kPrimes.end(), [modulus](unsigned prime) {
    return is_power_of_65537(remainder(modulus, prime), prime);
  });
}

}  // namespace plumbline::jose
