/// @file
/// What can be read of DTLS records without any key.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plumbline::channel {

/// @source RFC 5246 clause 6.2.1
enum class ContentType : std::uint8_t {
  change_cipher_spec = 20,
  alert = 21,
  handshake = 22,
  application_data = 23,
};

struct DtlsRecord {
  ContentType type{};
  std::uint16_t epoch = 0;     ///< 0 in clear, else under the keys of the session
  std::uint64_t sequence = 0;  ///< 48 bits
  ByteView octets;             ///< with its header; points into what was read
};

/// Bounds on what is read at once.
inline constexpr std::size_t kLargestRecords = std::size_t{2} << 20U;
inline constexpr std::size_t kMostRecords = 8192;

/// Reads concatenated records of DTLS 1.2, in which the first flights may name 1.0.
///
/// @source RFC 6347 clauses 4.1, 4.2.1
/// @return the records in their order; Errc::too_large over kLargestRecords octets or kMostRecords;
///         Errc::malformed for no octets, a record that is cut, of another version, of an unknown
///         content type, empty, or over 2^14 + 2048 octets.
[[nodiscard]] Result<std::vector<DtlsRecord>> read_records(ByteView octets);

/// Whether it is a handshake message in clear that begins with ClientHello.
/// @source RFC 6347 clause 4.3.2
[[nodiscard]] bool holds_client_hello(const DtlsRecord& record);

}  // namespace plumbline::channel
