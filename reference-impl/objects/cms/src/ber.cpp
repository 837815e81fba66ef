#include "ber.hpp"

#include <algorithm>
#include <vector>

namespace plumbline::cms {
namespace {

constexpr std::size_t kMostLengthOctets = 8;
constexpr std::uint8_t kHighTagNumber = 0x1F;
constexpr std::uint8_t kIndefinite = 0x80;

Error cut() {
  return fail(Errc::malformed, "CMS: ASN.1 value is cut off");
}

/// Size of the identifier octets, X.690 clause 8.1.2; 0 when they are cut.
std::size_t identifier_size(ByteView rest) {
  if (rest.empty()) {
    return 0;
  }
  if ((rest[0] & kHighTagNumber) != kHighTagNumber) {
    return 1;
  }
  const auto last = std::find_if(
      rest.begin() + 1, rest.end(), [](std::uint8_t octet) { return (octet & 0x80U) == 0; });
  return last == rest.end() ? 0 : static_cast<std::size_t>(last - rest.begin()) + 1;
}

/// A number of at most 8 octets.
std::size_t big_endian(ByteView octets) {
  std::size_t length = 0;
  for (const std::uint8_t octet : octets) {
    length = (length << 8U) | octet;
  }
  return length;
}

/// Which constructed values are open at a point of the walk, and where each ends.
class OpenValues {
 public:
  explicit OpenValues(std::size_t most) : most_(most) {}

  /// Leaves every value of definite length that ends at `position`.
  void leave(std::size_t position) {
    while (!ends_.empty() && ends_.back() == position) {
      ends_.pop_back();
    }
  }

  Result<void> enter(std::size_t end) {
    if (ends_.size() == most_) {
      return fail(Errc::too_large,
                  "CMS: ASN.1 values more than " + std::to_string(most_) + " deep");
    }
    ends_.push_back(end);
    return success();
  }

  /// Where the innermost value ends: kUnknown for an indefinite length, `whole` outside of all.
  [[nodiscard]] std::size_t end(std::size_t whole) const {
    return ends_.empty() ? whole : ends_.back();
  }

  /// The nearest end that is known.
  [[nodiscard]] std::size_t bound(std::size_t whole) const {
    const auto known =
        std::find_if(ends_.rbegin(), ends_.rend(), [](auto end) { return end != kUnknown; });
    return known == ends_.rend() ? whole : *known;
  }

  void leave_indefinite() { ends_.pop_back(); }

  [[nodiscard]] bool empty() const noexcept { return ends_.empty(); }

  static constexpr std::size_t kUnknown = SIZE_MAX;

 private:
  std::size_t most_;
  std::vector<std::size_t> ends_;
};

}  // namespace

Result<BerHeader> read_header(ByteView rest) {
  const std::size_t identifier = identifier_size(rest);
  if (identifier == 0 || rest.size() == identifier) {
    return cut();
  }
  BerHeader header{.identifier = rest[0], .size = identifier + 1};
  const std::uint8_t first = rest[identifier];
  if (first == kIndefinite) {
    header.indefinite = true;
    if (!header.constructed()) {
      return fail(Errc::malformed, "CMS: primitive ASN.1 value of indefinite length");
    }
    return header;
  }
  header.length = first;
  if (first > kIndefinite) {
    const std::size_t count = first - kIndefinite;
    if (count > kMostLengthOctets) {
      return fail(Errc::malformed, "CMS: ASN.1 length of more than 8 octets");
    }
    if (rest.size() - header.size < count) {
      return cut();
    }
    header.length = big_endian(rest.subspan(header.size, count));  // long form, clause 8.1.3.5
    header.size += count;
  }
  if (header.length > rest.size() - header.size) {
    return cut();
  }
  return header;
}

Result<void> check_shape(ByteView ber, std::size_t depth) {
  OpenValues open{depth};
  std::size_t position = 0;
  do {
    const std::size_t bound = open.bound(ber.size());
    PLUMBLINE_TRY(const BerHeader header, read_header(ber.subspan(position, bound - position)));
    position += header.size;
    if (header.ends_contents()) {
      if (open.end(ber.size()) != OpenValues::kUnknown || header.length != 0) {
        return fail(Errc::malformed, "CMS: end-of-contents where nothing ends");
      }
      open.leave_indefinite();
    } else if (header.constructed()) {
      PLUMBLINE_TRY(
          open.enter(header.indefinite ? OpenValues::kUnknown : position + header.length));
    } else if (header.identifier == tag::kInteger && header.length == 0) {
      return fail(Errc::malformed, "CMS: an INTEGER of no octets");  // OpenSSL reads zero
    } else {
      position += header.length;
    }
    open.leave(position);
  } while (!open.empty());
  if (position != ber.size()) {
    return fail(Errc::malformed, "CMS: octets after the object");
  }
  return success();
}

std::optional<std::uint8_t> DerReader::peek() const noexcept {
  return rest_.empty() ? std::nullopt : std::optional{rest_[0]};
}

Result<ByteView> DerReader::take(std::uint8_t identifier) {
  PLUMBLINE_TRY(const BerHeader header, read_header(rest_));
  if (header.identifier != identifier || header.indefinite) {
    return fail(Errc::malformed, "CMS: an ASN.1 value of another type than expected");
  }
  const ByteView contents = rest_.subspan(header.size, header.length);
  rest_ = rest_.subspan(header.size + header.length);
  return contents;
}

Result<bool> DerReader::skip(std::uint8_t identifier) {
  if (peek() != identifier) {
    return false;
  }
  PLUMBLINE_TRY(take(identifier));
  return true;
}

Result<unsigned> DerReader::take_small_integer() {
  PLUMBLINE_TRY(const ByteView octets, take(tag::kInteger));
  if (octets.empty() || octets.size() > 4 || (octets[0] & 0x80U) != 0) {
    return fail(Errc::malformed, "CMS: an INTEGER out of range");
  }
  return static_cast<unsigned>(big_endian(octets));
}

}  // namespace plumbline::cms
