#include "plumbline/onem2m/serialization.hpp"

#include <cstdint>
#include <cstdlib>

/// What XML says is said again by its serializer; what is refused says why. Primitives likewise.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plumbline;
  constexpr auto kXml = onem2m::Serialization::xml;
  const JsonLimits limits{.octets = 4096, .depth = 16, .values = 256};
  const auto content = onem2m::parse_content({data, size}, kXml, limits);
  if (!content) {
    return content.error().detail.empty() ? (std::abort(), 1) : 0;
  }
  const auto octets = onem2m::serialize_content(content.value(), kXml);
  const auto again = octets ? onem2m::parse_content(octets.value(), kXml) : octets.error();
  if (!again || again.value() != content.value()) {
    std::abort();
  }
  const auto request = onem2m::parse_request({data, size}, kXml, limits);
  if (request) {
    const auto written = onem2m::serialize(request.value(), onem2m::Serialization::cbor);
    if (!written || !onem2m::parse_request(written.value(), onem2m::Serialization::cbor)) {
      std::abort();
    }
  }
  return 0;
}
