#include "plumbline/core/bytes.hpp"

#include "base64_kernel.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace plumbline {

namespace {

// RFC 4648 tables 1 and 2.
constexpr base64::Tables kStandard{
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"};
constexpr base64::Tables kUrlSafe{
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};

/// Whole groups go through a buffer that stays in the first-level cache: the growing string is then
/// written once, not cleared first and written after.
constexpr std::size_t kGroupsAtOnce = 1024;

/// The last one or two octets.
void append_tail(const base64::Tables& tables, std::string& out, ByteView tail) {
  const bool two = tail.size() == 2;
  const std::uint32_t bits = static_cast<std::uint32_t>(tail[0]) << 16U |
                             (two ? static_cast<std::uint32_t>(tail[1]) << 8U : 0U);
  out.append(tables.pairs[bits >> 12U].data(), 2);
  if (two) {
    out.push_back(tables.pairs[bits & 0xfffU][0]);
  }
}

void append_unpadded(const base64::Tables& tables, std::string& out, ByteView bytes) {
  out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
  std::array<char, 4 * kGroupsAtOnce> text;  // NOLINT(*-member-init): filled before it is read
  while (bytes.size() >= 3) {
    const std::size_t groups = std::min(bytes.size() / 3, kGroupsAtOnce);
    base64::kernel().encode(tables, bytes.data(), groups, text.data());
    out.append(text.data(), 4 * groups);
    bytes = bytes.subspan(3 * groups);
  }
  if (!bytes.empty()) {
    append_tail(tables, out, bytes);
  }
}

Error foreign_character() {
  return fail(Errc::malformed, "a character outside the alphabet");
}

/// Appends what the two or three characters after the last whole group say.
Result<void> decode_tail(const base64::Tables& tables, ByteView text, Bytes& out) {
  const bool two_octets = text.size() == 3;
  const std::uint32_t bits = tables.bits[0][text[0]] | tables.bits[1][text[1]] |
                             (two_octets ? tables.bits[2][text[2]] : 0U);
  if ((bits & base64::Tables::kForeign) != 0) {
    return foreign_character();
  }
  if ((bits & (two_octets ? 0xffU : 0xffffU)) != 0) {
    return fail(Errc::malformed, "the unused bits of the last character are not zero");
  }
  out.push_back(static_cast<std::uint8_t>(bits >> 16U));
  if (two_octets) {
    out.push_back(static_cast<std::uint8_t>(bits >> 8U));
  }
  return success();
}

Result<Bytes> decode_unpadded(const base64::Tables& tables, std::string_view characters) {
  ByteView text = as_bytes(characters);
  if (text.size() % 4 == 1) {
    return fail(Errc::malformed, "a single character after the last whole group");
  }
  Bytes bytes;
  bytes.reserve((text.size() + 3) / 4 * 3);
  std::array<std::uint8_t, 3 * kGroupsAtOnce> octets;  // NOLINT(*-member-init): as above
  while (text.size() >= 4) {
    const std::size_t groups = std::min(text.size() / 4, kGroupsAtOnce);
    if (!base64::kernel().decode(tables, text.data(), groups, octets.data())) {
      return foreign_character();
    }
    bytes.insert(bytes.end(), octets.data(), octets.data() + 3 * groups);
    text = text.subspan(4 * groups);
  }
  if (!text.empty()) {
    PLUMBLINE_TRY(decode_tail(tables, text, bytes));
  }
  return bytes;
}

}  // namespace

std::string to_base64(ByteView bytes) {
  std::string text;
  append_unpadded(kStandard, text, bytes);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

Result<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) {
    return fail(Errc::malformed, "the length is no multiple of four");
  }
  // Only a full last group may end in padding, and at least two characters of it carry bits.
  if (text.ends_with('=')) {
    text.remove_suffix(text.ends_with("==") ? 2 : 1);
  }
  return decode_unpadded(kStandard, text);
}

std::string to_base64url(ByteView bytes) {
  std::string text;
  append_unpadded(kUrlSafe, text, bytes);
  return text;
}

void append_base64url(std::string& out, ByteView bytes) {
  append_unpadded(kUrlSafe, out, bytes);
}

Result<Bytes> from_base64url(std::string_view text) {
  return decode_unpadded(kUrlSafe, text);
}

}  // namespace plumbline
