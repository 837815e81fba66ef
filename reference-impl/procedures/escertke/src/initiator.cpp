#include "plumbline/escertke/initiator.hpp"

#include "plumbline/keys/fqdn.hpp"

#include "end_point.hpp"

#include <utility>

namespace plumbline::escertke {

using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

struct InitiatorState {
  [[nodiscard]] EndPoint end_point() const {
    return {.configuration = configuration.end_point, .policy = *policy, .clock = clock};
  }

  InitiatorConfiguration configuration;
  std::shared_ptr<const channel::Context> context;
  const Clock& clock;
  RandomSource& random;
  std::unique_ptr<InitiatorPolicy> policy;
};

namespace {

/// A status that refuses.
std::optional<onem2m::Status> refusal_in(const Result<ResponsePrimitive>& answer) {
  return answer && !is_success(answer.value().status) ? std::optional{answer.value().status}
                                                      : std::nullopt;
}

/// What fits into a Server Name Indication (RFC 6066 clause 3, RFC 1035 clause 2.3.4).
Result<std::string> server_name_of(const std::string& id) {
  constexpr std::size_t kLongestName = 255;
  PLUMBLINE_TRY(auto name, keys::fqdn_of(id));
  if (name.size() > kLongestName) {
    return fail(Errc::invalid_length, "FQDN form of the peer's id: over 255 octets");
  }
  return name;
}

}  // namespace

Initiation::Initiation(InitiatorState& initiator, TerminatingEndPoint peer)
    : initiator_(&initiator),
      peer_(std::move(peer)) {}

RequestPrimitive Initiation::notify(ByteView flight) {
  constexpr std::size_t kRandomOctets = 8;
  RequestPrimitive request;
  request.operation = onem2m::Operation::notify;
  request.to = peer_.to;
  request.from = initiator_->configuration.from;
  request.request_id = to_hex(initiator_->random.bytes(kRandomOctets));
  request.content = to_content(flight);
  initiator_->policy->prepare(request);
  return request;
}

Result<Bytes> Initiation::take(MessageNumber number,
                               const Result<ResponsePrimitive>& answer,
                               channel::TlsEndpoint& endpoint) {
  PLUMBLINE_TRY(answer);
  const TimePoint now = initiator_->clock.now();
  if (initiator_->policy->timed_out(began_, now, initiator_->configuration.end_point)) {
    return fail(Errc::timed_out, "ESCertKE has run too long");
  }
  PLUMBLINE_TRY(const Bytes flight, initiator_->policy->flight_of(answer.value()));
  return take_message(number, flight, endpoint, *initiator_->policy);
}

Step Initiation::start() {
  auto server_name = server_name_of(peer_.id);
  if (!server_name) {
    return Finished{.key = server_name.error()};
  }
  auto endpoint = make_endpoint(
      initiator_->context,
      {.certificate = peer_.certificate, .server_name = std::move(server_name).value()},
      initiator_->end_point());
  const auto hello = endpoint.advance();
  if (!hello) {
    return Finished{.key = hello.error()};
  }
  began_ = initiator_->clock.now();
  state_ = Greeted{std::move(endpoint)};
  return notify(hello.value());
}

Step Initiation::receive(const Result<ResponsePrimitive>& answer) {
  auto state = std::exchange(state_, Idle{});
  return std::visit([&](auto& current) { return on_answer(std::move(current), answer); }, state);
}

Step Initiation::on_answer(Idle /*state*/, const Result<ResponsePrimitive>& /*answer*/) {
  return Finished{.key = fail(Errc::conflict, "no answer is awaited")};
}

Step Initiation::on_answer(Greeted state, const Result<ResponsePrimitive>& answer) {
  const auto third = take(MessageNumber::two, answer, state.endpoint);
  if (!third) {
    return Finished{.key = third.error(), .refused = refusal_in(answer)};
  }
  state_ = Proven{std::move(state.endpoint)};
  return notify(third.value());
}

Step Initiation::on_answer(Proven state, const Result<ResponsePrimitive>& answer) {
  const auto rest = take(MessageNumber::four, answer, state.endpoint);
  const Result<void> taken = rest ? Result<void>{success()} : rest.error();
  return Finished{
      .key = establish({.last_message = taken, .endpoint = state.endpoint, .peer = peer_.id},
                       initiator_->end_point()),
      .refused = refusal_in(answer)};
}

Initiator::Initiator(std::unique_ptr<InitiatorState> state) : state_(std::move(state)) {}

Initiator::~Initiator() = default;
Initiator::Initiator(Initiator&&) noexcept = default;
Initiator& Initiator::operator=(Initiator&&) noexcept = default;

Result<Initiator> Initiator::make(InitiatorConfiguration configuration,
                                  const Clock& clock,
                                  RandomSource& random,
                                  std::unique_ptr<InitiatorPolicy> policy) {
  PLUMBLINE_TRY(auto context, make_context(channel::Role::client, configuration.end_point));
  if (!policy) {
    policy = std::make_unique<InitiatorPolicy>();
  }
  return Initiator{std::make_unique<InitiatorState>(
      std::move(configuration), std::move(context), clock, random, std::move(policy))};
}

Initiation Initiator::begin(TerminatingEndPoint peer) {
  return {*state_, std::move(peer)};
}

}  // namespace plumbline::escertke
