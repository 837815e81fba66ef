/// @file
/// Elements of a known type to the JSON that they stand for, and back.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include "element.hpp"
#include "types.hpp"

#include <string>
#include <string_view>

namespace plumbline::onem2m::xml {

/// The value that `element` writes. `path` names it in errors: Errc::invalid_value for text that is
/// not of its type, Errc::malformed for an element twice, Errc::unsupported for one without a type.
[[nodiscard]] Result<Json> read_element(const Element& element,
                                        const Type& type,
                                        const std::string& path);

/// The element `name` that writes `value`; Errc::unsupported naming the member that XML cannot
/// carry.
[[nodiscard]] Result<Element> make_element(std::string_view name,
                                           const Json& value,
                                           const Type& type,
                                           const std::string& path);

/// "a.b"; `name` alone where there is no path yet.
[[nodiscard]] std::string join_path(const std::string& path, std::string_view name);

}  // namespace plumbline::onem2m::xml
