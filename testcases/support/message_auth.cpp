#include "support/message_auth.hpp"

#include "plumbline/esprim/inner_primitive.hpp"
#include "plumbline/onem2m/serialization.hpp"

#include "support/requests.hpp"

#include <chrono>
#include <utility>

namespace plumbline::testcases {

using harness::Bench;
using message_auth::Credential;
using message_auth::PairKeys;
using message_auth::Protection;
using message_auth::ReadMessage;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

namespace {

constexpr const char* kMember = "e2e:ma";

/// Whether it is an answer of the CSE to `correspondent` under their credential.
bool is_between(const ReadMessage& read, const Correspondent& correspondent) {
  return read.header.key_id == correspondent.credential.id &&
         read.header.source == correspondent.peer && read.header.destination == correspondent.id;
}

Result<ResponsePrimitive> open(const std::string& message,
                               const ReadMessage& read,
                               const Credential& credential) {
  PLUMBLINE_TRY(
      const auto opened,
      message_auth::open_message({.text = message, .read = read, .credential = credential}));
  return esprim::read_response(opened.plaintext, opened.content_type);
}

/// What a judge is told of the message in an answer.
Json seen_in(const std::string& message, const Correspondent& correspondent, TimePoint now) {
  if (message.empty()) {
    return {{"opened", "no message"}};
  }
  const auto read = message_auth::read_message(message);
  if (!read) {
    return {{"opened", "malformed"}};
  }
  if (!is_between(read.value(), correspondent)) {
    return {{"opened", "of other parties"}};
  }
  const auto inner = open(message, read.value(), correspondent.credential);
  if (!inner) {
    return {{"opened", "not with these keys"}};
  }
  return {
      {"opened", "yes"},
      {"rsc", onem2m::number_of(inner.value().status)},
      {"rqi", inner.value().request_id},
      {"protection", message_auth::name_of(read.value().protection)},
      {"number", read.value().header.sequence},
      {"age", std::chrono::floor<std::chrono::seconds>(now - read.value().header.time).count()}};
}

}  // namespace

std::vector<harness::Variant> in_json(std::vector<harness::Variant> variants) {
  if (variants.empty()) {
    variants.emplace_back();
  }
  for (harness::Variant& variant : variants) {
    variant.emplace(harness::kSerialization, "json");
  }
  return variants;
}

Correspondent arrange_correspondent(Bench& bench, harness::Who who) {
  const auto& world = bench.world();
  const harness::SharedKey& shared = world.actor(who).message;
  if (!shared.key) {
    throw harness::PreambleRefused{
        "the SUT file gives no message_key of " + std::string{harness::name_of(who)}, 0};
  }
  const std::string id = harness::message_owner(world, who);
  const std::string peer = world.cse.sp_id + world.cse.cse_id;
  auto credential =
      message_auth::shared_credential(
          {.id = shared.key_id, .owner = id, .peer = peer, .kpsa = shared.key->expose()})
          .value();
  const auto& keys = std::get<PairKeys>(credential.key);
  bench.withhold(keys.authentication.secret()->expose(), "Ke2e_msg_auth");
  bench.withhold(keys.confidentiality.secret()->expose(), "Ke2e_msg_conf");
  // Above what it used in the cases before: it sends less than a message each millisecond.
  const auto first = static_cast<std::uint64_t>(bench.now().time_since_epoch().count());
  return {.credential = std::move(credential), .id = id, .peer = peer, .next = first};
}

MessageContent message_of(Bench& bench,
                          Correspondent& correspondent,
                          RequestPrimitive inner,
                          Protection protection) {
  const std::size_t provider = bench.world().cse.sp_id.size();
  inner = completed(bench, std::move(inner), correspondent.id.substr(provider));
  return {.header = {.key_id = correspondent.credential.id,
                     .content_type = esprim::request_type(onem2m::Serialization::json),
                     .source = correspondent.id,
                     .destination = correspondent.peer,
                     .sequence = correspondent.next++,
                     .time = bench.now()},
          .protection = protection,
          .credential = correspondent.credential,
          .plaintext = onem2m::serialize(inner, onem2m::Serialization::json).value()};
}

std::string seal(Bench& bench, const MessageContent& content) {
  return message_auth::seal_message({.header = content.header,
                                     .protection = content.protection,
                                     .credential = content.credential,
                                     .plaintext = content.plaintext},
                                    bench.random())
      .value();
}

RequestPrimitive carrying(const Bench& bench,
                          const Correspondent& correspondent,
                          const std::string& message) {
  RequestPrimitive out;
  out.operation = onem2m::Operation::notify;
  out.to = base_of(bench);
  // An AE of that CSE is named as in all its requests.
  if (!correspondent.id.starts_with(correspondent.peer + '/')) {
    out.from = correspondent.id.substr(bench.world().cse.sp_id.size());
  }
  out.content = Json{{kMember, {{"env", message}}}};
  return out;
}

std::string message_in(const Json& content) {
  const Json carried = content.is_object() ? content.value(kMember, Json()) : Json();
  return carried.is_object() ? text_at(carried, "env") : std::string{};
}

void exchange_message(Bench& bench,
                      std::string_view label,
                      harness::Peer& peer,
                      const Correspondent& correspondent,
                      RequestPrimitive outer) {
  const auto outcome = bench.exchange(label, peer, std::move(outer));
  bench.observe(std::string{label} + ": inner",
                seen_in(message_in(outcome.content()), correspondent, bench.now()),
                outcome.answer);
}

void exchange_protected(Bench& bench,
                        std::string_view label,
                        harness::Peer& peer,
                        Correspondent& correspondent,
                        RequestPrimitive inner,
                        Protection protection) {
  const std::string message =
      seal(bench, message_of(bench, correspondent, std::move(inner), protection));
  exchange_message(bench, label, peer, correspondent, carrying(bench, correspondent, message));
}

}  // namespace plumbline::testcases
