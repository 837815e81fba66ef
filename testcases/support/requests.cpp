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

std::string relative_id(const harness::Outcome& registered) {
  const Json& content = registered.content();
  if (!registered.succeeded() || !content.is_object() || !content.contains(kCredential)) {
    return {};
  }
  return content.at(std::string{kCredential}).value("rn", "");
}

Bytes key_in(const harness::Outcome& fetched) {
  const Json& content = fetched.content();
  if (!fetched.succeeded() || !content.is_object() || !content.contains(kCredential)) {
    return {};
  }
  auto octets = from_base64(content.at(std::string{kCredential}).value("kv", ""));
  return octets ? std::move(octets.value()) : Bytes{};
}

}  // namespace plumbline::testcases
