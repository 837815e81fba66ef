#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"

#include <cstdint>
#include <cstdlib>

/// What parse_json accepts survives both serializers unchanged; what it refuses says where.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = plumbline::as_text({data, size});
  const plumbline::JsonLimits limits{.octets = 4096, .depth = 16, .values = 256};
  const auto value = plumbline::parse_json(text, limits);
  if (!value) {
    return value.error().detail.empty() ? (std::abort(), 1) : 0;
  }
  const auto again = plumbline::parse_json(plumbline::json_text(value.value()));
  if (!again || again.value() != value.value()) {
    std::abort();
  }
  const std::string canonical = plumbline::canonical_json(value.value());
  // Read by the library alone: ECMAScript writes 1e20 as an integer, which parse_json refuses.
  if (plumbline::canonical_json(plumbline::Json::parse(canonical)) != canonical) {
    std::abort();
  }
  return 0;
}
