/// @file
/// Target data as records of one envelope. Private to src/.

#pragma once

#include "plumbline/channel/dtls_endpoint.hpp"
#include "plumbline/channel/dtls_record.hpp"

#include <vector>

namespace plumbline::esf_sm {

/// Most target data in one envelope.
inline constexpr std::size_t kLargestTargetData = std::size_t{1} << 20U;

/// Cuts target data over as few records as take it. Each begins with an octet of ours: 1 for the
/// first of the envelope, 2 for the last, 3 for both. With sequence numbers that follow each other
/// no one on the way makes another envelope of them.
///
/// @return Errc::too_large over kLargestTargetData; as DtlsEndpoint::protect.
[[nodiscard]] Result<Bytes> protect_payload(channel::DtlsEndpoint& endpoint, ByteView target_data);

/// The reverse. @return as Policy::open
[[nodiscard]] Result<Bytes> open_payload(channel::DtlsEndpoint& endpoint,
                                         const std::vector<channel::DtlsRecord>& records);

}  // namespace plumbline::esf_sm
