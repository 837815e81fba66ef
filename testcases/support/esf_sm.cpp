#include "support/esf_sm.hpp"

#include "plumbline/channel/pem_credential.hpp"
#include "plumbline/esf/target_data.hpp"

#include "support/requests.hpp"

#include <utility>

namespace plumbline::testcases {

using harness::Bench;
using harness::Outcome;
using onem2m::RequestPrimitive;

namespace {

constexpr int kPrimitive = static_cast<int>(esf::TargetDataClass::primitive);

esf_sm::InitiatorConfiguration configuration_of(const Bench& bench,
                                                int target_data_class,
                                                const InitiatorProof& proof) {
  const harness::World& world = bench.world();
  escertke::EndPointConfiguration own = end_point_of(bench, proof);
  return {.end_point = {.certificate = std::move(own.credential),
                        .anchors = std::move(own.anchors),
                        .suites = channel::default_suites()},
          .id = world.actor(proof.who).absolute,
          .target_data_class = target_data_class,
          .key_id = {},
          .key = {},
          .peer = {.kind = crypto::IdentityKind::fqdn, .value = world.cse_fqdn},
          .server_name = world.cse_fqdn};
}

RequestPrimitive notify(const Bench& bench, const esf_sm::Envelope& envelope) {
  RequestPrimitive out;
  out.operation = onem2m::Operation::notify;
  out.to = base_of(bench);
  out.content = esf_sm::to_json(envelope);
  return out;
}

Result<esf_sm::Envelope> envelope_in(const Outcome& outcome) {
  if (!outcome.response || !outcome.response->content) {
    return fail(Errc::not_found, "no content");
  }
  return esf_sm::from_json(*outcome.response->content);
}

}  // namespace

Enveloping::Enveloping(Bench& bench,
                       harness::Peer& peer,
                       int target_data_class,
                       const InitiatorProof& proof)
    : bench_(bench),
      peer_(peer),
      who_(proof.who),
      target_data_class_(target_data_class),
      clock_(std::make_unique<const BenchClock>(bench)),
      initiator_(esf_sm::Initiator::make(configuration_of(bench, target_data_class, proof), *clock_)
                     .value()),
      session_(initiator_.begin()),
      next_(session_.start().value()) {}

bool Enveloping::shake_hands(std::string_view prefix, std::size_t flights) {
  for (std::size_t i = 0; i < flights && next_; ++i) {
    flights_.push_back(notify(bench_, *next_));
    const std::string label = std::string{prefix} + "handshake " + std::to_string(flights_.size());
    const auto envelope = envelope_in(bench_.exchange(label, peer_, flights_.back()));
    next_ = envelope ? session_.receive(envelope.value()).reply : std::nullopt;
  }
  const bool open = session_.phase() == esf_sm::Phase::payload;
  bench_.observe(std::string{prefix} + "session", open ? "open" : "none");
  return open;
}

Bytes Enveloping::whole(RequestPrimitive inner) const {
  return esf::target_data_of(completed(bench_, std::move(inner), id_of(bench_, who_)));
}

esf_sm::Envelope Enveloping::sealed(ByteView target_data) {
  auto envelope = session_.send(target_data);
  if (!envelope) {
    throw harness::StimulusEnded{"there is no open session"};
  }
  return std::move(envelope).value();
}

RequestPrimitive Enveloping::enclose(RequestPrimitive inner) {
  return notify(bench_, sealed(whole(std::move(inner))));
}

RequestPrimitive Enveloping::treat(RequestPrimitive request) {
  const esf_sm::Envelope envelope = sealed(esf::target_data_of(request.content).value());
  return esf::replace_content(std::move(request),
                              esf::read_envelope(esf_sm::to_json(envelope)).value())
      .value();
}

RequestPrimitive Enveloping::close() {
  auto envelope = session_.close();
  if (!envelope) {
    throw harness::StimulusEnded{"there is no open session"};
  }
  return notify(bench_, envelope.value());
}

// RFC 6347 clause 4.1: type, version, epoch, sequence number, length, fragment
RequestPrimitive Enveloping::in_clear(RequestPrimitive inner) {
  constexpr std::uint8_t kFirstAndLast = 3;
  const Bytes target_data = whole(std::move(inner));
  const std::size_t size = target_data.size() + 1;
  Bytes record{23, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 9};
  record.push_back(static_cast<std::uint8_t>(size >> 8U));
  record.push_back(static_cast<std::uint8_t>(size));
  record.push_back(kFirstAndLast);
  record.insert(record.end(), target_data.begin(), target_data.end());
  return notify(bench_, {.target_data_class = target_data_class_, .records = std::move(record)});
}

Result<Bytes> Enveloping::opened(const Outcome& outcome) {
  PLUMBLINE_TRY(const auto envelope, envelope_in(outcome));
  auto received = session_.receive(envelope);
  PLUMBLINE_TRY(received.taken);
  if (!received.target_data) {
    return fail(Errc::not_found, "no target data");
  }
  return *std::move(received.target_data);
}

Outcome Enveloping::exchange(std::string_view label, RequestPrimitive outer) {
  Outcome outcome = bench_.exchange(label, peer_, std::move(outer));
  const std::string name = std::string{label} + ": inner";
  const auto target_data = opened(outcome);
  if (!target_data) {
    bench_.observe(name, {{"opened", to_string(target_data.error())}}, outcome.answer);
    return outcome;
  }
  Json seen{{"opened", "yes"}};
  if (target_data_class_ == kPrimitive) {
    const auto inner = esf::response_from(target_data.value());
    seen = inner ? Json{{"opened", "yes"}, {"rsc", onem2m::number_of(inner.value().status)}}
                 : Json{{"opened", "no response"}};
  }
  bench_.observe(name, std::move(seen), outcome.answer);
  return outcome;
}

RequestPrimitive with_envelope(RequestPrimitive notify,
                               const std::function<void(esf_sm::Envelope&)>& change) {
  esf_sm::Envelope envelope = esf_sm::from_json(*notify.content).value();
  change(envelope);
  notify.content = esf_sm::to_json(envelope);
  return notify;
}

}  // namespace plumbline::testcases
