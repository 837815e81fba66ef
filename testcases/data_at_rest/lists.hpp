/// @file
/// The purposes of data at rest, one list per file.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_cli_caution(std::vector<harness::Purpose>& out);
void add_cli_opening(std::vector<harness::Purpose>& out);
void add_codec_vectors(std::vector<harness::Purpose>& out);
void add_hcse_access(std::vector<harness::Purpose>& out);
void add_hcse_hosting(std::vector<harness::Purpose>& out);
void add_src_hosting(std::vector<harness::Purpose>& out);
void add_src_keys(std::vector<harness::Purpose>& out);
void add_src_protecting(std::vector<harness::Purpose>& out);
void add_tef_service(std::vector<harness::Purpose>& out);
void add_tef_channel(std::vector<harness::Purpose>& out);
void add_tef_registration(std::vector<harness::Purpose>& out);
void add_tef_exporter(std::vector<harness::Purpose>& out);
void add_tef_keys(std::vector<harness::Purpose>& out);
void add_tef_resource_keys(std::vector<harness::Purpose>& out);
void add_tef_depth(std::vector<harness::Purpose>& out);
void add_tef_identifiers(std::vector<harness::Purpose>& out);
void add_tef_checks(std::vector<harness::Purpose>& out);
void add_tef_usage(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
