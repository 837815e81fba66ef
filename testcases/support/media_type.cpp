#include "support/media_type.hpp"

#include "plumbline/harness/purpose.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace plumbline::testcases {
namespace {

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(
      out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// TS-0009 clause 6.4.3: application/json or application/vnd.onem2m-res+json, with parameters; so
// for XML and CBOR.
std::string http_type(const std::string& octets) {
  const std::string head = lower(octets.substr(0, octets.find("\r\n\r\n")));
  constexpr std::string_view kField = "\r\ncontent-type:";
  const std::size_t field = head.find(kField);
  if (field == std::string::npos) {
    return "none";
  }
  const std::size_t begin = head.find_first_not_of(' ', field + kField.size());
  const std::string type = head.substr(begin, head.find_first_of(";\r", begin) - begin);
  const auto& names = harness::all_serializations();
  const auto found = std::ranges::find_if(names, [&](const std::string& name) {
    return type == "application/" + name ||
           (type.starts_with("application/vnd.onem2m-") && type.ends_with("+" + name));
  });
  return found == names.end() ? type : *found;
}

/// Reads the options of a CoAP message (RFC 7252 clause 3.1).
class Options {
 public:
  explicit Options(std::string_view octets) : octets_(octets) {
    constexpr std::size_t kHeader = 4;
    at_ = octets.empty() ? 0 : kHeader + (octet(0) & 0x0FU);
  }

  /// The number in option `wanted`, an unsigned integer; nothing when it is not there.
  [[nodiscard]] std::optional<std::uint32_t> number_in(std::uint32_t wanted) {
    constexpr std::uint32_t kPayloadMarker = 0xFF;
    std::uint32_t number = 0;
    while (at_ < octets_.size() && octet(at_) != kPayloadMarker) {
      const std::uint32_t first = octet(at_++);
      number += extended(first >> 4U);
      const std::uint32_t length = extended(first & 0x0FU);
      if (number == wanted) {
        std::uint32_t value = 0;
        for (std::uint32_t i = 0; i < std::min<std::uint32_t>(length, 4); ++i) {
          value = (value << 8U) | octet(at_ + i);
        }
        return value;
      }
      at_ += length;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::uint32_t octet(std::size_t at) const {
    return at < octets_.size() ? static_cast<unsigned char>(octets_[at]) : 0;
  }

  std::uint32_t extended(std::uint32_t nibble) {
    constexpr std::uint32_t kOneOctet = 13;
    constexpr std::uint32_t kTwoOctets = 14;
    if (nibble == kOneOctet) {
      return octet(at_++) + kOneOctet;
    }
    if (nibble == kTwoOctets) {
      const std::uint32_t high = octet(at_++);
      return (high << 8U) + octet(at_++) + 269U;
    }
    return nibble;
  }

  std::string_view octets_;
  std::size_t at_ = 0;
};

// TS-0008 table 6.2.2.2-1: JSON itself, and the resource, notification and primitive forms of it;
// so for XML and CBOR.
std::string coap_type(const std::string& octets) {
  constexpr std::uint32_t kContentFormat = 12;
  static const std::map<std::uint32_t, std::string> names{{50, "json"},
                                                          {10001, "json"},
                                                          {10003, "json"},
                                                          {10007, "json"},
                                                          {41, "xml"},
                                                          {10002, "xml"},
                                                          {10006, "xml"},
                                                          {10014, "xml"},
                                                          {60, "cbor"},
                                                          {10010, "cbor"},
                                                          {10011, "cbor"},
                                                          {10012, "cbor"}};
  const auto format = Options{octets}.number_in(kContentFormat);
  if (!format) {
    return "none";
  }
  const auto found = names.find(*format);
  return found == names.end() ? std::to_string(*format) : found->second;
}

// TS-0010 clause 6.5.4: the last level of the topic.
std::string mqtt_type(const std::string& topic) {
  return topic.substr(topic.rfind('/') + 1);
}

}  // namespace

std::string media_type_of(const harness::Message& message) {
  if (message.binding == "mqtt") {
    return mqtt_type(message.text);
  }
  return message.binding == "coap" ? coap_type(message.octets) : http_type(message.octets);
}

}  // namespace plumbline::testcases
