/// @file
/// Digital signatures under the names of RFC 7518 clause 3.1 and RFC 8037.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"

#include <cstdint>

namespace plumbline::crypto {

enum class SignatureAlgorithm : std::uint8_t {
  rs256,
  rs384,
  rs512,
  ps256,
  ps384,
  ps512,
  es256,
  es384,
  es512,
  eddsa,
};

/// Signs `data`. ECDSA signatures are r ‖ s of fixed size (64, 96, 132 octets), RFC 7518 3.4.
///
/// @return Errc::key_mismatch when `key` is not of the kind (and curve) the algorithm is bound to.
[[nodiscard]] Result<Bytes> sign(SignatureAlgorithm algorithm,
                                 const PrivateKey& key,
                                 ByteView data);

/// @return success, Errc::key_mismatch, or Errc::authentication_failed.
[[nodiscard]] Result<void> verify(SignatureAlgorithm algorithm,
                                  const PublicKey& key,
                                  ByteView data,
                                  ByteView signature);

}  // namespace plumbline::crypto
