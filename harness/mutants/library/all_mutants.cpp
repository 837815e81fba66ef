#include "plumbline/harness/mutants_library.hpp"

#include "library/lists.hpp"

namespace plumbline::harness {

std::vector<Mutant> all_mutants() {
  std::vector<Mutant> out;
  add_associations_mutants(out);
  add_binding_mutants(out);
  add_cli_mutants(out);
  add_codec_mutants(out);
  add_codec_esdata_mutants(out);
  add_codec_esdata_cms_mutants(out);
  add_codec_esdata_xml_mutants(out);
  add_codec_esf_mutants(out);
  add_codec_esf_source_mutants(out);
  add_codec_esf_target_mutants(out);
  add_escertke_terminator_mutants(out);
  add_esf_session_mutants(out);
  add_escertke_initiator_mutants(out);
  add_codec_message_auth_mutants(out);
  add_esprim_answers_mutants(out);
  add_esprim_opening_mutants(out);
  add_esprim_originator_mutants(out);
  add_esprim_rand_objects_mutants(out);
  add_hcse_access_mutants(out);
  add_hcse_hosting_mutants(out);
  add_message_auth_answers_mutants(out);
  add_message_auth_checks_mutants(out);
  add_message_auth_originator_mutants(out);
  add_src_mutants(out);
  add_tef_access_mutants(out);
  add_tef_registration_mutants(out);
  add_tef_keys_mutants(out);
  add_tef_provisioning_mutants(out);
  add_tef_identifiers_mutants(out);
  add_tef_checks_mutants(out);
  add_transit_ends_mutants(out);
  add_transit_hops_mutants(out);
  add_transit_passing_mutants(out);
  add_transit_stepping_in_mutants(out);
  return out;
}

}  // namespace plumbline::harness
