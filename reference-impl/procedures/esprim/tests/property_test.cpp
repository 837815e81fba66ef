#include "plumbline/crypto/random.hpp"
#include "plumbline/esprim/esprim_object.hpp"
#include "plumbline/esprim/inner_primitive.hpp"
#include "plumbline/onem2m/testing/generators.hpp"

#include "known_answer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace plumbline::esprim {
namespace {

using onem2m::Serialization;

constexpr Serialization kAll[] = {Serialization::json, Serialization::xml, Serialization::cbor};

/// The plaintext as it comes out at the other end, under any of the three AEADs.
Bytes carried(ByteView plaintext, const std::string& content_type, Direction direction) {
  crypto::SeededRandom random{as_bytes("seed"), "property"};
  const Bytes key = from_hex(kSessionKey).value();
  const ObjectHeader header{.enc = *rc::gen::element<std::string>("A128GCM", "A192GCM", "A256GCM"),
                            .key_id = "k",
                            .content_type = content_type,
                            .originator_rand_id = "u-1",
                            .receiver_rand_id = "u-2"};
  const auto jwe =
      seal_object({.header = header, .session_key = key, .plaintext = plaintext}, random);
  RC_ASSERT(jwe.has_value());
  const auto read = read_object(jwe.value(), direction, known_time());
  RC_ASSERT(read.has_value());
  RC_ASSERT(read.value().header == header);
  const auto opened =
      open_object({.jwe = jwe.value(), .header = read.value().header, .session_key = key});
  RC_ASSERT(opened.has_value());
  return opened.value();
}

RC_GTEST_PROP(EsprimProperty, AnyRequestComesOutAsItWentIn, ()) {
  const onem2m::RequestPrimitive request = *onem2m::testing::request_primitive();
  for (const auto serialization : kAll) {
    const std::string type = request_type(serialization);
    const Bytes plaintext = onem2m::serialize(request, serialization).value();
    const auto again = read_request(carried(plaintext, type, Direction::request), type);
    RC_ASSERT(again.has_value());
    RC_ASSERT(json_text(to_json(again.value())) == json_text(to_json(request)));
    RC_ASSERT(again.value().query == request.query);
  }
}

RC_GTEST_PROP(EsprimProperty, AnyResponseComesOutAsItWentIn, ()) {
  const onem2m::ResponsePrimitive response = *onem2m::testing::response_primitive();
  for (const auto serialization : kAll) {
    const std::string type = response_type(serialization);
    const Bytes plaintext = onem2m::serialize(response, serialization).value();
    const auto again = read_response(carried(plaintext, type, Direction::response), type);
    RC_ASSERT(again.has_value());
    RC_ASSERT(json_text(to_json(again.value())) == json_text(to_json(response)));
  }
}

}  // namespace
}  // namespace plumbline::esprim
