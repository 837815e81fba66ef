/// @file
/// A value, or the status to answer with and the text that names the fault.

#pragma once

#include "plumbline/onem2m/primitive.hpp"

#include <boost/outcome/basic_result.hpp>
#include <boost/outcome/policy/terminate.hpp>

#include <string>
#include <utility>

namespace plumbline::entities {

template <typename T>
using Outcome = BOOST_OUTCOME_V2_NAMESPACE::
    basic_result<T, onem2m::PrimitiveFault, BOOST_OUTCOME_V2_NAMESPACE::policy::terminate>;

[[nodiscard]] inline onem2m::PrimitiveFault refuse(onem2m::Status status, std::string detail) {
  return {.status = status, .detail = std::move(detail)};
}

}  // namespace plumbline::entities
