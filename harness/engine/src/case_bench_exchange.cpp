// How a case reaches its peers, speaks with them, and removes what they made for it.

#include "plumbline/harness/failures.hpp"

#include "case_bench.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr milliseconds kExchangeDeadline{5000};
constexpr milliseconds kTransportDeadline{120000};  // longer than any case

// What a report says of an exchange without an answer.
std::string_view reason_of(Errc code) {
  switch (code) {
    case Errc::timed_out:
      return "no answer within the deadline";
    case Errc::unreachable:
      return "connection refused or closed";
    case Errc::too_large:
      return "an answer over the size bound";
    default:
      return kUnparsedAnswer;
  }
}

// The same for every run: what is wrong with an answer depends on nothing else.
std::string failure_of(const Error& error) {
  const std::string_view reason = reason_of(error.code);
  return reason == kUnparsedAnswer ? std::string{reason} + ": " + error.detail
                                   : std::string{reason};
}

bool shows_certificate(Channel channel) {
  return channel == Channel::certificate || channel == Channel::tls13 ||
         channel == Channel::expired_certificate || channel == Channel::foreign_certificate;
}

}  // namespace

Address CaseBench::address_of(Role role, Channel channel) {
  const SutEndpoint* const endpoint = sut(role);
  const std::string binding = binding_of(role);
  const ServerAddress& server =
      endpoint != nullptr ? endpoint->servers.at(binding) : own(role).address(binding);
  if (channel == Channel::plain) {
    Address address = server.plain.value_or(server.address);
    address.scheme = binding;  // also where TLS is expected: it has to refuse
    return address;
  }
  if (channel == Channel::plain_to_secured) {
    Address address = server.address;
    address.scheme = binding;
    return address;
  }
  return shows_certificate(channel) ? server.certified.value_or(server.address) : server.address;
}

// Who shows a certificate at `address`: with MQTT that is the broker, and not the role behind it.
std::string CaseBench::server_name(Role role, const Address& address) const {
  if (harness::binding_of(address) == "mqtt") {
    return address.host;
  }
  return role == Role::tef ? options_.world.tef_fqdn : options_.world.cse_fqdn;
}

// The leg to the broker that the CSE of a neighbour has already; nullptr where it has none.
const BrokerLeg* CaseBench::far_leg(const ConnectOptions& connect, const PeerOptions& options) {
  const auto far = far_sides_.find(options.who);
  const bool shared = harness::binding_of(connect.address) == "mqtt" &&
                      options.channel == Channel::standard && far != far_sides_.end() &&
                      far->second && far->second->broker_leg();
  return shared ? &*far->second->broker_leg() : nullptr;
}

Credential CaseBench::credential_of(const PeerOptions& options) {
  const World& world = options_.world;
  const Actor& actor = world.actor(options.who);
  const auto certificate = [&](CertificateFault fault) {
    return is_cse(options.who) ? world.pki.for_server(actor.fqdn, fault)
                               : world.pki.for_entity(actor.absolute, fault);
  };
  const auto key = [this](std::string identity, std::string_view purpose) {
    return PskCredential{.identity = std::move(identity),
                         .key = std::make_shared<const crypto::SecretBytes>(secret(32, purpose))};
  };
  switch (options.channel) {
    case Channel::standard:
      return actor.psk.key ? Credential{actor.psk} : Credential{actor.certificate};
    case Channel::certificate:
    case Channel::tls13:
      return actor.certificate;
    case Channel::wrong_key:
      return key(actor.psk.identity, "wrong psk");
    case Channel::unknown_identity:
      return key(unique("nobody"), "psk of nobody");
    case Channel::expired_certificate:
      return certificate(CertificateFault::expired);
    case Channel::foreign_certificate:
      return certificate(CertificateFault::foreign_issuer);
    case Channel::unauthenticated:
    case Channel::plain:
    case Channel::plain_to_secured:
      break;
  }
  return {};
}

onem2m::Serialization CaseBench::serialization() const {
  return onem2m::serialization_named(serialization_of(options_.variant)).value();
}

ConnectOptions CaseBench::connect_options(Role role, const PeerOptions& options) {
  const World& world = options_.world;
  const Actor& actor = world.actor(options.who);
  ConnectOptions out;
  out.address = address_of(role, options.channel);
  out.entity_id = onem2m::sp_relative_id(actor.absolute);
  out.peer_id = role == Role::tef ? std::string{} : world.cse.cse_id;
  out.dialect = dialect_of(sut(role));
  out.serialization = serialization();
  if (const BrokerLeg* leg = far_leg(out, options)) {
    out.address = leg->used;
    out.tls = leg->tls;
    return out;
  }
  if (!is_secured(out.address)) {
    return out;
  }
  const std::string fqdn = server_name(role, out.address);
  TlsClientOptions tls;
  tls.anchors_pem = {world.pki.authority_pem()};
  tls.server = crypto::ExpectedIdentity{.kind = crypto::IdentityKind::fqdn, .value = fqdn};
  tls.server_name = fqdn;
  tls.credential = credential_of(options);
  if (options.channel == Channel::tls13) {
    tls.min_version = tls.max_version = TlsVersion::tls13;
  }
  if (options.mandatory_suite) {
    const bool by_certificate = std::holds_alternative<CertificateCredential>(tls.credential);
    tls.ciphers = mandatory_suite(harness::binding_of(out.address), by_certificate);
  }
  out.tls = std::move(tls);
  return out;
}

