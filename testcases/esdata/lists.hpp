/// @file
/// The purposes of end-to-end secured data, one list per file.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_esdata_cms(std::vector<harness::Purpose>& out);
void add_esdata_hosting(std::vector<harness::Purpose>& out);
void add_esdata_opening(std::vector<harness::Purpose>& out);
void add_esdata_refusing(std::vector<harness::Purpose>& out);
void add_esdata_sealing(std::vector<harness::Purpose>& out);
void add_esdata_xml(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
