#include "plumbline/esf_sm/terminator.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <string>
#include <utility>

namespace plumbline::esf_sm {
namespace {

struct Key {
  std::string from;
  int target_data_class;
  auto operator<=>(const Key&) const = default;
};

struct Sessions {
  std::optional<Session> established;
  std::optional<Session> pending;
  Bytes hello;  ///< that the pending one began with
};

std::size_t alive(const std::optional<Session>& session) {
  return session && session->phase() != Phase::ended ? 1 : 0;
}

Received refused(Errc code, std::string detail) {
  return {.taken = fail(code, std::move(detail))};
}

}  // namespace

struct Terminator::State {
  [[nodiscard]] std::size_t size() const {
    std::size_t count = 0;
    for (const auto& [key, sessions] : all) {
      count += alive(sessions.established) + alive(sessions.pending);
    }
    return count;
  }

  void forget_ended() {
    for (auto& [key, sessions] : all) {
      if (alive(sessions.established) == 0) {
        sessions.established.reset();
      }
      if (alive(sessions.pending) == 0) {
        sessions.pending.reset();
      }
    }
    std::erase_if(
        all, [](const auto& entry) { return !entry.second.established && !entry.second.pending; });
  }

  [[nodiscard]] Result<crypto::SecretBytes> find_key(std::string_view identity,
                                                     const KnownInitiator& initiator,
                                                     int target_data_class) const {
    if (!policy->names_key_of(identity, initiator)) {
      return fail(Errc::key_not_found, "psk_identity: names no key of this originator");
    }
    return policy->pre_shared_key(
        {.key = initiator.key, .target_data_class = target_data_class, .initiator = initiator.id});
  }

  [[nodiscard]] Result<void> check(const std::vector<crypto::Certificate>& chain,
                                   const KnownInitiator& initiator) const {
    if (!initiator.certificate) {
      return fail(Errc::not_permitted, "no certificate is expected of this originator");
    }
    return policy->verify_peer({.chain = chain,
                                .anchors = configuration->end_point.anchors,
                                .expected = *initiator.certificate,
                                .now = clock.now()});
  }

  [[nodiscard]] Session make_session(const KnownInitiator& initiator, int target_data_class) const {
    channel::PeerOptions peer;
    peer.protocol = policy->protocol_of(target_data_class);
    peer.address = initiator.id;
    peer.check = [this, &initiator](const std::vector<crypto::Certificate>& chain) {
      return check(chain, initiator);
    };
    peer.find_key = [this, &initiator, target_data_class](std::string_view identity) {
      return find_key(identity, initiator, target_data_class);
    };
    return {channel::DtlsEndpoint{context, std::move(peer)},
            {.target_data_class = target_data_class,
             .policy = *policy,
             .configuration = configuration->end_point,
             .clock = clock}};
  }

  /// An envelope that begins with ClientHello. Without a valid cookie nothing is kept.
  Received begin(Key key, const Envelope& envelope, const channel::DtlsRecord& hello) {
    const auto* const initiator = policy->known(key.from, *configuration);
    if (initiator == nullptr) {
      return refused(Errc::not_permitted, "nothing is known of this originator");
    }
    if (!policy->admits(size(), *configuration)) {
      return refused(Errc::too_large, "as many sessions are open as this end keeps");
    }
    Session fresh = make_session(*initiator, key.target_data_class);
    Received received = fresh.receive(envelope);
    if (received.taken && !fresh.endpoint().listening()) {
      Sessions& sessions = all[std::move(key)];
      sessions.pending.emplace(std::move(fresh));
      sessions.hello.assign(hello.octets.begin() + kRecordHeader, hello.octets.end());
    }
    return received;
  }

  /// Goes on with a handshake, which takes the place of the session before it at its end.
  static Received go_on(Sessions& sessions, const Envelope& envelope) {
    Received received = sessions.pending->receive(envelope);
    if (sessions.pending->phase() == Phase::payload) {
      sessions.established.emplace(*std::move(sessions.pending));
      sessions.pending.reset();
    }
    return received;
  }

  [[nodiscard]] static bool repeats(const Sessions& sessions, const channel::DtlsRecord& record) {
    return sessions.pending &&
           std::ranges::equal(record.octets.subspan(kRecordHeader), sessions.hello);
  }

  static constexpr std::ptrdiff_t kRecordHeader = 13;

  std::shared_ptr<const TerminatorConfiguration> configuration;
  const Clock& clock;
  std::unique_ptr<TerminatorPolicy> policy;
  std::shared_ptr<const channel::Context> context{};
  std::map<Key, Sessions> all{};
};

Terminator::Terminator(std::unique_ptr<State> state) : state_(std::move(state)) {}

Terminator::~Terminator() = default;
Terminator::Terminator(Terminator&&) noexcept = default;
Terminator& Terminator::operator=(Terminator&&) noexcept = default;

Result<Terminator> Terminator::make(std::shared_ptr<const TerminatorConfiguration> configuration,
                                    const Clock& clock,
                                    std::unique_ptr<TerminatorPolicy> policy) {
  if (!policy) {
    policy = std::make_unique<TerminatorPolicy>();
  }
  auto state = std::make_unique<State>(State{std::move(configuration), clock, std::move(policy)});
  const EndPointConfiguration& own = state->configuration->end_point;
  PLUMBLINE_TRY(state->context,
                channel::make_dtls_context(
                    {.role = channel::Role::server,
                     .certificate = own.certificate ? &*own.certificate : nullptr,
                     .suites = own.suites,
                     .authenticates_clients = state->configuration->authenticates_initiators,
                     .mtu = own.mtu}));
  return Terminator{std::move(state)};
}

Received Terminator::receive(std::string_view from, const Envelope& envelope) {
  State& state = *state_;
  state.forget_ended();
  const auto records = channel::read_records(envelope.records);
  if (!records) {
    return {.taken = records.error()};
  }
  const channel::DtlsRecord& first = records.value().front();
  Key key{.from = std::string{from}, .target_data_class = envelope.target_data_class};
  const auto found = state.all.find(key);
  if (channel::holds_client_hello(first) &&
      (found == state.all.end() || !State::repeats(found->second, first))) {
    return state.begin(std::move(key), envelope, first);
  }
  if (found == state.all.end()) {
    return refused(Errc::not_found, "there is no session with this originator and class");
  }
  Sessions& sessions = found->second;
  // What is not of a handshake is for the session that stands, if one does.
  const bool handshake = first.type == channel::ContentType::handshake ||
                         first.type == channel::ContentType::change_cipher_spec || first.epoch == 0;
  return sessions.pending && (handshake || !sessions.established)
             ? State::go_on(sessions, envelope)
             : sessions.established->receive(envelope);
}

Session* Terminator::session(std::string_view from, int target_data_class) {
  const auto found = state_->all.find({std::string{from}, target_data_class});
  return found != state_->all.end() && alive(found->second.established) == 1
             ? &*found->second.established
             : nullptr;
}

std::size_t Terminator::size() const {
  return state_->size();
}

}  // namespace plumbline::esf_sm
