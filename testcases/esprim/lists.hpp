/// @file
/// The purposes of protected primitives, one list per file.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_esprim_rand_objects(std::vector<harness::Purpose>& out);
void add_esprim_codec(std::vector<harness::Purpose>& out);
void add_esprim_exchanges(std::vector<harness::Purpose>& out);
void add_esprim_checks(std::vector<harness::Purpose>& out);
void add_esprim_originator(std::vector<harness::Purpose>& out);
void add_esprim_freshness(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
