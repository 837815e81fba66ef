/// @file
/// Signature values over the canonical form of ds:SignedInfo.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/xmlsec/algorithms.hpp"
#include "plumbline/xmlsec/key.hpp"

namespace plumbline::xmlsec {

/// The one answer to a digest or signature that is not right.
[[nodiscard]] Error not_authentic_signature();

/// Errc::key_mismatch when `key` may not sign so.
[[nodiscard]] Result<Bytes> make_signature(SignatureMethod method, const Key& key, ByteView data);

/// Errc::key_mismatch when `key` may not verify so, else not_authentic_signature().
[[nodiscard]] Result<void> check_signature(SignatureMethod method,
                                           const Key& key,
                                           ByteView data,
                                           ByteView signature);

}  // namespace plumbline::xmlsec
