#include "plumbline/esf_sm/initiator.hpp"

#include <utility>

namespace plumbline::esf_sm {

struct Initiator::State {
  InitiatorConfiguration configuration;
  const Clock& clock;
  std::unique_ptr<Policy> policy;
  std::shared_ptr<const channel::Context> context{};
};

namespace {

Result<std::shared_ptr<const channel::Context>> make_context(
    const InitiatorConfiguration& configuration, const Policy& policy) {
  const EndPointConfiguration& own = configuration.end_point;
  channel::DtlsOptions options{.role = channel::Role::client,
                               .certificate = own.certificate ? &*own.certificate : nullptr,
                               .suites = own.suites,
                               .mtu = own.mtu};
  channel::PskCredential psk{.identity = configuration.key_id, .key = {}};
  if (!configuration.key_id.empty()) {
    PLUMBLINE_TRY(psk.key,
                  policy.pre_shared_key({.key = configuration.key,
                                         .target_data_class = configuration.target_data_class,
                                         .initiator = configuration.id}));
    options.psk = &psk;
  }
  return channel::make_dtls_context(options);
}

}  // namespace

Initiator::Initiator(std::unique_ptr<State> state) : state_(std::move(state)) {}

Initiator::~Initiator() = default;
Initiator::Initiator(Initiator&&) noexcept = default;
Initiator& Initiator::operator=(Initiator&&) noexcept = default;

Result<Initiator> Initiator::make(InitiatorConfiguration configuration,
                                  const Clock& clock,
                                  std::unique_ptr<Policy> policy) {
  if (configuration.target_data_class < 1 || configuration.target_data_class > 3) {
    return fail(Errc::invalid_value, "target data class: must be 1 to 3");
  }
  if (!policy) {
    policy = std::make_unique<Policy>();
  }
  auto state = std::make_unique<State>(State{std::move(configuration), clock, std::move(policy)});
  PLUMBLINE_TRY(state->context, make_context(state->configuration, *state->policy));
  return Initiator{std::move(state)};
}

Session Initiator::begin() const {
  const State& state = *state_;
  const InitiatorConfiguration& configuration = state.configuration;
  channel::PeerOptions peer;
  peer.server_name = configuration.server_name;
  peer.protocol = state.policy->protocol_of(configuration.target_data_class);
  peer.check = [&state](const std::vector<crypto::Certificate>& chain) {
    return state.policy->verify_peer({.chain = chain,
                                      .anchors = state.configuration.end_point.anchors,
                                      .expected = state.configuration.peer,
                                      .now = state.clock.now()});
  };
  return {channel::DtlsEndpoint{state.context, std::move(peer)},
          {.target_data_class = configuration.target_data_class,
           .policy = *state.policy,
           .configuration = configuration.end_point,
           .clock = state.clock}};
}

}  // namespace plumbline::esf_sm
