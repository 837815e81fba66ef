#include "support/escertke.hpp"

#include "plumbline/channel/pem_credential.hpp"
#include "plumbline/escertke/message.hpp"
#include "plumbline/keys/exporter.hpp"

#include "support/esprim.hpp"
#include "support/inner_answer.hpp"
#include "support/requests.hpp"

#include <cstdint>
#include <utility>
#include <variant>

namespace plumbline::testcases {

using channel::FlightMessage;
using channel::MessageType;
using harness::Bench;
using harness::Judge;
using harness::Outcome;
using harness::Who;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

namespace {

/// Leaves to the judge what the other end sends, and takes what key TLS has, finished or not.
class Lenient final : public escertke::InitiatorPolicy {
  [[nodiscard]] Result<void> check_messages(
      escertke::MessageNumber /*number*/,
      const std::vector<FlightMessage>& /*messages*/) const override {
    return success();
  }

  [[nodiscard]] bool may_establish(const Result<void>& /*last_message*/,
                                   const channel::TlsEndpoint& /*endpoint*/) const override {
    return true;
  }

  [[nodiscard]] Result<keys::ExportedKey> export_key(
      const channel::TlsEndpoint& endpoint) const override {
    PLUMBLINE_TRY(const auto octets,
                  endpoint.export_unverified(keys::kEsCertKeLabel, keys::kExportedSize));
    return keys::split_exported(octets.expose());
  }
};

escertke::TerminatingEndPoint tested_end_point(const Bench& bench) {
  const harness::World& world = bench.world();
  return {.id = world.cse.sp_id + world.cse.cse_id,
          .to = base_of(bench),
          .certificate = {.kind = crypto::IdentityKind::fqdn, .value = world.cse_fqdn}};
}

Result<ResponsePrimitive> answer_in(const Outcome& outcome) {
  if (outcome.response) {
    return *outcome.response;
  }
  return fail(Errc::unreachable, outcome.failure);
}

void append_record(Bytes& out, std::uint8_t type, ByteView body) {
  constexpr std::uint8_t kMajor = 3;
  constexpr std::uint8_t kTls12 = 3;
  out.insert(out.end(), {type, kMajor, kTls12});
  out.push_back(static_cast<std::uint8_t>(body.size() >> 8U));
  out.push_back(static_cast<std::uint8_t>(body.size()));
  out.insert(out.end(), body.begin(), body.end());
}

/// RFC 5246 clauses 6.2.1, 7.4
void append_message(Bytes& out, const FlightMessage& message) {
  constexpr std::uint8_t kChangeCipherSpec = 20;
  constexpr std::uint8_t kHandshake = 22;
  if (message.type == MessageType::change_cipher_spec) {
    append_record(out, kChangeCipherSpec, message.body);
  } else if (message.type == MessageType::encrypted_handshake) {
    append_record(out, kHandshake, message.body);
  } else {
    const std::size_t size = message.body.size();
    Bytes whole{static_cast<std::uint8_t>(message.type),
                static_cast<std::uint8_t>(size >> 16U),
                static_cast<std::uint8_t>(size >> 8U),
                static_cast<std::uint8_t>(size)};
    whole.insert(whole.end(), message.body.begin(), message.body.end());
    append_record(out, kHandshake, whole);
  }
}

std::optional<Json> changed_content(const std::optional<Json>& content,
                                    const ChangeFlight& change) {
  const auto flight = escertke::flight_in(content);
  auto messages = flight ? channel::read_flight(flight.value())
                         : Result<std::vector<FlightMessage>>{flight.error()};
  if (!messages) {
    return content;
  }
  change(messages.value());
  Bytes out;
  for (const FlightMessage& message : messages.value()) {
    append_message(out, message);
  }
  return escertke::to_content(out);
}

}  // namespace

escertke::EndPointConfiguration end_point_with(const Bench& bench,
                                               const harness::CertificateCredential& credential) {
  const std::string authority = bench.world().pki.authority_pem();
  return {.credential = channel::credential_from_pem(credential.chain_pem,
                                                     as_text(credential.key_pem->expose()))
                            .value(),
          .anchors = crypto::Certificate::chain_from_pem(authority).value()};
}

escertke::EndPointConfiguration end_point_of(const Bench& bench, const InitiatorProof& proof) {
  const harness::World& world = bench.world();
  const harness::Actor& actor = world.actor(proof.who);
  const harness::CertificateCredential own =
      proof.fault == harness::CertificateFault::right
          ? actor.certificate
          : world.pki.for_entity(actor.absolute, proof.fault);
  return end_point_with(bench, own);
}

harness::CertificateFault certificate_fault_of(const Bench& bench) {
  const std::string name = bench.parameter("certificate");
  return name == "expired"   ? harness::CertificateFault::expired
         : name == "foreign" ? harness::CertificateFault::foreign_issuer
                             : harness::CertificateFault::other_name;
}

Initiating::Initiating(Bench& bench, const InitiatorProof& proof)
    : bench_(bench),
      clock_(std::make_shared<const BenchClock>(bench)),
      initiator_(escertke::Initiator::make({.end_point = end_point_of(bench, proof), .from = {}},
                                           *clock_,
                                           bench.random(),
                                           std::make_unique<Lenient>())
                     .value()),
      way_(initiator_.begin(tested_end_point(bench))) {}

RequestPrimitive Initiating::first() {
  return std::get<RequestPrimitive>(way_.start());
}

std::optional<RequestPrimitive> Initiating::third(const Outcome& second) {
  escertke::Step step = way_.receive(answer_in(second));
  auto* const request = std::get_if<RequestPrimitive>(&step);
  return request != nullptr ? std::optional{std::move(*request)} : std::nullopt;
}

std::optional<harness::SharedKey> Initiating::key(const Outcome& fourth) {
  escertke::Step step = way_.receive(answer_in(fourth));
  auto* const finished = std::get_if<escertke::Finished>(&step);
  if (finished == nullptr || !finished->key) {
    return std::nullopt;
  }
  auto made = std::move(finished->key).value();
  bench_.withhold(made.key.expose(), "pairwiseE2EKey");
  return harness::SharedKey{
      .key_id = std::move(made.id),
      .key = std::make_shared<const crypto::SecretBytes>(std::move(made.key))};
}

std::optional<harness::SharedKey> establish(Bench& bench,
                                            harness::Peer& peer,
                                            const InitiatorProof& proof,
                                            std::string_view prefix,
                                            const ChangeFlight& change) {
  Initiating way{bench, proof};
  const std::string label{prefix};
  const Outcome second = bench.exchange(label + "message 1", peer, way.first());
  auto third = way.third(second);
  if (!third) {
    return std::nullopt;
  }
  RequestPrimitive sent = change ? changed(*std::move(third), change) : *std::move(third);
  return way.key(bench.exchange(label + "message 3", peer, std::move(sent)));
}

RequestPrimitive changed(RequestPrimitive notify, const ChangeFlight& change) {
  notify.content = changed_content(notify.content, change);
  return notify;
}

ResponsePrimitive changed(ResponsePrimitive answer, const ChangeFlight& change) {
  answer.content = changed_content(answer.content, change);
  return answer;
}

void request_under(Bench& bench,
                   std::string_view label,
                   harness::Peer& peer,
                   Who who,
                   const std::optional<harness::SharedKey>& key) {
  if (!key) {
    bench.observe(std::string{label} + ": inner", {{"opened", "no key"}});
    return;
  }
  const EsprimSession session = arrange_session(bench, peer, *key);
  RequestPrimitive inner = retrieve(base_of(bench));
  inner.from = id_of(bench, who);
  exchange_protected(bench, label, peer, session, std::move(inner));
}

std::string messages_in(const Json& content) {
  const auto flight = escertke::flight_in(content);
  const auto messages = flight ? channel::read_flight(flight.value())
                               : Result<std::vector<FlightMessage>>{flight.error()};
  if (!messages) {
    return "no ESCertKE message";
  }
  std::string out;
  for (const FlightMessage& message : messages.value()) {
    out.append(out.empty() ? "" : ", ").append(channel::name_of(message.type));
  }
  return out;
}

Json content_sent(const Judge& judge, std::string_view label) {
  const harness::Message* const request = judge.request(label);
  return request != nullptr && request->primitive.is_object()
             ? request->primitive.value("pc", Json())
             : Json();
}

void expect_no_key_in_use(Judge& judge, std::string_view assertion, std::string_view label) {
  const bool used = inner_of(judge, label).value("opened", "") == "yes";
  judge.check(assertion, !used, "not in use", used ? "in use" : "not in use");
}

}  // namespace plumbline::testcases
