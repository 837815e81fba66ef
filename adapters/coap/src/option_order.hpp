/// @file
/// The order of options on the wire.

#pragma once

#include "plumbline/adapters/coap/message.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace plumbline::adapters::coap {

/// By their numbers, and those of one number as they are (RFC 7252 clause 3.1).
inline std::vector<const Option*> in_order(const std::vector<Option>& options) {
  std::vector<const Option*> order;
  order.reserve(options.size());
  for (const auto& option : options) {
    order.push_back(&option);
  }
  // Not stable_sort: libstdc++ 12 builds it on what it calls deprecated itself, as clang tells.
  std::ranges::sort(
      order, {}, [](const Option* option) { return std::pair{option->number, option}; });
  return order;
}

}  // namespace plumbline::adapters::coap
