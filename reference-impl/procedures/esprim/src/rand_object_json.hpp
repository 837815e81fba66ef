/// @file
/// Random objects as JSON values, for this room only.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/esprim/rand_object.hpp"

#include <string>

namespace plumbline::esprim {

/// Members in the order in which they were put in.
using OrderedJson = nlohmann::ordered_json;

[[nodiscard]] OrderedJson to_json(const RandObject& object);

/// As parse_rand_object; `where` names the object in messages.
[[nodiscard]] Result<RandObject> rand_object_from_json(const Json& value,
                                                       Issuer issuer,
                                                       TimePoint now,
                                                       std::string where);

}  // namespace plumbline::esprim
