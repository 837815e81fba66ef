#include "plumbline/core/cbor.hpp"

#include <cstdint>
#include <cstdlib>

/// What parse_cbor accepts survives its serializer and JSON unchanged; what it refuses says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plumbline::JsonLimits limits{.octets = 4096, .depth = 16, .values = 256};
  const auto value = plumbline::parse_cbor({data, size}, limits);
  if (!value) {
    return value.error().detail.empty() ? (std::abort(), 1) : 0;
  }
  const auto again = plumbline::parse_cbor(plumbline::cbor_octets(value.value()));
  const auto as_json = plumbline::parse_json(plumbline::json_text(value.value()));
  if (!again || again.value() != value.value() || !as_json || as_json.value() != value.value()) {
    std::abort();
  }
  return 0;
}
