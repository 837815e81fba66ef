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
  const auto from_canonical = plumbline::parse_json(canonical);
  if (!from_canonical || plumbline::canonical_json(from_canonical.value()) != canonical) {
    std::abort();
  }
  return 0;
}
