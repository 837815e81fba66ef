/// @file
/// The purposes of security associations and of the bindings below them, one list per file.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_accepted_associations(std::vector<harness::Purpose>& out);
void add_refused_associations(std::vector<harness::Purpose>& out);
void add_proven_originators(std::vector<harness::Purpose>& out);
void add_ae_associations(std::vector<harness::Purpose>& out);
void add_binding_rules(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
