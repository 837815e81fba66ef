/// @file
/// The reference implementation as a codec.

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/harness/codec.hpp"

#include <string>
#include <vector>

namespace plumbline::adapters::exec {

/// Derivations and JOSE objects of the reference behind the exec protocol. A frame that is no
/// request, or whose `in` is refused, is answered {"error":{"code","detail"}} with the name of an
/// Errc; an operation that is not there, {"unsupported"}. Keeps a reference to `random`, which
/// jose/jwe-seal draws from.
[[nodiscard]] harness::Codec reference_codec(RandomSource& random);

/// What it carries out: "derive/group-key", "jose/jwe-open" …, sorted.
[[nodiscard]] std::vector<std::string> reference_operations();

}  // namespace plumbline::adapters::exec
