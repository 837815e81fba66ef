#include "support/esprim.hpp"

#include "plumbline/crypto/aead.hpp"
#include "plumbline/esprim/inner_primitive.hpp"
#include "plumbline/keys/esprim_session.hpp"
#include "plumbline/onem2m/security_info.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include "support/compact_object.hpp"
#include "support/inner_answer.hpp"
#include "support/requests.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace plumbline::testcases {

using crypto::AeadAlgorithm;
using esprim::ProtocolAlgorithm;
using esprim::RandObject;
using harness::Bench;
using harness::Judge;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::SecurityInfo;
using onem2m::SecurityInfoType;

namespace {

RequestPrimitive notify(const Bench& bench, const SecurityInfo& info) {
  RequestPrimitive out;
  out.operation = onem2m::Operation::notify;
  out.to = base_of(bench);
  out.content = onem2m::to_content(info);
  return out;
}

/// What an answer carries with Security Info of that type; nothing when it has none.
std::optional<Json> carried_in(const harness::Outcome& outcome, SecurityInfoType type) {
  const auto info = outcome.response ? onem2m::parse_security_info(outcome.response->content)
                                     : Result<SecurityInfo>{fail(Errc::not_found, "no answer")};
  return info && info.value().type == type ? std::optional{info.value().value} : std::nullopt;
}

AeadAlgorithm algorithm_named(std::string_view enc) {
  return enc == "A128GCM"   ? AeadAlgorithm::a128gcm
         : enc == "A192GCM" ? AeadAlgorithm::a192gcm
                            : AeadAlgorithm::a256gcm;
}

bool is_of(const esprim::ObjectHeader& header, const EsprimSession& session) {
  return header.key_id == session.key_id && header.originator_rand_id == session.originator.id &&
         header.receiver_rand_id == session.receiver.id;
}

Result<ResponsePrimitive> open(const EsprimSession& session,
                               const std::string& object,
                               const esprim::ObjectHeader& header) {
  PLUMBLINE_TRY(
      const Bytes plaintext,
      esprim::open_object({.jwe = object, .header = header, .session_key = session.key->expose()}));
  return esprim::read_response(plaintext, header.content_type);
}

}  // namespace

RequestPrimitive ask_for_rand_object(const Bench& bench) {
  return notify(bench, {.type = SecurityInfoType::receiver_rand_object_request, .value = {}});
}

std::optional<RandObject> rand_object_in(const Bench& bench, const harness::Outcome& outcome) {
  const auto given = carried_in(outcome, SecurityInfoType::receiver_rand_object_response);
  if (!given) {
    return std::nullopt;
  }
  auto object = esprim::parse_rand_object(json_text(*given), esprim::Issuer::receiver, bench.now());
  return object ? std::optional{std::move(object).value()} : std::nullopt;
}

RandObject originator_object_for(Bench& bench, const RandObject& receiver) {
  const auto& offered = receiver.protocols;
  const bool best = std::ranges::find(offered, ProtocolAlgorithm::jwe_a256gcm) != offered.end();
  return esprim::make_rand_object(
      {.issuer = esprim::Issuer::originator,
       .shared = false,
       .expires = std::min(receiver.expires, bench.now() + std::chrono::hours{1}),
       .key_gens = {esprim::KeyGenAlgorithm::hmac_sha256},
       .protocols = {best ? ProtocolAlgorithm::jwe_a256gcm : offered.front()}},
      bench.random());
}

const harness::SharedKey& pairwise_key_of(const Bench& bench, harness::Who who) {
  const harness::SharedKey& pairwise = bench.world().actor(who).pairwise;
  if (!pairwise.key) {
    throw harness::PreambleRefused{
        "the SUT file gives no pairwise_key of " + std::string{harness::name_of(who)}, 0};
  }
  return pairwise;
}

EsprimSession make_session(Bench& bench,
                           const harness::SharedKey& pairwise,
                           RandObject receiver,
                           RandObject originator) {
  const std::string receiver_octets = session_octets(receiver);
  const std::string originator_octets = session_octets(originator);
  auto key = keys::derive_esprim_session({.pairwise_key = pairwise.key->expose(),
                                          .receiver = as_bytes(receiver_octets),
                                          .originator = as_bytes(originator_octets)})
                 .value();
  bench.withhold(key.expose(), "sessionESPrimKey");
  return {.key_id = pairwise.key_id,
          .pairwise_key = pairwise.key,
          .receiver = std::move(receiver),
          .originator = std::move(originator),
          .key = std::make_shared<const crypto::SecretBytes>(std::move(key))};
}

EsprimSession arrange_session(Bench& bench, harness::Peer& peer, harness::Who who) {
  return arrange_session(bench, peer, pairwise_key_of(bench, who));
}

