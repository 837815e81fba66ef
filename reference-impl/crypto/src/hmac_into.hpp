/// @file
/// HMAC without an allocation, for the algorithms built on it.

#pragma once

#include "plumbline/crypto/hash.hpp"

#include <cstdint>
#include <initializer_list>
#include <span>

namespace plumbline::crypto {

/// As hmac(), into `out` of exactly size_of(hash) octets, which may overlap any of `parts`.
void hmac_into(HashAlgorithm hash,
               ByteView key,
               std::initializer_list<ByteView> parts,
               std::span<std::uint8_t> out);

}  // namespace plumbline::crypto
