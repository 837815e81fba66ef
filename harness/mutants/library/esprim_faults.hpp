/// @file
/// What faulty ends of ESPrim are written from.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esprim/esprim_object.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::harness {

/// The same octets again and again.
class FixedRandom final : public RandomSource {
 public:
  explicit FixedRandom(Bytes octets) : octets_(std::move(octets)) {}

  void fill(std::span<std::uint8_t> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = octets_.empty() ? 0 : octets_[i % octets_.size()];
    }
  }

 private:
  Bytes octets_;
};

/// Text of a member of m2m:seci; empty when there is none.
template <typename Primitive>
[[nodiscard]] std::string security_info_text(const Primitive& primitive, const char* member) {
  if (!primitive.content || !primitive.content->is_object()) {
    return {};
  }
  const auto info = primitive.content->find("m2m:seci");
  return info != primitive.content->end() && info->is_object() ? info->value(member, "")
                                                               : std::string{};
}

/// The parts of a compact object.
[[nodiscard]] inline std::vector<std::string> parts_of(std::string_view object) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= object.size();) {
    const std::size_t end = std::min(object.find('.', begin), object.size());
    parts.emplace_back(object.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// GCM without its tag: in counter mode encryption and decryption are one operation.
[[nodiscard]] inline Result<Bytes> decrypt_without_tag(const esprim::OpenInput& input) {
  const auto parts = parts_of(input.jwe);
  PLUMBLINE_TRY(Bytes iv, from_base64url(parts.at(2)));
  PLUMBLINE_TRY(const Bytes ciphertext, from_base64url(parts.at(3)));
  esprim::ObjectHeader header = input.header;
  header.alg = "dir";
  FixedRandom same{std::move(iv)};
  PLUMBLINE_TRY(
      const std::string again,
      esprim::seal_object(
          {.header = header, .session_key = input.session_key, .plaintext = ciphertext}, same));
  return from_base64url(parts_of(again).at(3));
}

}  // namespace plumbline::harness
