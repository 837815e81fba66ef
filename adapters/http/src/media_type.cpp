#include "media_type.hpp"

#include "plumbline/adapters/http/message.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace plumbline::adapters::http {
namespace {

using enum onem2m::Serialization;

/// TS-0004 clause 6.7; those of whole primitives (preq, prsp) have no place in this binding.
constexpr auto kTypes = std::to_array<MediaType>({{"application/json", json},
                                                  {"application/xml", xml},
                                                  {"application/cbor", cbor},
                                                  {"application/vnd.onem2m-res+json", json},
                                                  {"application/vnd.onem2m-res+xml", xml},
                                                  {"application/vnd.onem2m-res+cbor", cbor},
                                                  {"application/vnd.onem2m-ntfy+json", json},
                                                  {"application/vnd.onem2m-ntfy+xml", xml},
                                                  {"application/vnd.onem2m-ntfy+cbor", cbor}});

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts off what stands before `separator`, or everything.
std::string_view take_until(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trim(part);
}

std::string to_lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

Result<std::uint32_t> parse_ty(std::string_view text) {
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || stop != text.data() + text.size() || text.empty()) {
    return fail(Errc::malformed, "Content-Type: ty is not a number");
  }
  return number;
}

/// RFC 7231 clause 5.3.1: three digits behind the point; 1000 where there is no weight.
unsigned weight_in(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto parameter = take_until(parameters, ';');
    if (parameter.size() > 2 && same_name(parameter.substr(0, 2), "q=")) {
      auto digits = std::string{parameter.substr(2)} + ".000";
      std::erase(digits, '.');
      unsigned weight = 0;
      std::from_chars(
          digits.data(), digits.data() + std::min<std::size_t>(4, digits.size()), weight);
      return std::min(weight, 1000U);
    }
  }
  return 1000;
}

/// One of the media ranges in an Accept field.
struct Range {
  std::string type;  ///< lower case
  unsigned weight = 0;
};

std::vector<Range> ranges_of(std::string_view accept) {
  std::vector<Range> ranges;
  while (!accept.empty()) {
    auto range = take_until(accept, ',');
    auto type = to_lower(take_until(range, ';'));
    ranges.push_back({.type = std::move(type), .weight = weight_in(range)});
  }
  return ranges;
}

/// The weight of the most specific range that has `type` in it; 0 excludes.
unsigned weight_of(std::string_view type, const std::vector<Range>& ranges) {
  for (const std::string_view wanted :
       {type, std::string_view{"application/*"}, std::string_view{"*/*"}}) {
    const auto found = std::ranges::find(ranges, wanted, &Range::type);
    if (found != ranges.end()) {
      return found->weight;
    }
  }
  return 0;
}

}  // namespace

Result<ContentType> parse_content_type(std::string_view value) {
  ContentType type;
  type.media_type = to_lower(take_until(value, ';'));
  if (type.media_type.find('/') == std::string::npos) {
    return fail(Errc::malformed, "Content-Type: no media type");
  }
  while (!value.empty()) {
    auto parameter = take_until(value, ';');
    const auto name = take_until(parameter, '=');
    if (!same_name(name, "ty")) {
      continue;  // charset and the like say nothing that a serialization leaves open
    }
    if (type.ty) {
      return fail(Errc::malformed, "Content-Type: ty is there twice");
    }
    PLUMBLINE_TRY(type.ty, parse_ty(trim(parameter)));
  }
  return type;
}

std::optional<onem2m::Serialization> serialization_of(std::string_view media_type) noexcept {
  const auto* const found = std::ranges::find(kTypes, media_type, &MediaType::name);
  return found == kTypes.end() ? std::nullopt : std::optional{found->serialization};
}

MediaType plain_type_of(onem2m::Serialization serialization) noexcept {
  return *std::ranges::find(kTypes, serialization, &MediaType::serialization);
}

std::optional<MediaType> best_of(std::string_view accept, const MediaType& preferred) {
  if (accept == preferred.name) {
    return preferred;
  }
  const auto ranges = ranges_of(accept);
  auto most = weight_of(preferred.name, ranges);
  auto best = most == 0 ? std::nullopt : std::optional{preferred};
  for (const MediaType& type : kTypes) {
    if (const auto weight = weight_of(type.name, ranges); weight > most) {
      best = type;
      most = weight;
    }
  }
  return best;
}

}  // namespace plumbline::adapters::http
