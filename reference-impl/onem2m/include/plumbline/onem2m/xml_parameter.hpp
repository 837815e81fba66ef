/// @file
/// What can be found in XML that may be no primitive.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"

#include <string>
#include <string_view>

namespace plumbline::onem2m {

/// The text of a parameter, by short name, of the document's root, whatever else is wrong with it:
/// what an answer needs. Empty when it is not there, or the octets are no document.
[[nodiscard]] std::string xml_parameter(ByteView octets,
                                        std::string_view name,
                                        const JsonLimits& limits = {});

}  // namespace plumbline::onem2m
