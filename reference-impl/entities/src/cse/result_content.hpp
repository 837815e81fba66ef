/// @file
/// Result Content: what the answer to a request shows of the resources concerned.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/entities/cse/resource.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "call.hpp"
#include "outcome.hpp"

#include <cstdint>

namespace plumbline::entities {

/// @source TS-0004 clause 6.3.4.2.7
enum class ResultContent : std::uint8_t {
  nothing = 0,
  attributes = 1,
  address = 2,
  address_and_attributes = 3,
  attributes_and_children = 4,
  attributes_and_references = 5,
  references = 6,
  children = 8,
};

/// rcn of the request, or the default of its operation. Refuses a value that the operation does not
/// have (4000) or that is not offered here (5001).
/// @source TS-0001 table 8.1.2-1
[[nodiscard]] Outcome<ResultContent> result_content_of(const onem2m::RequestPrimitive& request);

/// Refuses query parameters that would change the answer and are not understood (5001).
[[nodiscard]] Outcome<void> check_query(const onem2m::RequestPrimitive& request);

/// SP-relative structured address of a resource.
[[nodiscard]] std::string uri_of(const Call& call, const Resource& resource);

/// The answer to a successful CREATE, UPDATE or DELETE of `resource`, stored or not.
[[nodiscard]] onem2m::ResponsePrimitive answer_with(const Call& call,
                                                    onem2m::Status status,
                                                    const Resource& resource,
                                                    ResultContent shown);

}  // namespace plumbline::entities