Peer& CaseBench::peer(Role role, const PeerOptions& options) {
  const Actor& actor = options_.world.actor(options.who);
  const Lanes lanes{.local = std::string{name_of(options.who)},
                    .remote = std::string{name_of(role)},
                    .binding = binding_of(role)};
  Tap& tap = recorder_.tap(lanes);
  ConnectOptions connect = connect_options(role, options);
  connect.tap = &tap;
  auto client = transport_->connect(std::move(connect));
  if (!client) {
    throw std::runtime_error{"cannot make a client: " + to_string(client.error())};
  }
  // At the hosting CSE an AE is known by its stem; a TEF wants the absolute form.
  peers_.emplace_back(
      std::move(client.value()), tap, actor, role == Role::tef ? actor.absolute : actor.id);
  lanes_[&peers_.back()] = lanes;
  return peers_.back();
}

milliseconds CaseBench::deadline() const {
  const auto left =
      std::chrono::duration_cast<milliseconds>(end_ - std::chrono::steady_clock::now());
  if (left.count() <= 0) {
    throw StimulusEnded{"the case's deadline passed"};
  }
  return std::min(
      left, std::chrono::duration_cast<milliseconds>(kExchangeDeadline * options_.timeout_scale));
}

// The operation has a deadline of its own; this one only guards against a transport that breaks
// its promise to call back.
void CaseBench::wait_for(const bool& done) {
  if (!transport_->run_until([&done] { return done; }, kTransportDeadline)) {
    throw std::runtime_error{"the transport never called back"};
  }
}

void CaseBench::complete(onem2m::RequestPrimitive& request, const Peer& peer) {
  if (request.from.empty()) {
    request.from = peer.from();
  }
  if (request.request_id.empty()) {
    request.request_id = tag_ + "-" + std::to_string(++requests_);
  }
  request.release_version = options_.world.release_version;
}

// Whether what `request` creates outlives the case: entities of the tester's own end with it, also
// those behind a transit CSE.
bool CaseBench::stays_on_sut(const onem2m::RequestPrimitive& request, const Peer& peer) const {
  const Role role = options_.purpose.role;
  return sut(role) != nullptr && lanes_.at(&peer).remote == name_of(role) &&
         std::ranges::none_of(far_sides_, [&](const auto& far) {
           return far.second && lies_at(request.to, far.second->cse());
         });
}

void CaseBench::note_failure(std::string_view label, const Lanes& lanes, const Error& error) {
  Message event;
  event.label = label;
  event.text = std::string{reason_of(error.code)} + ": " + error.detail;
  recorder_.note(MessageKind::event,
                 {.local = lanes.remote, .remote = lanes.local, .binding = lanes.binding},
                 event);
}

Outcome CaseBench::exchange(std::string_view label, Peer& peer, onem2m::RequestPrimitive request) {
  if (request.to.empty()) {
    throw StimulusEnded{"\"" + std::string{label} +
                        "\" could not be sent: what it is for has no address"};
  }
  complete(request, peer);
  recorder_.label(peer.tap(), std::string{label});
  std::optional<Result<onem2m::ResponsePrimitive>> result;
  bool done = false;
  peer.client().exchange(request, deadline(), [&](Result<onem2m::ResponsePrimitive> answer) {
    result.emplace(std::move(answer));
    done = true;
  });
  wait_for(done);
  Outcome out;
  out.request = recorder_.last(label, MessageKind::request);
  if (*result) {
    out.response = std::move(result->value());
    out.answer = recorder_.last(label, MessageKind::response);
  } else {
    out.failure = failure_of(result->error());
    note_failure(label, lanes_.at(&peer), result->error());
  }
  recorder_.label(peer.tap(), {});
  if (request.operation == onem2m::Operation::create && out.succeeded()) {
    out.address = onem2m::created_address(request, *out.response);
    if (stays_on_sut(request, peer)) {
      created_.push_back({.peer = &peer,
                          .uri = out.address,
                          .parent = request.to,
                          .label = std::string{label},
                          .from = request.from});
    }
  }
  return out;
}

Result<Bytes> CaseBench::octets(std::string_view label, Peer& peer, Bytes octets, RawThen then) {
  recorder_.label(peer.tap(), std::string{label});
  std::optional<Result<Bytes>> result;
  bool done = false;
  peer.client().exchange_octets(std::move(octets), then, deadline(), [&](Result<Bytes> answer) {
    result.emplace(std::move(answer));
    done = true;
  });
  wait_for(done);
  if (!*result) {
    note_failure(label, lanes_.at(&peer), result->error());
  }
  recorder_.label(peer.tap(), {});
  return std::move(*result);
}

void CaseBench::postamble() {
  recorder_.phase(Phase::postamble);
  for (Created& created : created_ | std::views::reverse) {
    onem2m::RequestPrimitive request;
    request.operation = onem2m::Operation::remove;
    request.to = created.uri;
    request.from = created.from;
    try {
      const Outcome outcome = exchange("remove", *created.peer, std::move(request));
      created.removed = outcome.response && (outcome.response->status == onem2m::Status::deleted ||
                                             outcome.response->status == onem2m::Status::not_found);
    } catch (const StimulusEnded&) {
      created.removed = false;  // it has no address, or the case has no time left
    }
  }
}

}  // namespace plumbline::harness
