#include "support/requests.hpp"

#include "plumbline/onem2m/resource_type.hpp"

#include <utility>

namespace plumbline::testcases {
namespace {

constexpr std::string_view kCredential = "sec:skr";
constexpr unsigned kConfidentialitySuid = 34;

onem2m::RequestPrimitive request(onem2m::Operation operation, std::string to) {
  onem2m::RequestPrimitive out;
  out.operation = operation;
  out.to = std::move(to);
  return out;
}

onem2m::RequestPrimitive register_credential(const harness::Bench& bench, Json members) {
  members.emplace("fq", bench.world().tef_fqdn);
  members.emplace("suid", kConfidentialitySuid);
  return create("-",
                static_cast<std::uint32_t>(onem2m::ResourceType::credential),
                {{kCredential, std::move(members)}});
}

}  // namespace

std::string base_of(const harness::Bench& bench) {
  return bench.world().cse.cse_id + "/-";
}

std::string id_of(const harness::Bench& bench, harness::Who who) {
  const auto& world = bench.world();
  return world.actor(who).absolute.substr(world.cse.sp_id.size());
}

onem2m::RequestPrimitive create(std::string to, std::uint32_t type, Json content) {
  onem2m::RequestPrimitive out = request(onem2m::Operation::create, std::move(to));
  out.resource_type = type;
  out.content = std::move(content);
  return out;
}

onem2m::RequestPrimitive retrieve(std::string to) {
  return request(onem2m::Operation::retrieve, std::move(to));
}

onem2m::RequestPrimitive update(std::string to, Json content) {
  onem2m::RequestPrimitive out = request(onem2m::Operation::update, std::move(to));
  out.content = std::move(content);
  return out;
}

onem2m::RequestPrimitive remove(std::string to) {
  return request(onem2m::Operation::remove, std::move(to));
}

onem2m::RequestPrimitive completed(const harness::Bench& bench,
                                   onem2m::RequestPrimitive inner,
                                   const std::string& from) {
  if (inner.from.empty()) {
    inner.from = from;
  }
  if (inner.request_id.empty()) {
    inner.request_id = bench.unique("inner");
  }
  inner.release_version = bench.world().release_version;
  return inner;
}

harness::Outcome arrange(harness::Bench& bench,
                         std::string_view label,
                         harness::Peer& peer,
                         onem2m::RequestPrimitive request) {
  harness::Outcome outcome = bench.exchange(label, peer, std::move(request));
  if (!outcome.succeeded()) {
    const std::string got = outcome.response
                                ? std::to_string(onem2m::number_of(outcome.response->status))
                                : outcome.failure;
    throw harness::PreambleRefused{
        "the step \"" + std::string{label} + "\" was not accepted: " + got,
        outcome.answer != 0 ? outcome.answer : outcome.request};
  }
  return outcome;
}

onem2m::RequestPrimitive register_key(const harness::Bench& bench,
                                      const crypto::SecretBytes& key,
                                      Json extra) {
  extra["kv"] = to_base64(key.expose());
  return register_credential(bench, std::move(extra));
}

onem2m::RequestPrimitive register_made(const harness::Bench& bench, Json params, Json extra) {
  extra["e2e:cp"] = std::move(params);
  return register_credential(bench, std::move(extra));
}

onem2m::RequestPrimitive fetch_key(std::string_view relative_id) {
  return retrieve("-/" + std::string{relative_id});
}

const Json& credential_in(const harness::Outcome& outcome) {
  static const Json none;
  const Json& content = outcome.content();
  const bool there = outcome.succeeded() && content.is_object() && content.contains(kCredential) &&
                     content.at(std::string{kCredential}).is_object();
  return there ? content.at(std::string{kCredential}) : none;
}

std::string text_in(const harness::Outcome& outcome, std::string_view member) {
  const Json& credential = credential_in(outcome);
  const auto at = credential.find(std::string{member});
  return at != credential.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

std::string relative_id(const harness::Outcome& registered) {
  return text_in(registered, "rn");
}

Bytes key_in(const harness::Outcome& fetched) {
  auto octets = from_base64(text_in(fetched, "kv"));
  return octets ? std::move(octets.value()) : Bytes{};
}

}  // namespace plumbline::testcases
