/// @file
/// Reads arbitrary octets as a flight: what is read takes no more room than what came.

#include "plumbline/channel/flight.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  const auto flight = plumbline::channel::read_flight({octets, size});
  if (flight) {
    std::size_t total = 0;
    for (const auto& message : flight.value()) {
      total += message.body.size() + plumbline::channel::name_of(message.type).empty();
    }
    if (flight.value().empty() || total >= size) {
      std::abort();
    }
  }
  return 0;
}
