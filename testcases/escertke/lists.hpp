/// @file
/// The purposes of keys by certificates, one list per file.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_escertke_initiating(std::vector<harness::Purpose>& out);
void add_escertke_refusing(std::vector<harness::Purpose>& out);
void add_escertke_terminating(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
