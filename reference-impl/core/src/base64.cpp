#include "plumbline/core/bytes.hpp"

#include "base64_kernel.hpp"

#include <cstddef>

namespace plumbline {

namespace {

// RFC 4648 tables 1 and 2.
constexpr base64::Tables kStandard{
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"};
constexpr base64::Tables kUrlSafe{
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};

void append_unpadded(const base64::Tables& tables, std::string& out, ByteView bytes) {
  const std::size_t groups = bytes.size() / 3;
  const std::size_t rest = bytes.size() % 3;
  const std::size_t start = out.size();
  out.resize(start + groups * 4 + (rest == 0 ? 0 : rest + 1));
  char* at = out.data() + start;
  base64::encode_groups(tables, bytes.data(), groups, at);
  if (rest == 0) {
    return;
  }
  const ByteView tail = bytes.subspan(groups * 3);
  const std::uint32_t bits = static_cast<std::uint32_t>(tail[0]) << 16U |
                             (rest == 2 ? static_cast<std::uint32_t>(tail[1]) << 8U : 0U);
  at += groups * 4;
  at[0] = tables.pairs[bits >> 12U][0];
  at[1] = tables.pairs[bits >> 12U][1];
  if (rest == 2) {
    at[2] = tables.pairs[bits & 0xfffU][0];
  }
}

Error foreign_character() {
  return fail(Errc::malformed, "a character outside the alphabet");
}

/// Decodes the two or three characters after the last whole group.
Result<void> decode_tail(const base64::Tables& tables, ByteView text, Bytes::iterator out) {
  const bool two_octets = text.size() == 3;
  const std::uint32_t bits = tables.bits[0][text[0]] | tables.bits[1][text[1]] |
                             (two_octets ? tables.bits[2][text[2]] : 0U);
  if ((bits & base64::Tables::kForeign) != 0) {
    return foreign_character();
  }
  if ((bits & (two_octets ? 0xffU : 0xffffU)) != 0) {
    return fail(Errc::malformed, "the unused bits of the last character are not zero");
  }
  *out = static_cast<std::uint8_t>(bits >> 16U);
  if (two_octets) {
    *++out = static_cast<std::uint8_t>(bits >> 8U);
  }
  return success();
}

Result<Bytes> decode_unpadded(const base64::Tables& tables, std::string_view text) {
  const std::size_t groups = text.size() / 4;
  const std::size_t rest = text.size() % 4;
  if (rest == 1) {
    return fail(Errc::malformed, "a single character after the last whole group");
  }
  Bytes bytes(groups * 3 + (rest == 0 ? 0 : rest - 1));
  if (!base64::decode_groups(tables, as_bytes(text).data(), groups, bytes.data())) {
    return foreign_character();
  }
  if (rest != 0) {
    const auto tail = bytes.begin() + static_cast<std::ptrdiff_t>(groups * 3);
    PLUMBLINE_TRY(decode_tail(tables, as_bytes(text.substr(groups * 4)), tail));
  }
  return bytes;
}

}  // namespace

std::string to_base64(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
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
