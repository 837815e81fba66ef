/// @file
/// What can be read of TLS records without any key: the messages of one flight.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace plumbline::channel {

/// A handshake message by its number, or what else a record may hold. Any other number is kept.
/// @source RFC 5246 clauses 6.2.1, 7.4
enum class MessageType : std::uint16_t {
  hello_request = 0,
  client_hello = 1,
  server_hello = 2,
  new_session_ticket = 4,
  certificate = 11,
  server_key_exchange = 12,
  certificate_request = 13,
  server_hello_done = 14,
  certificate_verify = 15,
  client_key_exchange = 16,
  finished = 20,
  certificate_status = 22,
  change_cipher_spec = 0x100,
  alert = 0x101,
  application_data = 0x102,
  encrypted_handshake = 0x103,  ///< a handshake record after ChangeCipherSpec, in practice Finished
};

/// "ClientHello", "ChangeCipherSpec" …; "message 99" for a number without a name.
[[nodiscard]] std::string name_of(MessageType type);

struct FlightMessage {
  MessageType type{};
  Bytes body;  ///< without the headers of handshake message and record; encrypted as it came
};

/// Largest flight that is read: a chain of certificates and room to spare.
inline constexpr std::size_t kLargestFlight = 65536;

/// Reads concatenated TLS records. Handshake messages may be split over records, or share one.
///
/// @source RFC 5246 clauses 6.2.1, 7.1, 7.2, 7.4
/// @return the messages in their order, at most 32 of them; Errc::too_large over kLargestFlight or
///         32 messages; Errc::malformed for no octets, a record or message that is cut, a record of
///         another version than 3.x, of an unknown content type, empty, or over 2^14 + 2048 octets.
[[nodiscard]] Result<std::vector<FlightMessage>> read_flight(ByteView octets);

}  // namespace plumbline::channel
