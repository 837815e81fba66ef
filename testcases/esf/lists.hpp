/// @file
/// The purposes of the end-to-end security framework, one list per file.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_esf_keys(std::vector<harness::Purpose>& out);
void add_esf_opening(std::vector<harness::Purpose>& out);
void add_esf_refusing(std::vector<harness::Purpose>& out);
void add_esf_sealing(std::vector<harness::Purpose>& out);
void add_esf_session_refusals(std::vector<harness::Purpose>& out);
void add_esf_sessions(std::vector<harness::Purpose>& out);
void add_esf_stages(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
