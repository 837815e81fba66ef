/// @file
/// Whether a document follows one of the JSON Schemas that are shipped. Not installed.

#pragma once

#include "plumbline/core/json.hpp"

#include <string>

namespace plumbline::testing {

/// Draft 7; `schema` relative to the project's top folder, e.g.
/// "reports/schemas/results.schema.json".
[[nodiscard]] bool follows_schema(const Json& document, const std::string& schema);

}  // namespace plumbline::testing
