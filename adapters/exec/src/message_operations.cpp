// message/protect and message/verify.

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json_reader.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/message_auth/verifier.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "given_first.hpp"
#include "operations.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace plumbline::adapters::exec {

namespace {

using message_auth::Credential;
using message_auth::Protection;

/// Nothing for an absent text, or one that is refused.
std::optional<TimePoint> time_in(JsonReader& reader,
                                 std::string_view name,
                                 const std::optional<std::string>& text) {
  const auto time = onem2m::from_timestamp(text.value_or(""));
  if (text && !time) {
    reader.refuse(name, time.error().detail, Errc::malformed);
  }
  return time ? std::optional{time.value()} : std::nullopt;
}

/// `id`, `owner`, `expires` and either `peer`, `kpsa`, `salt` or `key`.
Result<Credential> credential_of(const Json& element) {
  JsonReader reader{element, "in.credentials"};
  Credential credential{.id = reader.string("id"),
                        .owner = reader.string("owner"),
                        .peer = "",
                        .expires = time_in(reader, "expires", reader.optional_string("expires")),
                        .key = jose::Jwk::from_secret(crypto::SecretBytes{1})};
  if (const Json* const jwk = reader.optional_object("key")) {
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(credential.key, jose::Jwk::from_json(*jwk));
    return credential;
  }
  const std::string peer = reader.string("peer");
  const Bytes kpsa = reader.hex("kpsa");
  auto salt = reader.optional_hex("salt");
  PLUMBLINE_TRY(reader.finish());
  return message_auth::shared_credential({.id = std::move(credential.id),
                                          .owner = std::move(credential.owner),
                                          .peer = peer,
                                          .expires = credential.expires,
                                          .kpsa = kpsa,
                                          .salt = std::move(salt)});
}

Result<message_auth::Credentials> credentials_of(const Json& list) {
  message_auth::Credentials held;
  for (const Json& element : list) {
    PLUMBLINE_TRY(Credential credential, credential_of(element));
    PLUMBLINE_TRY(held.add(std::move(credential)));
  }
  return held;
}

std::optional<Protection> protection_in(JsonReader& reader, const std::string& name) {
  const auto found = message_auth::protection_named(name);
  if (!found) {
    reader.refuse("protection", "is none of integrity, confidentiality, both, signature");
  }
  return found;
}

Result<Json> protect(const Json& in, RandomSource& random) {
  constexpr std::size_t kIvOctets = 12;
  JsonReader reader{in, "in"};
  const Json& json = reader.object("credential");
  const auto protection = protection_in(reader, reader.string("protection"));
  message_auth::MessageHeader header;
  header.content_type = reader.optional_string("cty").value_or("");
  header.source = reader.string("source");
  header.destination = reader.string("destination");
  header.sequence = static_cast<std::uint64_t>(
      reader.integer("sequence", 0, static_cast<std::int64_t>(message_auth::kLastSequence)));
  header.time = time_in(reader, "time", reader.string("time")).value_or(TimePoint{});
  const Bytes plaintext = reader.hex("plaintext");
  auto iv = reader.optional_hex("iv");
  PLUMBLINE_TRY(reader.finish());
  if (iv && iv->size() != kIvOctets) {
    return fail(Errc::invalid_length, "in.iv: not of 12 octets");
  }
  PLUMBLINE_TRY(const auto held, credentials_of(Json::array({json})));
  const Credential& credential = *held.find(json.at("id").get_ref<const std::string&>());
  header.key_id = credential.id;
  GivenFirst source{std::move(iv), random};
  PLUMBLINE_TRY(std::string message,
                message_auth::seal_message({.header = header,
                                            .protection = *protection,
                                            .credential = credential,
                                            .plaintext = plaintext},
                                           source));
  return Json{{"message", std::move(message)},
              {"meets", message_auth::requirements_met_by(*protection)}};
}

/// What became of one message.
Json row_of(const message_auth::Outcome<onem2m::RequestPrimitive>& outcome) {
  if (const auto* const verified = std::get_if<message_auth::VerifiedRequest>(&outcome)) {
    return {{"request", onem2m::to_json(verified->primitive)},
            {"originator", verified->source},
            {"protection", name_of(verified->protection)}};
  }
  return {{"rsc", onem2m::number_of(status_of(std::get<message_auth::Cause>(outcome)))}};
}

/// {sp_id, cse_id} of "//sp.example/cse-a" and of what is registered there.
Result<onem2m::NodeIdentity> identity_of(const std::string& id) {
  const std::size_t cse = id.starts_with("//") ? id.find('/', 2) : std::string::npos;
  if (cse == std::string::npos || !onem2m::is_entity_id(id)) {
    return fail(Errc::invalid_value, "in.receiver: is no absolute CSE-ID or AE-ID");
  }
  return onem2m::NodeIdentity{.sp_id = id.substr(0, cse),
                              .cse_id = id.substr(cse, id.find('/', cse + 1) - cse),
                              .cse_name = "cse"};
}

Result<Json> verify(const Json& in, RandomSource& /*random*/) {
  JsonReader reader{in, "in"};
  const Json& list = reader.array("credentials");
  const std::string receiver = reader.string("receiver");
  message_auth::VerifierConfiguration configuration;
  if (const auto name = reader.optional_string("demanded")) {
    configuration.demanded = protection_in(reader, *name);
  }
  const Json& arrivals = reader.array("arrivals");
  PLUMBLINE_TRY(reader.finish());
  PLUMBLINE_TRY(const auto held, credentials_of(list));
  PLUMBLINE_TRY(configuration.identity, identity_of(receiver));
  ManualClock clock{TimePoint{}};
  message_auth::Verifier verifier{std::move(configuration), held, clock};
  Json rows = Json::array();
  for (const Json& arrival : arrivals) {
    JsonReader each{arrival, "in.arrivals"};
    const std::string now = each.string("now");
    const std::string message = each.string("message");
    PLUMBLINE_TRY(each.finish());
    PLUMBLINE_TRY(const TimePoint time, onem2m::from_timestamp(now));
    clock.advance(time - clock.now());
    rows.push_back(row_of(verifier.verify_request(message, receiver, message_auth::Lookup::done)));
  }
  return Json{{"outcomes", std::move(rows)}};
}

}  // namespace

void add_message_operations(Operations& operations) {
  operations["message/protect"] = protect;
  operations["message/verify"] = verify;
}

}  // namespace plumbline::adapters::exec
