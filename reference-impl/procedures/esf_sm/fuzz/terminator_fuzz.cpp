/// @file
/// Gives arbitrary records to a terminator, before, within and after a handshake: no target data
/// comes out, and no session that nobody has a key of.

#include "plumbline/channel/testing/pki.hpp"
#include "plumbline/esf_sm/initiator.hpp"
#include "plumbline/esf_sm/terminator.hpp"

#include <cstdlib>

namespace {

using namespace plumbline;

constexpr const char* kInitiatorId = "//sp.example/cse-a/Cae1";

esf_sm::EndPointConfiguration end_point() {
  return {.suites = {channel::Suite::psk_aes_128_ccm_8}};
}

esf_sm::Terminator make_terminator(const Clock& clock) {
  auto configuration = std::make_shared<esf_sm::TerminatorConfiguration>(
      esf_sm::TerminatorConfiguration{.end_point = end_point()});
  configuration->initiators.push_back(
      {.id = kInitiatorId, .key_id = "k", .key = crypto::SecretBytes{Bytes(32, 7)}});
  return esf_sm::Terminator::make(std::move(configuration), clock).value();
}

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

/// The first octet says how many envelopes of a right handshake go first.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  static const ManualClock clock{channel::testing::kNow};
  static const auto initiator = esf_sm::Initiator::make({.end_point = end_point(),
                                                         .id = kInitiatorId,
                                                         .target_data_class = 1,
                                                         .key_id = "k",
                                                         .key = crypto::SecretBytes{Bytes(32, 7)}},
                                                        clock)
                                    .value();
  if (size == 0) {
    return 0;
  }
  auto terminator = make_terminator(clock);
  auto session = initiator.begin();
  esf_sm::Envelope next = session.start().value();
  for (int turn = 0; turn < octets[0] % 4; ++turn) {
    const auto there = terminator.receive(kInitiatorId, next);
    next = session.receive(there.reply.value()).reply.value_or(next);
  }
  const bool stands = terminator.session(kInitiatorId, 1) != nullptr;
  const esf_sm::Envelope input{.target_data_class = 1, .records = {octets + 1, octets + size}};
  require(!terminator.receive(kInitiatorId, input).target_data);
  require(!session.receive(input).target_data);
  require((terminator.session(kInitiatorId, 1) != nullptr) == stands);
  require(terminator.size() <= 2);
  return 0;
}
