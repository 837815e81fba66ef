/// @file
/// The purposes of end-to-end message authentication, one list per file.

#pragma once

#include "plumbline/harness/purpose.hpp"

#include <vector>

namespace plumbline::testcases {

void add_message_auth_codec(std::vector<harness::Purpose>& out);
void add_message_auth_exchanges(std::vector<harness::Purpose>& out);
void add_message_auth_hops(std::vector<harness::Purpose>& out);
void add_message_auth_originator(std::vector<harness::Purpose>& out);
void add_message_auth_refusals(std::vector<harness::Purpose>& out);
void add_message_auth_replays(std::vector<harness::Purpose>& out);

}  // namespace plumbline::testcases
