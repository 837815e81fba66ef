#include "plumbline/adapters/coap/datagram.hpp"

#include "option_order.hpp"

#include <string>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::size_t kMaxToken = 8;
constexpr std::uint8_t kPayloadMarker = 0xFF;
/// RFC 7252 clause 3.1: 13 and 14 announce one or two octets more.
constexpr std::uint32_t kOneMore = 13;
constexpr std::uint32_t kTwoMore = 14;
constexpr std::uint32_t kReserved = 15;
constexpr std::uint32_t kTwoMoreFrom = 269;
constexpr std::uint32_t kMaxValue = 0xFFFF + kTwoMoreFrom;

/// Octets of one datagram that are still to be read.
class Input {
 public:
  explicit Input(ByteView octets) : rest_(octets) {}

  [[nodiscard]] bool empty() const noexcept { return rest_.empty(); }

  [[nodiscard]] std::size_t size() const noexcept { return rest_.size(); }

  [[nodiscard]] std::uint8_t front() const noexcept { return rest_.front(); }

  [[nodiscard]] Result<ByteView> take(std::size_t size, const std::string& what) {
    if (rest_.size() < size) {
      return fail(Errc::malformed, what + ": beyond the end of the datagram");
    }
    const auto taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

 private:
  ByteView rest_;
};

Bytes copy(ByteView octets) {
  return {octets.begin(), octets.end()};
}

/// The value that a nibble and the octets after it stand for (RFC 7252 clause 3.1).
Result<std::uint32_t> read_extended(Input& input, std::uint32_t nibble, const std::string& what) {
  if (nibble == kReserved) {
    return fail(Errc::malformed, what + ": 15 is reserved");
  }
  if (nibble < kOneMore) {
    return nibble;
  }
  PLUMBLINE_TRY(const auto more, input.take(nibble == kOneMore ? 1 : 2, what));
  return uint_of(more) + (nibble == kOneMore ? kOneMore : kTwoMoreFrom);
}

/// The option after `previous`.
Result<Option> read_option(Input& input, std::uint32_t previous) {
  const auto after = "option after number " + std::to_string(previous);
  PLUMBLINE_TRY(const auto head, input.take(1, after));
  PLUMBLINE_TRY(const auto delta, read_extended(input, head[0] >> 4U, after + ": delta"));
  const auto number = previous + delta;
  if (number > 0xFFFF) {
    return fail(Errc::malformed, after + ": number over 65535");
  }
  const auto name = "option " + std::to_string(number);
  PLUMBLINE_TRY(const auto length, read_extended(input, head[0] & 0x0FU, name + ": length"));
  PLUMBLINE_TRY(const auto value, input.take(length, name + ": value"));
  return Option{.number = static_cast<std::uint16_t>(number), .value = copy(value)};
}

Result<void> read_options(Input& input, Message& message) {
  std::uint32_t previous = 0;
  while (!input.empty() && input.front() != kPayloadMarker) {
    if (message.options.size() == kMaxOptions) {
      return fail(Errc::too_large, "more than " + std::to_string(kMaxOptions) + " options");
    }
    PLUMBLINE_TRY(auto option, read_option(input, previous));
    previous = option.number;
    message.options.push_back(std::move(option));
  }
  return success();
}

/// What is left begins with the payload marker, if there is anything.
Result<void> read_payload(Input& input, Message& message) {
  if (input.empty()) {
    return success();
  }
  if (input.size() == 1) {
    return fail(Errc::malformed, "payload marker without payload");
  }
  PLUMBLINE_TRY(const auto payload, input.take(input.size(), "payload"));
  message.payload = copy(payload.subspan(1));
  return success();
}

/// RFC 7252 clause 4.1: 0.00 is an empty message, other codes of class 0 are requests, classes 1, 6
/// and 7 are reserved.
Result<void> check_code(Code code, std::size_t size) {
  if (code == 0 && size > kHeader) {
    return fail(Errc::malformed, "empty message (0.00) with octets after its message id");
  }
  if (code != 0 && !is_request(code) && !is_response(code)) {
    return fail(Errc::malformed, "code " + dotted_text(code) + ": its class is reserved");
  }
  return success();
}

/// Appends the octets after a nibble and returns the nibble.
std::uint32_t extend(Bytes& more, std::uint32_t value) {
  if (value < kOneMore) {
    return value;
  }
  if (value < kTwoMoreFrom) {
    more.push_back(static_cast<std::uint8_t>(value - kOneMore));
    return kOneMore;
  }
  more.push_back(static_cast<std::uint8_t>((value - kTwoMoreFrom) >> 8U));
  more.push_back(static_cast<std::uint8_t>(value - kTwoMoreFrom));
  return kTwoMore;
}

void append(Bytes& out, ByteView octets) {
  out.insert(out.end(), octets.begin(), octets.end());
}

void write_option(Bytes& out, std::uint32_t delta, const Option& option) {
  Bytes more;
  const auto high = extend(more, delta);
  const auto low = extend(more, static_cast<std::uint32_t>(option.value.size()));
  out.push_back(static_cast<std::uint8_t>(high << 4U | low));
  append(out, more);
  append(out, option.value);
}

}  // namespace

Result<Datagram> parse_datagram(ByteView octets) {
  Input input{octets};
  PLUMBLINE_TRY(const auto header, input.take(kHeader, "header"));
  if (header[0] >> 6U != 1) {
    return fail(Errc::malformed, "version " + std::to_string(header[0] >> 6U));
  }
  Datagram datagram;
  datagram.type = static_cast<Type>(header[0] >> 4U & 3U);
  datagram.message.code = header[1];
  datagram.message_id = static_cast<std::uint16_t>(uint_of(header.subspan(2)));
  const std::size_t token_length = header[0] & 0x0FU;
  if (token_length > kMaxToken) {
    return fail(Errc::malformed, "token length " + std::to_string(token_length));
  }
  PLUMBLINE_TRY(check_code(header[1], octets.size() + token_length));
  PLUMBLINE_TRY(const auto token, input.take(token_length, "token"));
  datagram.token = copy(token);
  PLUMBLINE_TRY(read_options(input, datagram.message));
  PLUMBLINE_TRY(read_payload(input, datagram.message));
  return datagram;
}

Result<Bytes> to_octets(const Datagram& datagram) {
  if (datagram.token.size() > kMaxToken) {
    return fail(Errc::invalid_length, "token of over 8 octets");
  }
  Bytes out{static_cast<std::uint8_t>(0x40U | static_cast<unsigned>(datagram.type) << 4U |
                                      datagram.token.size()),
            datagram.message.code,
            static_cast<std::uint8_t>(datagram.message_id >> 8U),
            static_cast<std::uint8_t>(datagram.message_id)};
  append(out, datagram.token);
  std::uint32_t previous = 0;
  for (const auto* const option : in_order(datagram.message.options)) {
    if (option->value.size() > kMaxValue) {
      return fail(Errc::invalid_length, "option " + std::to_string(option->number) + ": too long");
    }
    write_option(out, option->number - previous, *option);
    previous = option->number;
  }
  if (!datagram.message.payload.empty()) {
    out.push_back(kPayloadMarker);
    append(out, datagram.message.payload);
  }
  return out;
}

}  // namespace plumbline::adapters::coap
