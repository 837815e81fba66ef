#include "payload.hpp"

#include <algorithm>

namespace plumbline::esf_sm {
namespace {

constexpr std::uint8_t kFirst = 1;
constexpr std::uint8_t kLast = 2;

std::uint8_t mark(bool first, bool last) {
  return static_cast<std::uint8_t>((first ? kFirst : 0U) | (last ? kLast : 0U));
}

}  // namespace

Result<Bytes> protect_payload(channel::DtlsEndpoint& endpoint, ByteView target_data) {
  if (target_data.size() > kLargestTargetData) {
    return fail(Errc::too_large, "target data of more than 1048576 octets");
  }
  Bytes records;
  for (bool first = true; first || !target_data.empty(); first = false) {
    const std::size_t room = std::max<std::size_t>(endpoint.largest_payload(), 2) - 1;
    const std::size_t size = std::min(target_data.size(), room);
    const std::uint8_t marked = mark(first, size == target_data.size());
    PLUMBLINE_TRY(const Bytes record,
                  endpoint.protect(concat({{&marked, 1}, target_data.first(size)})));
    records.insert(records.end(), record.begin(), record.end());
    target_data = target_data.subspan(size);
  }
  return records;
}

Result<Bytes> open_payload(channel::DtlsEndpoint& endpoint,
                           const std::vector<channel::DtlsRecord>& records) {
  Bytes target_data;
  for (std::size_t i = 0; i < records.size(); ++i) {
    PLUMBLINE_TRY(const Bytes part, endpoint.unprotect(records[i].octets));
    const bool follows = i == 0 || records[i].sequence == records[i - 1].sequence + 1;
    if (!follows || part.front() != mark(i == 0, i + 1 == records.size())) {
      return fail(Errc::authentication_failed, "the records are not those of one envelope");
    }
    target_data.insert(target_data.end(), part.begin() + 1, part.end());
  }
  return target_data;
}

}  // namespace plumbline::esf_sm
