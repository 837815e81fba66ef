/// @file
/// The faulty implementations, one list per file.

#pragma once

#include "plumbline/harness/mutant.hpp"

#include <vector>

namespace plumbline::harness {

void add_associations_mutants(std::vector<Mutant>& out);
void add_binding_mutants(std::vector<Mutant>& out);
void add_cli_mutants(std::vector<Mutant>& out);
void add_codec_esdata_mutants(std::vector<Mutant>& out);
void add_codec_esdata_cms_mutants(std::vector<Mutant>& out);
void add_codec_esdata_xml_mutants(std::vector<Mutant>& out);
void add_codec_esf_mutants(std::vector<Mutant>& out);
void add_codec_esf_source_mutants(std::vector<Mutant>& out);
void add_codec_esf_target_mutants(std::vector<Mutant>& out);
void add_codec_message_auth_mutants(std::vector<Mutant>& out);
void add_codec_mutants(std::vector<Mutant>& out);
void add_escertke_initiator_mutants(std::vector<Mutant>& out);
void add_escertke_terminator_mutants(std::vector<Mutant>& out);
void add_esf_session_mutants(std::vector<Mutant>& out);
void add_esprim_answers_mutants(std::vector<Mutant>& out);
void add_esprim_opening_mutants(std::vector<Mutant>& out);
void add_esprim_originator_mutants(std::vector<Mutant>& out);
void add_esprim_rand_objects_mutants(std::vector<Mutant>& out);
void add_hcse_access_mutants(std::vector<Mutant>& out);
void add_hcse_hosting_mutants(std::vector<Mutant>& out);
void add_message_auth_answers_mutants(std::vector<Mutant>& out);
void add_message_auth_checks_mutants(std::vector<Mutant>& out);
void add_message_auth_originator_mutants(std::vector<Mutant>& out);
void add_src_mutants(std::vector<Mutant>& out);
void add_tef_access_mutants(std::vector<Mutant>& out);
void add_tef_registration_mutants(std::vector<Mutant>& out);
void add_tef_keys_mutants(std::vector<Mutant>& out);
void add_tef_provisioning_mutants(std::vector<Mutant>& out);
void add_tef_identifiers_mutants(std::vector<Mutant>& out);
void add_tef_checks_mutants(std::vector<Mutant>& out);
void add_transit_ends_mutants(std::vector<Mutant>& out);
void add_transit_hops_mutants(std::vector<Mutant>& out);
void add_transit_passing_mutants(std::vector<Mutant>& out);
void add_transit_stepping_in_mutants(std::vector<Mutant>& out);

}  // namespace plumbline::harness
