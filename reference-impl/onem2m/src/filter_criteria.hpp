/// @file
/// filterCriteria (fc) between its JSON form and the query of a request.

#pragma once

#include "plumbline/core/json_reader.hpp"
#include "plumbline/onem2m/primitive.hpp"

namespace plumbline::onem2m {

/// The fc member for what `query` holds besides parameters of the request itself; null when there
/// is nothing. A name that is no filter criterion is an attribute filter, of the child's attribute
/// when it starts with "c." and of the parent's with "p." (TS-0009 clause 6.2.2.2).
[[nodiscard]] Json filter_criteria_json(const Parameters& query);

/// The reverse: adds to `query`; faults are left in `reader`, which reads the fc member itself.
void read_filter_criteria(JsonReader& reader, Parameters& query);

}  // namespace plumbline::onem2m
