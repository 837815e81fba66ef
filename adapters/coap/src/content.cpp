#include "content.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace plumbline::adapters::coap {
namespace {

/// TS-0008 table 6.2.2.2-1: application/json, vnd.onem2m-res+json, vnd.onem2m-ntfy+json. Those of
/// whole primitives (10006 to 10009, 10012, 10013) have no place in this binding.
constexpr std::array<std::uint32_t, 3> kJsonFormats{kJsonFormat, 10001, 10003};

}  // namespace

bool is_acceptable(std::uint32_t format) noexcept {
  return std::ranges::find(kJsonFormats, format) != kJsonFormats.end();
}

void add_content(Message& message, const Json& content) {
  const auto text = json_text(content);
  const auto octets = as_bytes(text);
  add_uint_option(message, option::kContentFormat, kJsonFormat);
  message.payload.assign(octets.begin(), octets.end());
}

Result<std::optional<Json>> read_content(const Message& message,
                                         std::optional<std::uint32_t> format) {
  if (message.payload.empty()) {
    return std::optional<Json>{};
  }
  if (!format || !is_acceptable(*format)) {
    return fail(Errc::unsupported,
                "Content-Format " + (format ? std::to_string(*format) : "is missing"));
  }
  auto content = parse_json(as_text(message.payload));
  if (!content) {
    return fail(content.error().code, "content: " + content.error().detail);
  }
  return std::optional{std::move(content).value()};
}

}  // namespace plumbline::adapters::coap
