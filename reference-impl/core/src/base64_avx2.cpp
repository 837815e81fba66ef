// Base64 on 256-bit registers after Muła and Lemire, "Faster Base64 Encoding and Decoding Using
// AVX2 Instructions" (2018). Compiled for every x86-64 machine, called only where AVX2 is there.

#include "base64_kernel.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

namespace plumbline::base64 {

namespace {

/// Groups in one register: 24 octets and 32 characters.
constexpr std::size_t kGroups = 8;
/// A step reads 28 octets for the 24 that it encodes.
constexpr std::size_t kGroupsToRead = 10;
/// A step writes 32 octets for the 24 that it decodes.
constexpr std::size_t kGroupsToWrite = 11;

/// The same 16 octets in both halves of a register.
[[gnu::target("avx2")]] __m256i twice(__m128i half) {
  return _mm256_broadcastsi128_si256(half);
}

[[gnu::target("avx2")]] __m256i load_24(const std::uint8_t* in) {
  const __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in));
  const __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + 12));
  return _mm256_set_m128i(high, low);
}

/// Each group's three octets to four values of six bits.
[[gnu::target("avx2")]] __m256i spread(__m256i octets) {
  const __m256i order = twice(_mm_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10));
  const __m256i words = _mm256_shuffle_epi8(octets, order);
  const __m256i odd = _mm256_mulhi_epu16(_mm256_and_si256(words, _mm256_set1_epi32(0x0fc0fc00)),
                                         _mm256_set1_epi32(0x04000040));
  const __m256i even = _mm256_mullo_epi16(_mm256_and_si256(words, _mm256_set1_epi32(0x003f03f0)),
                                          _mm256_set1_epi32(0x01000010));
  return _mm256_or_si256(odd, even);
}

/// What to add to a value of each range (A–Z, a–z, ten digits, 62, 63) to get its character.
[[gnu::target("avx2")]] __m256i character_offsets(const Tables& tables) {
  const char plus = static_cast<char>(tables.last[0] - 62);
  const char slash = static_cast<char>(tables.last[1] - 63);
  return twice(_mm_setr_epi8(65, 71, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, plus, slash, 0, 0));
}

[[gnu::target("avx2")]] __m256i to_characters(__m256i values, __m256i offsets) {
  // 0 for A–Z, 1 for a–z, 2 to 13 for each further value.
  const __m256i beyond = _mm256_subs_epu8(values, _mm256_set1_epi8(51));
  const __m256i range = _mm256_sub_epi8(beyond, _mm256_cmpgt_epi8(values, _mm256_set1_epi8(25)));
  return _mm256_add_epi8(values, _mm256_shuffle_epi8(offsets, range));
}

[[gnu::target("avx2")]] void encode(const Tables& tables,
                                    const std::uint8_t* in,
                                    std::size_t groups,
                                    char* out) {
  const __m256i offsets = character_offsets(tables);
  for (; groups >= kGroupsToRead; groups -= kGroups, in += 3 * kGroups, out += 4 * kGroups) {
    const __m256i text = to_characters(spread(load_24(in)), offsets);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), text);
  }
  portable_kernel().encode(tables, in, groups, out);
}

/// Characters from `first` to `last`: mask in `known`, values (character plus `offset`) in result.
[[gnu::target("avx2")]] __m256i values_of(
    __m256i text, char first, char last, int offset, __m256i& known) {
  const __m256i inside =
      _mm256_and_si256(_mm256_cmpgt_epi8(text, _mm256_set1_epi8(static_cast<char>(first - 1))),
                       _mm256_cmpgt_epi8(_mm256_set1_epi8(static_cast<char>(last + 1)), text));
  known = _mm256_or_si256(known, inside);
  const __m256i shift = _mm256_set1_epi8(static_cast<char>(offset));
  return _mm256_and_si256(inside, _mm256_add_epi8(text, shift));
}

/// Four values of six bits to each group's three octets, 24 octets at the lower end.
[[gnu::target("avx2")]] __m256i gather(__m256i values) {
  const __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
  const __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
  const __m256i order =
      twice(_mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
  const __m256i packed = _mm256_shuffle_epi8(groups, order);
  return _mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7));
}

[[gnu::target("avx2")]] bool decode(const Tables& tables,
                                    const std::uint8_t* in,
                                    std::size_t groups,
                                    std::uint8_t* out) {
  const auto [plus, slash] = tables.last;
  __m256i all_known = _mm256_set1_epi8(-1);
  for (; groups >= kGroupsToWrite; groups -= kGroups, in += 4 * kGroups, out += 3 * kGroups) {
    const __m256i text = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in));
    __m256i known = _mm256_setzero_si256();
    __m256i values = values_of(text, 'A', 'Z', -'A', known);
    values = _mm256_or_si256(values, values_of(text, 'a', 'z', 26 - 'a', known));
    values = _mm256_or_si256(values, values_of(text, '0', '9', 52 - '0', known));
    values = _mm256_or_si256(values, values_of(text, plus, plus, 62 - plus, known));
    values = _mm256_or_si256(values, values_of(text, slash, slash, 63 - slash, known));
    all_known = _mm256_and_si256(all_known, known);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), gather(values));
  }
  const bool rest = portable_kernel().decode(tables, in, groups, out);
  return rest && _mm256_movemask_epi8(all_known) == -1;
}

constexpr Kernel kAvx2{encode, decode};

}  // namespace

const Kernel* avx2_kernel() noexcept {
  return __builtin_cpu_supports("avx2") != 0 ? &kAvx2 : nullptr;
}

}  // namespace plumbline::base64

#else

namespace plumbline::base64 {

const Kernel* avx2_kernel() noexcept {
  return nullptr;
}

}  // namespace plumbline::base64

#endif
