/// @file
/// Gives arbitrary records to both ends of DTLS, within a handshake and after it: never a session
/// that no peer has part in, never a payload that nobody sent.

#include "plumbline/channel/dtls_endpoint.hpp"
#include "plumbline/channel/dtls_record.hpp"
#include "plumbline/channel/testing/pki.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace plumbline;
using namespace plumbline::channel;

struct Ends {
  const PskCredential psk{.identity = "a", .key = crypto::SecretBytes{Bytes(32, 7)}};
  const std::vector<Suite> suites{Suite::psk_aes_128_ccm_8};
  const std::shared_ptr<const Context> client =
      make_dtls_context({.role = Role::client, .psk = &psk, .suites = suites}).value();
  const std::shared_ptr<const Context> server =
      make_dtls_context({.role = Role::server, .suites = suites}).value();

  static Result<crypto::SecretBytes> find(std::string_view /*identity*/) {
    return crypto::SecretBytes{Bytes(32, 7)};
  }
};

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

/// The first octet says after how many flights the rest comes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  static const Ends ends;
  if (size == 0) {
    return 0;
  }
  const std::size_t turns = octets[0] % 8;
  const ByteView input{octets + 1, size - 1};
  DtlsEndpoint client{ends.client, {}};
  DtlsEndpoint server{ends.server, {.find_key = Ends::find}};
  Bytes flight;
  for (std::size_t turn = 0; turn < turns; ++turn) {
    flight = (turn % 2 == 0 ? client : server).advance(flight, testing::kNow).value();
  }
  for (DtlsEndpoint* const end : {&client, &server}) {
    const bool finished = end->finished();
    static_cast<void>(end->advance(input, testing::kNow));
    static_cast<void>(end->last_words());
    require(end->finished() <= finished);
    require(!end->unprotect(input));
  }
  static_cast<void>(read_records(input));
  return 0;
}
