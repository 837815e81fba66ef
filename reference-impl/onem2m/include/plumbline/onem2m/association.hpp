/// @file
/// What a receiver knows of the security association that a request arrived on.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace plumbline::onem2m {

/// How the peer of an association proved who it is.
enum class PeerProof : std::uint8_t {
  none,
  pre_shared_key,
  certificate,
  broker,  ///< to a broker, which lets it use its own topics only (TS-0010 clause 7)
};

/// One (D)TLS session, or the lack of one.
struct Association {
  bool secured = false;
  PeerProof proof = PeerProof::none;
  /// psk_identity, the identity in the peer's certificate, or the id in the topic; else empty
  std::string peer;
  std::string protocol;       ///< "TLSv1.2"; empty when not secured
  std::string cipher;         ///< OpenSSL's name of the suite
  std::uint64_t session = 0;  ///< unique per connection of one server
  /// RFC 5705 exporter without context: label and size in octets; empty when not secured.
  std::function<Result<crypto::SecretBytes>(std::string_view label, std::size_t size)> exporter;
};

}  // namespace plumbline::onem2m
