/// @file
/// What must work before any verdict is given.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_preflight(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
