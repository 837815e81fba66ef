#include "plumbline/testcases/purposes.hpp"

#include "associations/lists.hpp"
#include "data_at_rest/lists.hpp"
#include "escertke/lists.hpp"
#include "esdata/lists.hpp"
#include "esf/lists.hpp"
#include "esprim/lists.hpp"
#include "message_auth/lists.hpp"
#include "preflight/preflight.hpp"
#include "transit/lists.hpp"

#include <algorithm>

namespace plumbline::testcases {

std::vector<harness::Purpose> all_purposes() {
  std::vector<harness::Purpose> out;
  add_accepted_associations(out);
  add_ae_associations(out);
  add_binding_rules(out);
  add_proven_originators(out);
  add_refused_associations(out);
  add_cli_caution(out);
  add_cli_opening(out);
  add_codec_vectors(out);
  add_hcse_access(out);
  add_hcse_hosting(out);
  add_src_hosting(out);
  add_src_keys(out);
  add_src_protecting(out);
  add_tef_service(out);
  add_tef_channel(out);
  add_tef_registration(out);
  add_tef_exporter(out);
  add_tef_keys(out);
  add_tef_resource_keys(out);
  add_tef_depth(out);
  add_tef_identifiers(out);
  add_tef_checks(out);
  add_tef_usage(out);
  add_esdata_hosting(out);
  add_message_auth_codec(out);
  add_message_auth_exchanges(out);
  add_message_auth_hops(out);
  add_message_auth_originator(out);
  add_message_auth_refusals(out);
  add_message_auth_replays(out);
  add_esdata_opening(out);
  add_esdata_refusing(out);
  add_esdata_sealing(out);
  add_esdata_xml(out);
  add_esdata_cms(out);
  add_escertke_initiating(out);
  add_escertke_refusing(out);
  add_escertke_terminating(out);
  add_esf_keys(out);
  add_esf_opening(out);
  add_esf_refusing(out);
  add_esf_sealing(out);
  add_esf_session_refusals(out);
  add_esf_sessions(out);
  add_esf_stages(out);
  add_esprim_checks(out);
  add_esprim_codec(out);
  add_esprim_exchanges(out);
  add_esprim_freshness(out);
  add_esprim_originator(out);
  add_esprim_rand_objects(out);
  add_hostile_cli(out);
  add_hostile_src(out);
  add_transit_passing(out);
  add_transit_to_ae(out);
  add_transit_delivery(out);
  add_transit_protected_primitives(out);
  add_transit_secrecy(out);
  add_transit_hops(out);
  add_transit_identity(out);
  std::ranges::stable_sort(out, {}, &harness::Purpose::id);
  return out;
}

std::vector<harness::Purpose> preflight_purposes() {
  std::vector<harness::Purpose> out;
  add_preflight(out);
  return out;
}

}  // namespace plumbline::testcases
