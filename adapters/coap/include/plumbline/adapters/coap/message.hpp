/// @file
/// CoAP messages as data: code, options and payload, without what the transfer adds (RFC 7252
/// clause 3: type, message id and token are in datagram.hpp).

#pragma once

#include "plumbline/core/bytes.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::adapters::coap {

/// A request method or a response code: class in the upper three bits, detail in the lower five.
using Code = std::uint8_t;

/// 4.04 is code_of(404).
[[nodiscard]] constexpr Code code_of(unsigned dotted) noexcept {
  return static_cast<Code>(((dotted / 100) << 5U) | (dotted % 100));
}

/// RFC 7252 table 5.
inline constexpr Code kGet = code_of(1);
inline constexpr Code kPost = code_of(2);
inline constexpr Code kPut = code_of(3);
inline constexpr Code kDelete = code_of(4);

[[nodiscard]] constexpr bool is_request(Code code) noexcept {
  return code >= 1 && code < 32;
}

[[nodiscard]] constexpr bool is_response(Code code) noexcept {
  return code >= code_of(200) && code < code_of(600);
}

/// "4.04".
[[nodiscard]] std::string dotted_text(Code code);

/// Numbers of options that this adapter knows by name: RFC 7252 table 4, RFC 7959 table 1.
namespace option {
inline constexpr std::uint16_t kUriHost = 3;
inline constexpr std::uint16_t kUriPort = 7;
inline constexpr std::uint16_t kLocationPath = 8;
inline constexpr std::uint16_t kUriPath = 11;
inline constexpr std::uint16_t kContentFormat = 12;
inline constexpr std::uint16_t kUriQuery = 15;
inline constexpr std::uint16_t kAccept = 17;
inline constexpr std::uint16_t kBlock2 = 23;
inline constexpr std::uint16_t kBlock1 = 27;
inline constexpr std::uint16_t kSize2 = 28;
inline constexpr std::uint16_t kProxyUri = 35;
inline constexpr std::uint16_t kProxyScheme = 39;
inline constexpr std::uint16_t kSize1 = 60;
}  // namespace option

/// RFC 7252 clause 5.4.1: who does not know an option of an odd number must not act on the message.
[[nodiscard]] constexpr bool is_critical(std::uint16_t number) noexcept {
  return number % 2 == 1;
}

struct Option {
  std::uint16_t number = 0;
  Bytes value;

  bool operator==(const Option&) const = default;
};

struct Message {
  Code code = 0;
  std::vector<Option> options;  ///< in any order; those of one number in theirs
  Bytes payload;

  bool operator==(const Message&) const = default;
};

/// Octets of a uint option: most significant first, no leading zeros, none for 0 (RFC 7252
/// clause 3.2).
[[nodiscard]] Bytes uint_octets(std::uint32_t value);

/// The reverse; leading zeros are taken. At most four octets, which the caller has checked.
[[nodiscard]] std::uint32_t uint_of(ByteView octets) noexcept;

/// First option of that number, or nullptr.
[[nodiscard]] const Option* find_option(const Message& message, std::uint16_t number) noexcept;

void add_option(Message& message, std::uint16_t number, std::string_view text);
void add_uint_option(Message& message, std::uint16_t number, std::uint32_t value);

}  // namespace plumbline::adapters::coap
