/// @file
/// A program or library that derives keys or makes and reads protected objects.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include <functional>

namespace plumbline::harness {

/// A codec behind the exec protocol: a request frame ({"seq","op","in"}) in, the answer frame out.
using Codec = std::function<Result<Json>(const Json& request)>;

}  // namespace plumbline::harness
