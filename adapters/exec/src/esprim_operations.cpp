// esprim/seal and esprim/open.

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json_reader.hpp"
#include "plumbline/esprim/esprim_object.hpp"
#include "plumbline/esprim/receiver.hpp"
#include "plumbline/keys/esprim_session.hpp"
#include "plumbline/onem2m/identifier.hpp"
#include "plumbline/onem2m/security_info.hpp"
#include "plumbline/onem2m/serialization.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include "given_first.hpp"
#include "operations.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace plumbline::adapters::exec {

namespace {

using esprim::Issuer;
using esprim::RandObject;

Result<RandObject> rand_object(const Json& json, Issuer issuer) {
  // Relative times are for messages; a known answer has none.
  PLUMBLINE_TRY(onem2m::from_timestamp(text_at(json, "esrx")));
  return esprim::parse_rand_object(json_text(json), issuer, TimePoint{});
}

Result<Json> seal(const Json& in, RandomSource& random) {
  constexpr std::size_t kIvOctets = 12;
  JsonReader reader{in, "in"};
  const Bytes pairwise_key = reader.hex("pairwise_key");
  esprim::ObjectHeader header;
  header.key_id = reader.string("key_id");
  header.enc = reader.string("enc");
  header.content_type = reader.optional_string("cty").value_or("");
  const Json& receiver_json = reader.object("receiver");
  const Json& originator_json = reader.object("originator");
  const Bytes plaintext = reader.hex("plaintext");
  const bool enclose = reader.optional_boolean("enclose").value_or(false);
  auto iv = reader.optional_hex("iv");
  PLUMBLINE_TRY(reader.finish());
  if (iv && iv->size() != kIvOctets) {
    return fail(Errc::invalid_length, "in.iv: not of 12 octets");
  }
  PLUMBLINE_TRY(const RandObject receiver, rand_object(receiver_json, Issuer::receiver));
  PLUMBLINE_TRY(RandObject originator, rand_object(originator_json, Issuer::originator));
  const std::string receiver_octets = session_octets(receiver);
  const std::string originator_octets = session_octets(originator);
  PLUMBLINE_TRY(const auto key,
                keys::derive_esprim_session({.pairwise_key = pairwise_key,
                                             .receiver = as_bytes(receiver_octets),
                                             .originator = as_bytes(originator_octets)}));
  header.receiver_rand_id = receiver.id;
  header.originator_rand_id = originator.id;
  if (enclose) {
    header.originator_object = std::move(originator);
  }
  GivenFirst source{std::move(iv), random};
  PLUMBLINE_TRY(
      std::string object,
      esprim::seal_object({.header = header, .session_key = key.expose(), .plaintext = plaintext},
                          source));
  return Json{{"object", std::move(object)}};
}

/// Hands out the one random object that the case is about.
class GivenObject final : public esprim::ReceiverPolicy {
 public:
  explicit GivenObject(RandObject object) : object_(std::move(object)) {}

 private:
  [[nodiscard]] RandObject make_rand_object(const esprim::NewRandObject& /*wanted*/,
                                            RandomSource& /*random*/) override {
    return object_;
  }

  [[nodiscard]] bool renews_shared(
      const RandObject& /*object*/,
      TimePoint /*now*/,
      const esprim::ReceiverConfiguration& /*configuration*/) const override {
    return false;
  }

  RandObject object_;
};

/// {sp_id, cse_id} of "//sp.example/cse-a".
Result<onem2m::NodeIdentity> identity_of(const std::string& cse) {
  const std::size_t slash = cse.starts_with("//") ? cse.find('/', 2) : std::string::npos;
  if (slash == std::string::npos || !onem2m::is_entity_id(cse)) {
    return fail(Errc::invalid_value, "in.receiver_id: is no absolute CSE-ID");
  }
  return onem2m::NodeIdentity{
      .sp_id = cse.substr(0, slash), .cse_id = cse.substr(slash), .cse_name = "cse"};
}

Result<void> read_keys(const Json& list, esprim::PairwiseKeys& keys) {
  for (const Json& element : list) {
    JsonReader reader{element, "in.keys"};
    esprim::PairwiseKey key{
        .id = reader.string("id"), .peer = reader.string("peer"), .expires = {}};
    const Bytes octets = reader.hex("key");
    PLUMBLINE_TRY(reader.finish());
    key.key = crypto::SecretBytes{ByteView{octets}};
    PLUMBLINE_TRY(keys.add(std::move(key)));
  }
  return success();
}

onem2m::RequestPrimitive notification(const std::string& from, const onem2m::SecurityInfo& info) {
  onem2m::RequestPrimitive out;
  out.operation = onem2m::Operation::notify;
  out.to = "-";
  out.from = from;
  out.request_id = "1";
  out.content = onem2m::to_content(info);
  return out;
}

/// What a receiver makes of the object.
Result<Json> outcome_of(esprim::Receiver& receiver, const onem2m::RequestPrimitive& outer) {
  const esprim::Receipt receipt = receiver.accept(outer, esprim::KeyLookup::done);
  if (const auto* const opened = std::get_if<esprim::OpenedRequest>(&receipt)) {
    PLUMBLINE_TRY(const Bytes octets,
                  onem2m::serialize(opened->request, onem2m::Serialization::json));
    PLUMBLINE_TRY(Json request, parse_json(as_text(octets)));
    return Json{{"request", std::move(request)}, {"originator", opened->originator}};
  }
  return Json{{"rsc", onem2m::number_of(std::get<onem2m::ResponsePrimitive>(receipt).status)}};
}

Result<Json> open(const Json& in, RandomSource& random) {
  JsonReader reader{in, "in"};
  const Json& key_list = reader.array("keys");
  const std::string receiver_id = reader.string("receiver_id");
  const Json& receiver_json = reader.object("receiver");
  const auto issued_to = reader.optional_string("issued_to");
  const std::string from = reader.string("from");
  const std::string now = reader.string("now");
  const std::string object = reader.string("object");
  PLUMBLINE_TRY(reader.finish());
  esprim::PairwiseKeys keys;
  PLUMBLINE_TRY(read_keys(key_list, keys));
  PLUMBLINE_TRY(RandObject own, rand_object(receiver_json, Issuer::receiver));
  PLUMBLINE_TRY(const auto time, onem2m::from_timestamp(now));
  esprim::ReceiverConfiguration configuration;
  PLUMBLINE_TRY(configuration.identity, identity_of(receiver_id));
  configuration.key_gens = own.key_gens;
  configuration.protocols = own.protocols;
  const ManualClock clock{time};
  esprim::Receiver receiver{
      std::move(configuration), keys, clock, random, std::make_unique<GivenObject>(std::move(own))};
  if (issued_to) {
    static_cast<void>(receiver.accept(notification(
        *issued_to,
        {.type = onem2m::SecurityInfoType::receiver_rand_object_request, .value = {}})));
  } else {
    static_cast<void>(receiver.e2e_sec_info());
  }
  return outcome_of(
      receiver,
      notification(from, {.type = onem2m::SecurityInfoType::esprim_object, .value = object}));
}

}  // namespace

void add_esprim_operations(Operations& operations) {
  operations["esprim/open"] = open;
  operations["esprim/seal"] = seal;
}

}  // namespace plumbline::adapters::exec
