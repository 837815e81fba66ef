#include "cbor_heads.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace plumbline {

namespace {

constexpr std::uint8_t kBreak = 0xFF;
constexpr std::uint8_t kIndefiniteText = 0x7F;

/// RFC 8949 clause 3.1.
enum class Major : std::uint8_t { natural, negative, octets, text, array, map, tag, simple };

struct Head {
  Major major;
  std::uint8_t information;    ///< the five low bits
  std::uint64_t argument = 0;  ///< what they or the octets after them say
};

class Heads {
 public:
  explicit Heads(ByteView octets) : octets_(octets) {}

  Result<void> check() {
    while (at_ < octets_.size()) {
      if (octets_[at_] == kIndefiniteText) {
        PLUMBLINE_TRY(skip_indefinite_text());
      } else {
        PLUMBLINE_TRY(const Head head, read());
        PLUMBLINE_TRY(check(head));
      }
    }
    return success();
  }

 private:
  [[nodiscard]] Error refuse(Errc code, std::string_view why) const {
    return fail(code, "octet " + std::to_string(start_) + ": " + std::string{why});
  }

  Result<Head> read() {
    constexpr std::uint8_t kLargestImmediate = 23;
    constexpr std::uint8_t kEightOctets = 27;
    constexpr std::uint8_t kIndefinite = 31;
    start_ = at_;
    const std::uint8_t first = octets_[at_++];
    Head head{.major = static_cast<Major>(first >> 5U),
              .information = static_cast<std::uint8_t>(first & 0x1FU)};
    if (head.information <= kLargestImmediate || head.information == kIndefinite) {
      head.argument = head.information;
      return head;
    }
    if (head.information > kEightOctets) {
      return refuse(Errc::malformed, "a reserved length (RFC 8949 clause 3)");
    }
    const std::size_t size = std::size_t{1} << (head.information - kLargestImmediate - 1U);
    if (octets_.size() - at_ < size) {
      return refuse(Errc::malformed, "ends within a head");
    }
    for (std::size_t i = 0; i < size; ++i) {
      head.argument = head.argument << 8U | octets_[at_++];
    }
    return head;
  }

  Result<void> check(const Head& head) {
    switch (head.major) {
      case Major::natural:
      case Major::array:
      case Major::map:
        return success();
      case Major::negative:
        if (head.argument > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
          return refuse(Errc::malformed, "an integer beyond 64 bits");
        }
        return success();
      case Major::text:
        return skip(head.argument);
      case Major::octets:
        return refuse(Errc::unsupported, "a byte string, which JSON does not have");
      case Major::tag:
        return refuse(Errc::unsupported, "a tag, which JSON does not have");
      case Major::simple:
        return check_simple(head);
    }
    return success();
  }

  /// false, true, null, floats, and the end of an indefinite-length item.
  [[nodiscard]] Result<void> check_simple(const Head& head) const {
    const std::uint8_t information = head.information;
    const bool has_json = (information >= 20 && information <= 22) ||
                          (information >= 25 && information <= 27) || information == 31;
    return has_json ? Result<void>{success()}
                    : refuse(Errc::unsupported, "a simple value that JSON does not have");
  }

  Result<void> skip(std::uint64_t size) {
    if (octets_.size() - at_ < size) {
      return refuse(Errc::malformed, "ends within a text");
    }
    at_ += size;
    return success();
  }

  /// RFC 8949 clause 3.2.3: chunks of definite length, then a break.
  Result<void> skip_indefinite_text() {
    constexpr std::uint8_t kIndefinite = 31;
    const std::size_t text = at_++;
    while (at_ < octets_.size()) {
      if (octets_[at_] == kBreak) {
        ++at_;
        return success();
      }
      PLUMBLINE_TRY(const Head chunk, read());
      if (chunk.major != Major::text || chunk.information == kIndefinite) {
        return refuse(Errc::malformed, "no text of definite length within indefinite-length text");
      }
      PLUMBLINE_TRY(skip(chunk.argument));
    }
    start_ = text;
    return refuse(Errc::malformed, "ends within a text");
  }

  ByteView octets_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;  ///< of the head read last
};

}  // namespace

Result<void> check_cbor_heads(ByteView octets) {
  return Heads{octets}.check();
}

}  // namespace plumbline
