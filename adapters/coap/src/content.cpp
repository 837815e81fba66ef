#include "content.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

using enum onem2m::Serialization;

struct Row {
  std::uint32_t format;
  onem2m::Serialization serialization;
};

/// TS-0008 table 6.2.2.2-1: plain, vnd.onem2m-res, vnd.onem2m-ntfy. Those of whole primitives
/// (10006 to 10009, 10012, 10013) have no place in this binding.
constexpr auto kRows = std::to_array<Row>({{kJsonFormat, json},
                                           {kXmlFormat, xml},
                                           {kCborFormat, cbor},
                                           {10001, json},
                                           {10014, xml},
                                           {10010, cbor},
                                           {10003, json},
                                           {10002, xml},
                                           {10011, cbor}});

}  // namespace

std::optional<onem2m::Serialization> serialization_of(std::uint32_t format) noexcept {
  const auto* const found = std::ranges::find(kRows, format, &Row::format);
  return found == kRows.end() ? std::nullopt : std::optional{found->serialization};
}

std::uint32_t plain_format_of(onem2m::Serialization serialization) noexcept {
  return std::ranges::find(kRows, serialization, &Row::serialization)->format;
}

Result<void> add_content(Message& message, const Json& content, std::uint32_t format) {
  PLUMBLINE_TRY(message.payload,
                onem2m::serialize_content(content, serialization_of(format).value()));
  add_uint_option(message, option::kContentFormat, format);
  return success();
}

Result<std::optional<Json>> read_content(const Message& message,
                                         std::optional<std::uint32_t> format) {
  if (message.payload.empty()) {
    return std::optional<Json>{};
  }
  const auto serialization = format ? serialization_of(*format) : std::nullopt;
  if (!serialization) {
    return fail(Errc::unsupported,
                "Content-Format " + (format ? std::to_string(*format) : "is missing"));
  }
  auto content = onem2m::parse_content(message.payload, *serialization);
  if (!content) {
    return fail(Errc::malformed, "content: " + content.error().detail);
  }
  return std::optional{std::move(content).value()};
}

}  // namespace plumbline::adapters::coap
