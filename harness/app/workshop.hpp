/// @file
/// Gives the engine the adapters that it does not name.

#pragma once

#include "plumbline/harness/slot.hpp"

namespace plumbline::app {

[[nodiscard]] harness::Workshop make_workshop();

}  // namespace plumbline::app
