/// @file
/// What a hostile node does to one message that it holds, as pure edits.

#pragma once

#include "plumbline/harness/hostile_transit.hpp"

namespace plumbline::harness {

/// Does to `passing` what a step of the kinds truncate, flip, retarget, strip_protection, downgrade
/// and edit_parameter says; false when there is nothing to do it to, or for another kind.
[[nodiscard]] bool edit(Passing& passing, const HostileStep& step);

/// Gives each of two messages the other's content.
void exchange_contents(Passing& one, Passing& other);

}  // namespace plumbline::harness
