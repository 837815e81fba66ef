/// @file
/// ESCertKE messages: flights of TLS in the Security Info of a Notify request or response.

#pragma once

#include "plumbline/channel/flight.hpp"
#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace plumbline::escertke {

/// {"m2m:seci":{"sit":6,"eckm":"<base64>"}} with the TLS records of a flight (our choice: as TLS
/// would put them on a TCP stream).
/// @source TS-0003 clause 8.7.2; TS-0004 clause 6.3.5.48
[[nodiscard]] Json to_content(ByteView flight);

/// The reverse.
///
/// @return the TLS records, not looked at; Errc::malformed when the content is no Security Info or
///         eckm no base64, Errc::invalid_value when it is of another type, Errc::too_large over
///         channel::kLargestFlight octets.
[[nodiscard]] Result<Bytes> flight_in(const std::optional<Json>& content);

/// ESCertKE messages 1 to 4.
enum class MessageNumber : std::uint8_t { one = 1, two, three, four };

/// That a flight is made of exactly the TLS messages of its figure. ServerKeyExchange depends on
/// the suite, and each suite here, ECDHE_ECDSA, needs it. Of what is encrypted only the record is
/// seen.
///
/// @source TS-0003 figure 8.7.2-1; TR-0012 figure 8.4.2-1
/// @return success; Errc::invalid_value naming the message that is missing, extra or out of order.
[[nodiscard]] Result<void> check_messages(MessageNumber number,
                                          const std::vector<channel::FlightMessage>& messages);

}  // namespace plumbline::escertke
