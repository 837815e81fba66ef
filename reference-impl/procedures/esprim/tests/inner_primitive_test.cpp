#include "plumbline/esprim/inner_primitive.hpp"

#include "known_answer.hpp"

#include <gmock/gmock.h>

namespace plumbline::esprim {
namespace {

using onem2m::Serialization;

TEST(InnerPrimitive, NamesItsType) {
  EXPECT_EQ(request_type(Serialization::json), "vnd.onem2m-preq+json");
  EXPECT_EQ(response_type(Serialization::xml), "vnd.onem2m-prsp+xml");
  EXPECT_EQ(response_type(Serialization::cbor), "vnd.onem2m-prsp+cbor");
}

TEST(InnerPrimitive, TypesOfRequestsAndResponsesDiffer) {
  for (const char* const type : {"", "json", "application/json", "vnd.onem2m-preq+json"}) {
    EXPECT_EQ(serialization_of_request(type).value(), Serialization::json) << type;
  }
  EXPECT_EQ(serialization_of_request("application/vnd.onem2m-preq+xml").value(),
            Serialization::xml);
  EXPECT_EQ(serialization_of_response("vnd.onem2m-prsp+cbor").value(), Serialization::cbor);
  for (const char* const type :
       {"vnd.onem2m-prsp+json", "text/plain", "application/", "vnd.onem2m-preq+", "yaml"}) {
    EXPECT_EQ(serialization_of_request(type).error().code, Errc::unsupported) << type;
  }
  EXPECT_EQ(serialization_of_response("vnd.onem2m-preq+json").error().code, Errc::unsupported);
}

TEST(InnerPrimitive, IsReadBareOrWrapped) {
  const auto bare = read_request(as_bytes(kInnerRequest), "");
  ASSERT_TRUE(bare) << to_string(bare.error());
  EXPECT_EQ(bare.value().from, "/id-mn/Cae1");
  const std::string wrapped = R"({"m2m:rqp":)" + std::string{kInnerRequest} + "}";
  EXPECT_EQ(to_json(read_request(as_bytes(wrapped), "json").value()), to_json(bare.value()));
  const std::string response = R"({"m2m:rsp":)" + std::string{kInnerResponse} + "}";
  EXPECT_EQ(read_response(as_bytes(response), "").value().request_id, "i1");
  EXPECT_TRUE(read_request(as_bytes(response), "").has_error());
}

TEST(InnerPrimitive, ARequestIsNoResponse) {
  EXPECT_TRUE(read_request(as_bytes(kInnerResponse), "").has_error());
  EXPECT_TRUE(read_response(as_bytes(kInnerRequest), "").has_error());
  EXPECT_TRUE(read_request(as_bytes("21.5"), "").has_error());
  EXPECT_TRUE(read_request(as_bytes(kInnerRequest), "vnd.onem2m-preq+xml").has_error());
  EXPECT_TRUE(read_request({}, "").has_error());
}

}  // namespace
}  // namespace plumbline::esprim