EsprimSession arrange_session(Bench& bench,
                              harness::Peer& peer,
                              const harness::SharedKey& pairwise) {
  const auto outcome = arrange(bench, "ask", peer, ask_for_rand_object(bench));
  auto receiver = rand_object_in(bench, outcome);
  if (!receiver) {
    throw harness::PreambleRefused{"no random object was handed out", outcome.answer};
  }
  RandObject own = originator_object_for(bench, *receiver);
  return make_session(bench, pairwise, *std::move(receiver), std::move(own));
}

EsprimContent protection_of(Bench& bench, const EsprimSession& session, RequestPrimitive inner) {
  inner = completed(bench, std::move(inner), id_of(bench, harness::Who::source));
  EsprimContent out;
  out.header.enc = enc_of(session.originator.protocols.at(0));
  out.header.key_id = session.key_id;
  out.header.content_type = esprim::request_type(onem2m::Serialization::json);
  out.header.originator_rand_id = session.originator.id;
  out.header.receiver_rand_id = session.receiver.id;
  out.header.originator_object = session.originator;
  out.plaintext = onem2m::serialize(inner, onem2m::Serialization::json).value();
  out.key = session.key;
  return out;
}

std::string seal(Bench& bench, const EsprimContent& content) {
  return esprim::seal_object({.header = content.header,
                              .session_key = content.key->expose(),
                              .plaintext = content.plaintext},
                             bench.random())
      .value();
}

std::string seal_changed(Bench& bench,
                         const EsprimContent& content,
                         const std::function<void(Json& header)>& change) {
  constexpr std::size_t kIv = 2;
  constexpr std::size_t kCiphertext = 3;
  constexpr std::size_t kTag = 4;
  const std::string object = seal(bench, content);
  Json header = header_in(object);
  change(header);
  const std::string protected_header = to_base64url(as_bytes(json_text(header)));
  const AeadAlgorithm algorithm = algorithm_named(content.header.enc);
  const Bytes iv = from_base64url(part_of(object, kIv)).value();
  Bytes ciphertext(content.plaintext.size());
  Bytes tag(crypto::tag_size_of(algorithm));
  crypto::aead_seal(algorithm,
                    {.key = content.key->expose().first(crypto::key_size_of(algorithm)),
                     .iv = iv,
                     .associated_data = as_bytes(protected_header)},
                    content.plaintext,
                    ciphertext,
                    tag)
      .value();
  std::string out = with_part(object, 0, protected_header);
  out = with_part(out, kCiphertext, to_base64url(ciphertext));
  return with_part(out, kTag, to_base64url(tag));
}

RequestPrimitive carrying(const Bench& bench, const std::string& object) {
  return notify(bench, {.type = SecurityInfoType::esprim_object, .value = object});
}

std::optional<ResponsePrimitive> exchange_object(Bench& bench,
                                                 std::string_view label,
                                                 harness::Peer& peer,
                                                 const EsprimSession& session,
                                                 const std::string& object) {
  const auto outcome = bench.exchange(label, peer, carrying(bench, object));
  const std::string name = std::string{label} + ": inner";
  const auto carried = carried_in(outcome, SecurityInfoType::esprim_object);
  if (!carried) {
    bench.observe(name, {{"opened", "no ESPrim Object"}}, outcome.answer);
    return std::nullopt;
  }
  const auto answered = carried->get<std::string>();
  const auto read = esprim::read_object(answered, esprim::Direction::response, bench.now());
  if (!read) {
    bench.observe(name, {{"opened", "malformed"}}, outcome.answer);
    return std::nullopt;
  }
  auto inner = open(session, answered, read.value().header);
  if (!inner) {
    bench.observe(name, {{"opened", "not with this session key"}}, outcome.answer);
    return std::nullopt;
  }
  bench.observe(name,
                {{"opened", "yes"},
                 {"rsc", onem2m::number_of(inner.value().status)},
                 {"rqi", inner.value().request_id},
                 {"session", is_of(read.value().header, session) ? "same" : "another"}},
                outcome.answer);
  return std::move(inner).value();
}

std::optional<ResponsePrimitive> exchange_protected(Bench& bench,
                                                    std::string_view label,
                                                    harness::Peer& peer,
                                                    const EsprimSession& session,
                                                    RequestPrimitive inner) {
  return exchange_object(
      bench, label, peer, session, seal(bench, protection_of(bench, session, std::move(inner))));
}

void expect_object_refused(Judge& judge,
                           std::string_view assertion,
                           std::string_view label,
                           int status) {
  const int inside = inner_of(judge, label).value("rsc", 0);
  const std::string got = inside != 0 ? std::to_string(inside) : judge.status_text(label);
  judge.check(assertion, got == std::to_string(status), std::to_string(status), got);
}

}  // namespace plumbline::testcases
