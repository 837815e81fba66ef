// JSON, XML and CBOR through a broker; what XML cannot carry.

#include "at_broker.hpp"

namespace plumbline::adapters::mqtt::testing {
namespace {

using ::testing::HasSubstr;

class Serialized : public AtBroker {
 protected:
  void SetUp() override { start_broker(); }

  std::unique_ptr<harness::Client> connect_in(Serialization serialization) {
    auto options = ae();
    options.serialization = serialization;
    return connect(std::move(options));
  }
};

RequestPrimitive create_request(std::string request_id, Json content) {
  auto request = request_of(std::move(request_id), std::move(content));
  request.operation = Operation::create;
  request.resource_type = 4;
  return request;
}

// TS-0010 clause 6.5.4: the last level says it, of the response as of the request.
TEST_F(Serialized, AnswersInWhatTheRequestIsWrittenIn) {
  listen(cse());
  for (const auto serialization : {Serialization::json, Serialization::xml, Serialization::cbor}) {
    const auto client = connect_in(serialization);
    const std::string name{name_of(serialization)};
    const auto request = create_request(name, {{"m2m:cin", {{"con", "<21.5>"}}}});
    const auto response = exchange(*client, request);
    ASSERT_TRUE(response) << to_string(response.error());
    EXPECT_EQ(response.value().content, request.content);
    EXPECT_EQ(to_json(served.back().primitive), to_json(request));
    const auto& answer = notes.messages.back();
    EXPECT_EQ(answer.text, "/oneM2M/resp/cse-a:Cae/cse-a/" + name);
    EXPECT_EQ(to_json(onem2m::parse_response(answer.octets, serialization).value()),
              to_json(response.value()));
  }
}

TEST_F(Serialized, RefusesToSendWhatXmlCannotCarry) {
  listen(cse());
  const auto request = create_request("r1", {{"x:y", 1}});
  const auto refused = exchange(*connect_in(Serialization::xml), request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unsupported);
  EXPECT_THAT(refused.error().detail, HasSubstr("x:y"));
  EXPECT_TRUE(served.empty());
  EXPECT_TRUE(exchange(*connect_in(Serialization::cbor), request));
}

TEST_F(Serialized, SaysSoWhenXmlCannotCarryTheAnswer) {
  auto options = cse();
  options.handler = [](const IncomingRequest& incoming, const Replier& replier) {
    replier(respond_with(incoming.primitive, Status::ok, {{"x:y", 1}}));
  };
  listen(std::move(options));
  const auto response =
      exchange(*connect_in(Serialization::xml), request_of("r1", {{"m2m:uril", {"a"}}}));
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response.value().status, Status::internal_server_error);
  EXPECT_THAT(notes.events(), HasSubstr("cannot answer: m2m:rsp.pc"));
  EXPECT_EQ(exchange(*connect_in(Serialization::json), request_of("r2")).value().status,
            Status::ok);
}

TEST_F(Serialized, AnswersAFaultInXml) {
  listen(cse());
  const auto answer = publish(*connect_in(Serialization::xml),
                              R"(<m2m:rqp xmlns:m2m="http://www.onem2m.org/xml/protocols">)"
                              "<op>9</op><to>/cse-a</to><rqi>r1</rqi></m2m:rqp>");
  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_THAT(answer.value(), HasSubstr("<rsc>4000</rsc>"));
  EXPECT_THAT(answer.value(), HasSubstr("<rqi>r1</rqi>"));
  EXPECT_TRUE(served.empty());
}

}  // namespace
}  // namespace plumbline::adapters::mqtt::testing
