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
#include <array>

namespace plumbline::testcases {
namespace {

constexpr auto kLists = std::to_array<void (*)(std::vector<harness::Purpose>&)>({
    add_accepted_associations,
    add_ae_associations,
    add_binding_rules,
    add_proven_originators,
    add_refused_associations,
    add_cli_caution,
    add_cli_opening,
    add_codec_vectors,
    add_hcse_access,
    add_hcse_hosting,
    add_src_hosting,
    add_src_keys,
    add_src_protecting,
    add_tef_service,
    add_tef_channel,
    add_tef_registration,
    add_tef_exporter,
    add_tef_keys,
    add_tef_resource_keys,
    add_tef_depth,
    add_tef_identifiers,
    add_tef_checks,
    add_tef_usage,
    add_esdata_hosting,
    add_message_auth_codec,
    add_message_auth_exchanges,
    add_message_auth_hops,
    add_message_auth_originator,
    add_message_auth_refusals,
    add_message_auth_replays,
    add_esdata_opening,
    add_esdata_refusing,
    add_esdata_sealing,
    add_esdata_xml,
    add_esdata_cms,
    add_escertke_initiating,
    add_escertke_refusing,
    add_escertke_terminating,
    add_esf_keys,
    add_esf_opening,
    add_esf_refusing,
    add_esf_sealing,
    add_esf_session_refusals,
    add_esf_sessions,
    add_esf_stages,
    add_esprim_checks,
    add_esprim_codec,
    add_esprim_exchanges,
    add_esprim_freshness,
    add_esprim_originator,
    add_esprim_rand_objects,
    add_hostile_cli,
    add_hostile_src,
    add_transit_passing,
    add_transit_to_ae,
    add_transit_delivery,
    add_transit_protected_primitives,
    add_transit_secrecy,
    add_transit_hops,
    add_transit_identity,
});

}  // namespace

std::vector<harness::Purpose> all_purposes() {
  std::vector<harness::Purpose> out;
  for (const auto add : kLists) {
    add(out);
  }
  std::ranges::stable_sort(out, {}, &harness::Purpose::id);
  return out;
}

std::vector<harness::Purpose> preflight_purposes() {
  std::vector<harness::Purpose> out;
  add_preflight(out);
  return out;
}

}  // namespace plumbline::testcases
