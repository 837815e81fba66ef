/// @file
/// A TEF answers any request primitive of an authenticated peer with a status.

#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/tef/in_memory_store.hpp"
#include "plumbline/entities/tef/trust_enabler.hpp"

#include <cstdlib>
#include <string_view>

namespace {

using namespace plumbline;  // NOLINT(google-build-using-namespace): nothing else is in this file

entities::TefConfiguration configuration() {
  entities::TefConfiguration result;
  result.node = {.sp_id = "//sp.example", .cse_id = "/tef", .cse_name = "tef"};
  result.fqdn = "tef.example";
  result.limits.credentials = 64;
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ManualClock clock{TimePoint{}};
  static crypto::SeededRandom random{as_bytes("fuzz"), "tef"};
  static entities::InMemoryCredentialStore store;
  static entities::TrustEnabler tef{configuration(), {.clock = clock, .random = random}, store};

  const auto json = parse_json(as_text({data, size}));
  if (!json) {
    return 0;
  }
  const auto request = onem2m::request_from_json(json.value());
  if (!request) {
    return 0;
  }
  onem2m::Association association;
  association.secured = true;
  association.proof = onem2m::PeerProof::certificate;
  association.peer = request.value().from.empty() ? "-" : request.value().from;
  association.protocol = "TLSv1.2";
  const auto response = tef.handle(request.value(), association);
  if (onem2m::number_of(response.status) < 2000) {
    std::abort();
  }
  return 0;
}
