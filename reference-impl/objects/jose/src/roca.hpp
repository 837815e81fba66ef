/// @file
/// RSA moduli whose factors can be found because a faulty library made them (CVE-2017-15361).

#pragma once

#include "plumbline/core/bytes.hpp"

namespace plumbline::jose {

/// Whether `modulus` has the shape of such a key: modulo every small prime it is a power of 65537.
/// One in about 2^27 sound keys looks like that too.
[[nodiscard]] bool is_roca_shaped(ByteView modulus) noexcept;

}  // namespace plumbline::jose
