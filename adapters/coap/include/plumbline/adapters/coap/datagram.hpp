/// @file
/// CoAP over UDP and DTLS: one message in one datagram, pure (RFC 7252 clause 3).

#pragma once

#include "plumbline/adapters/coap/message.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <cstdint>

namespace plumbline::adapters::coap {

/// RFC 7252 clause 3: confirmable, non-confirmable, acknowledgement, reset.
enum class Type : std::uint8_t { con = 0, non = 1, ack = 2, rst = 3 };

struct Datagram {
  Type type = Type::con;
  std::uint16_t message_id = 0;
  Bytes token;  ///< 0 to 8 octets
  Message message;

  bool operator==(const Datagram&) const = default;
};

/// Most options that a datagram may have here; the standard sets no bound.
inline constexpr std::size_t kMaxOptions = 512;

/// The message in one datagram, options in the order of the wire.
///
/// @source RFC 7252 clauses 3, 3.1, 4.1
/// @return Errc::malformed naming what is wrong and where: a message that is cut, a version other
///         than 1, a token length of 9 to 15, a reserved class, an empty message (0.00) that is not
///         of four octets, a reserved option nibble, an option number over 65535, a payload marker
///         without payload; Errc::too_large for over kMaxOptions options.
[[nodiscard]] Result<Datagram> parse_datagram(ByteView octets);

/// The datagram's octets, options put in the order of their numbers.
///
/// @return Errc::invalid_length for a token of over 8 octets or an option value of over 65804.
[[nodiscard]] Result<Bytes> to_octets(const Datagram& datagram);

}  // namespace plumbline::adapters::coap
