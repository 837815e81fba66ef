#include "plumbline/channel/dtls_record.hpp"

#include "record_octets.hpp"

#include <string>

namespace plumbline::channel {
namespace {

constexpr std::size_t kHeader = 13;
constexpr std::uint8_t kClientHello = 1;
constexpr std::size_t kDtls10 = 0xFEFF;
constexpr std::size_t kDtls12 = 0xFEFD;

/// Takes the first record off `rest`.
Result<DtlsRecord> take_record(ByteView& rest) {
  if (rest.size() < kHeader) {
    return fail(Errc::malformed, "a DTLS record header is cut");
  }
  const std::size_t version = number_at(rest, 1, 2);
  if (!is_content_type(rest[0]) || (version != kDtls10 && version != kDtls12)) {
    return fail(Errc::malformed, "not a record of DTLS 1.2");
  }
  const std::size_t size = number_at(rest, 11, 2);
  if (size == 0 || size > kLargestFragment) {
    return fail(Errc::malformed, "a DTLS record of " + std::to_string(size) + " octets");
  }
  if (rest.size() - kHeader < size) {
    return fail(Errc::malformed, "a DTLS record is cut");
  }
  const DtlsRecord record{.type = static_cast<ContentType>(rest[0]),
                          .epoch = static_cast<std::uint16_t>(number_at(rest, 3, 2)),
                          .sequence = number_at(rest, 5, 6),
                          .octets = rest.first(kHeader + size)};
  rest = rest.subspan(kHeader + size);
  return record;
}

}  // namespace

Result<std::vector<DtlsRecord>> read_records(ByteView octets) {
  if (octets.size() > kLargestRecords) {
    return fail(Errc::too_large, "DTLS records of more than 2097152 octets");
  }
  if (octets.empty()) {
    return fail(Errc::malformed, "no DTLS record");
  }
  std::vector<DtlsRecord> records;
  while (!octets.empty()) {
    if (records.size() == kMostRecords) {
      return fail(Errc::too_large, "more than 8192 DTLS records");
    }
    PLUMBLINE_TRY(const auto record, take_record(octets));
    records.push_back(record);
  }
  return records;
}

bool holds_client_hello(const DtlsRecord& record) {
  return record.type == ContentType::handshake && record.epoch == 0 &&
         record.octets[kHeader] == kClientHello;
}

}  // namespace plumbline::channel
