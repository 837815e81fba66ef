/// @file
/// The purposes of transit, one list per file.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_hostile_cli(std::vector<harness::Purpose>& out);
void add_hostile_src(std::vector<harness::Purpose>& out);
void add_transit_to_ae(std::vector<harness::Purpose>& out);
void add_transit_passing(std::vector<harness::Purpose>& out);
void add_transit_delivery(std::vector<harness::Purpose>& out);
void add_transit_protected_primitives(std::vector<harness::Purpose>& out);
void add_transit_secrecy(std::vector<harness::Purpose>& out);
void add_transit_hops(std::vector<harness::Purpose>& out);
void add_transit_identity(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
