#include "plumbline/escertke/terminator.hpp"

#include "end_point.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::escertke {

using onem2m::RequestPrimitive;

namespace {

/// An unfinished handshake: message 2 was sent.
struct Pending {
  channel::TlsEndpoint endpoint;
  TimePoint began;
};

/// A message that came, as far as it reads.
struct Incoming {
  std::string from;  ///< absolute id
  Bytes flight;
  bool first = false;  ///< begins with ClientHello
};

Result<Incoming> read(const RequestPrimitive& notify, std::string from) {
  if (notify.operation != onem2m::Operation::notify) {
    return fail(Errc::invalid_value, "op: must be NOTIFY");
  }
  PLUMBLINE_TRY(auto flight, flight_in(notify.content));
  PLUMBLINE_TRY(const auto messages, channel::read_flight(flight));
  return Incoming{.from = std::move(from),
                  .flight = std::move(flight),
                  .first = messages.front().type == channel::MessageType::client_hello};
}

}  // namespace

struct Terminator::State {
  State(TerminatorConfiguration with,
        std::shared_ptr<const channel::Context> tls,
        const Clock& time,
        std::unique_ptr<TerminatorPolicy> decisions)
      : configuration(std::move(with)),
        context(std::move(tls)),
        clock(time),
        policy(decisions ? std::move(decisions) : std::make_unique<TerminatorPolicy>()) {}

  using Handshakes = std::map<std::string, Pending, std::less<>>;

  [[nodiscard]] bool alive(const Handshakes::value_type& entry) const {
    return !policy->timed_out(entry.second.began, clock.now(), configuration.end_point);
  }

  [[nodiscard]] EndPoint end_point() const {
    return {.configuration = configuration.end_point, .policy = *policy, .clock = clock};
  }

  [[nodiscard]] Receipt refuse(const RequestPrimitive& notify,
                               Refusal refusal,
                               std::string detail) const {
    return {.response = onem2m::respond(notify, policy->status_of(refusal), std::move(detail))};
  }

  /// Message 1.
  Receipt begin(const RequestPrimitive& notify, const Incoming& incoming) {
    const auto* const expected = policy->expected_initiator(incoming.from, configuration);
    if (expected == nullptr) {
      return refuse(notify, Refusal::unknown, "fr: no certificate is known of this originator");
    }
    if (!policy->admits(pending.size(), configuration)) {
      return refuse(
          notify, Refusal::too_many, "as many handshakes are unfinished as this end keeps");
    }
    auto endpoint =
        make_endpoint(context, {.certificate = *expected, .server_name = {}}, end_point());
    auto answer = take_message(MessageNumber::one, incoming.flight, endpoint, *policy);
    if (!answer) {
      return refuse(notify, Refusal::handshake, std::move(answer.error().detail));
    }
    pending.emplace(incoming.from, Pending{.endpoint = std::move(endpoint), .began = clock.now()});
    return {.response =
                onem2m::respond_with(notify, onem2m::Status::ok, to_content(answer.value()))};
  }

  /// Message 3. `handshake` is over, however it ends.
  Receipt finish(const RequestPrimitive& notify, const Incoming& incoming, Pending handshake) {
    auto answer = take_message(MessageNumber::three, incoming.flight, handshake.endpoint, *policy);
    const Result<void> taken = answer ? Result<void>{success()} : answer.error();
    auto key =
        establish({.last_message = taken, .endpoint = handshake.endpoint, .peer = incoming.from},
                  end_point());
    Receipt receipt =
        answer && key
            ? Receipt{.response = onem2m::respond_with(
                          notify, onem2m::Status::ok, to_content(answer.value()))}
            : refuse(
                  notify, Refusal::handshake, answer ? key.error().detail : answer.error().detail);
    if (key) {
      receipt.established = std::move(key).value();
    }
    return receipt;
  }

  /// The handshake that a message of `from` goes on with; it is taken out.
  std::optional<Pending> take(std::string_view from) {
    const auto found = std::ranges::find_if(
        pending, [&](const auto& entry) { return policy->belongs(from, entry.first); });
    if (found == pending.end()) {
      return std::nullopt;
    }
    return std::move(pending.extract(found).mapped());
  }

  const TerminatorConfiguration configuration;
  const std::shared_ptr<const channel::Context> context;
  const Clock& clock;
  const std::unique_ptr<TerminatorPolicy> policy;
  Handshakes pending;  ///< by absolute id of the originator
};

Terminator::Terminator(std::unique_ptr<State> state) : state_(std::move(state)) {}

Terminator::~Terminator() = default;
Terminator::Terminator(Terminator&&) noexcept = default;
Terminator& Terminator::operator=(Terminator&&) noexcept = default;

Result<Terminator> Terminator::make(TerminatorConfiguration configuration,
                                    const Clock& clock,
                                    std::unique_ptr<TerminatorPolicy> policy) {
  PLUMBLINE_TRY(auto context, make_context(channel::Role::server, configuration.end_point));
  return Terminator{std::make_unique<State>(
      std::move(configuration), std::move(context), clock, std::move(policy))};
}

Receipt Terminator::accept(const RequestPrimitive& notify) {
  std::erase_if(state_->pending, [&](const auto& entry) { return !state_->alive(entry); });
  if (notify.from.empty()) {
    return state_->refuse(notify, Refusal::no_message, "fr: is missing");
  }
  std::string from = onem2m::absolute_id(notify.from, state_->configuration.identity);
  // Whatever comes, a handshake goes on once or ends.
  auto handshake = state_->take(from);
  auto incoming = read(notify, std::move(from));
  if (!incoming) {
    return state_->refuse(notify, Refusal::no_message, std::move(incoming.error().detail));
  }
  if (incoming.value().first) {
    return state_->begin(notify, incoming.value());
  }
  if (!handshake) {
    return state_->refuse(notify, Refusal::no_handshake, "message 3 without message 1");
  }
  return state_->finish(notify, incoming.value(), *std::move(handshake));
}

std::size_t Terminator::pending() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      state_->pending, [&](const auto& entry) { return state_->alive(entry); }));
}

}  // namespace plumbline::escertke
