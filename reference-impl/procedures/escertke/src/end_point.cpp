#include "end_point.hpp"

#include <utility>
#include <vector>

namespace plumbline::escertke {

channel::TlsEndpoint make_endpoint(std::shared_ptr<const channel::Context> context,
                                   Peer peer,
                                   const EndPoint& end_point) {
  channel::PeerOptions options;
  options.server_name = std::move(peer.server_name);
  options.check = [expected = std::move(peer.certificate),
                   end_point](const std::vector<crypto::Certificate>& chain) {
    return end_point.policy.verify_peer({.chain = chain,
                                         .anchors = end_point.configuration.anchors,
                                         .expected = expected,
                                         .now = end_point.clock.now()});
  };
  return {std::move(context), std::move(options)};
}

Result<std::shared_ptr<const channel::Context>> make_context(
    channel::Role role, const EndPointConfiguration& configuration) {
  return channel::make_tls_context(
      {.role = role, .credential = configuration.credential, .suites = configuration.suites});
}

Result<Bytes> take_message(MessageNumber number,
                           ByteView flight,
                           channel::TlsEndpoint& endpoint,
                           const Policy& policy) {
  PLUMBLINE_TRY(const auto messages, channel::read_flight(flight));
  PLUMBLINE_TRY(policy.check_messages(number, messages));
  return endpoint.advance(flight);
}

Result<EstablishedKey> establish(const Outcome& outcome, const EndPoint& end_point) {
  if (!end_point.policy.may_establish(outcome.last_message, outcome.endpoint)) {
    PLUMBLINE_TRY(outcome.last_message);
    return fail(Errc::unreachable, "the TLS handshake is not finished");
  }
  PLUMBLINE_TRY(auto exported, end_point.policy.export_key(outcome.endpoint));
  const EndPointConfiguration& configuration = end_point.configuration;
  return EstablishedKey{
      .id = std::move(exported.id),
      .key = std::move(exported.key),
      .peer = outcome.peer,
      .expires = end_point.policy.expiry_of({.own = configuration.credential.chain.front(),
                                             .peer = outcome.endpoint.peer_chain(),
                                             .longest = configuration.key_life,
                                             .now = end_point.clock.now()})};
}

}  // namespace plumbline::escertke
