/// @file
/// Checks one attribute value against its kind.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/onem2m/resource_type.hpp"

#include <optional>
#include <string>

namespace plumbline::onem2m {

/// What is wrong with `value`, starting with the path `name`; nothing when it is of its kind.
[[nodiscard]] std::optional<AttributeFault> fault_of_value(const std::string& name,
                                                           AttributeKind kind,
                                                           const Json& value);

}  // namespace plumbline::onem2m
