#include "world.hpp"

namespace plumbline::esprim {
namespace {

using onem2m::Operation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using ExchangeTest = EsprimWorld;

/// Every operation, with what it needs.
std::vector<onem2m::RequestPrimitive> every_operation() {
  std::vector<onem2m::RequestPrimitive> requests;
  for (const auto operation : {Operation::create,
                               Operation::retrieve,
                               Operation::update,
                               Operation::remove,
                               Operation::notify}) {
    onem2m::RequestPrimitive request;
    request.operation = operation;
    request.to = "/cse-b/-/x";
    request.from = "/cse-a/Cae1";
    request.request_id = "i1";
    if (operation == Operation::create) {
      request.resource_type = 3;
      request.content = Json{{"m2m:cnt", {{"rn", "secret"}}}};
    }
    if (operation == Operation::update) {
      request.content = Json{{"m2m:cnt", {{"mni", 5}}}};
    }
    if (operation == Operation::notify) {
      request.content = Json{{"m2m:sgn", {{"sur", "cse/sub"}}}};
    }
    requests.push_back(std::move(request));
  }
  return requests;
}

// ESP-05, ESP-08
TEST_F(ExchangeTest, CarriesEveryOperationInANotify) {
  for (const auto serialization :
       {onem2m::Serialization::json, onem2m::Serialization::xml, onem2m::Serialization::cbor}) {
    sending_.serialization = serialization;
    start_originator();
    for (const Request& inner : every_operation()) {
      expect_success(send(inner));
      EXPECT_EQ(to_json(performed_.back()), to_json(inner));
      const Request& outer = sent_.back();
      EXPECT_EQ(outer.operation, Operation::notify);
      EXPECT_EQ(outer.to, "/cse-b/-");
      EXPECT_EQ(outer.from, "/cse-a/Cae1");
      EXPECT_NE(outer.request_id, inner.request_id);
      EXPECT_FALSE(outer.resource_type);
      EXPECT_EQ(outer.content->at("m2m:seci").at("sit"), 5);
      EXPECT_THAT(json_text(to_json(outer)), Not(HasSubstr("secret")));
    }
  }
}

TEST_F(ExchangeTest, TheOuterRequestHasItsShareOfTheParameters) {
  Request inner = inner_request();
  inner.parameters = {{"rqet", "20290101T000100"},
                      {"rset", "20290101T000200"},
                      {"oet", "20290101T000030"},
                      {"ec", "1"},
                      {"gid", "g"},
                      {"ot", "20281231T000000"}};
  inner.query = {{"da", "true"}, {"rcn", "1"}, {"rp", "20290101T000100"}};
  expect_success(send(inner));
  EXPECT_EQ(sent_.back().parameters,
            (onem2m::Parameters{{"rqet", "20290101T000100"},
                                {"rset", "20290101T000200"},
                                {"ec", "1"},
                                {"ot", "20290101T000000"}}));
  EXPECT_EQ(sent_.back().query, (onem2m::Parameters{{"da", "true"}}));
}

TEST_F(ExchangeTest, TheInnerResponseComesBackAsItIs) {
  perform_ = [](const Request& request) { return respond(request, Status::not_found, "no x"); };
  const Finished finished = send();
  ASSERT_TRUE(finished.inner) << to_string(finished.inner.error());
  EXPECT_EQ(to_json(finished.inner.value()),
            to_json(respond(inner_request(), Status::not_found, "no x")));
  EXPECT_FALSE(finished.refused);
}

// ESP-03
TEST_F(ExchangeTest, LooksForTheSharedObjectFirst) {
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("retrieve", "object"));
  EXPECT_EQ(sent_[0].to, "/cse-in/cse/b");
  EXPECT_EQ(sent_[0].query, (onem2m::Parameters{{"atrl", "esi"}}));
  EXPECT_THAT(header_of(sent_[1]).receiver_rand_id, ::testing::StartsWith("s-"));
}

// ESP-03
TEST_F(ExchangeTest, AsksWhereThereIsNoSharedObject) {
  configuration_.shares = false;
  start_receiver();
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("retrieve", "ask", "object"));
  EXPECT_EQ(sent_[1].content, Json::parse(R"({"m2m:seci":{"sit":3}})"));
  EXPECT_EQ(sent_[1].to, "/cse-b/-");
  EXPECT_THAT(header_of(sent_[2]).receiver_rand_id, ::testing::StartsWith("u-"));
}

TEST_F(ExchangeTest, AsksWhereTheSharedObjectIsOfNoUse) {
  for (const Json& useless : {Json{{"esri", "s-1"},
                                   {"esrv", "r1"},
                                   {"esrx", "20290101T000000"},
                                   {"esks", {1}},
                                   {"espa", {12}}},
                              Json{{"esri", "s-1"}}}) {
    start_originator();
    on_the_way_back_ = [&](Response& response) {
      if (response.content && response.content->contains("m2m:csr")) {
        response.content->at("m2m:csr").at("esi")["esro"] = useless;
      }
    };
    expect_success(send());
    EXPECT_THAT(sent_kinds(), ElementsAre("retrieve", "ask", "object"));
  }
}

TEST_F(ExchangeTest, SendsNothingToAReceiverWithoutEsprim) {
  configuration_.features = {14, 44};
  start_receiver();
  const Finished finished = send();
  EXPECT_EQ(finished.inner.error().code, Errc::unsupported);
  EXPECT_THAT(sent_kinds(), ElementsAre("retrieve"));
  has_sec_info_ = false;
  EXPECT_EQ(send().inner.error().code, Errc::not_found);
}

TEST_F(ExchangeTest, NeedsAPairwiseKey) {
  originator_keys_.remove("k1");
  EXPECT_EQ(send().inner.error().code, Errc::key_not_found);
  EXPECT_THAT(sent_, IsEmpty());
  ASSERT_TRUE(originator_keys_.add(pairwise_key("k1", kReceiverId, 14)));
  EXPECT_EQ(send().inner.error().code, Errc::key_not_found);
}

TEST_F(ExchangeTest, NeedsAnAlgorithmInCommon) {
  configuration_.protocols = {ProtocolAlgorithm::jwe_a192gcm};
  start_receiver();
  EXPECT_EQ(send().inner.error().code, Errc::unsupported);
}

TEST_F(ExchangeTest, TakesTheAlgorithmThatItPrefersAmongThoseOfBoth) {
  expect_success(send());
  EXPECT_EQ(header_of(sent_.back()).enc, "A256GCM");
  configuration_.protocols = {ProtocolAlgorithm::jwe_a128gcm};
  start_receiver();
  start_originator();
  expect_success(send());
  EXPECT_EQ(header_of(sent_.back()).enc, "A128GCM");
  EXPECT_THAT(header_of(sent_.back()).originator_object->protocols,
              ElementsAre(ProtocolAlgorithm::jwe_a128gcm));
}

TEST_F(ExchangeTest, ASessionServesManyRequests) {
  expect_success(send());
  const ObjectHeader first = header_of(sent_.back());
  EXPECT_TRUE(first.originator_object);
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("object"));
  const ObjectHeader second = header_of(sent_.back());
  EXPECT_EQ(second.originator_rand_id, first.originator_rand_id);
  EXPECT_FALSE(second.originator_object);
}

// ESP-09
TEST_F(ExchangeTest, MakesARandomObjectForEachSession) {
  expect_success(send());
  const ObjectHeader first = header_of(sent_.back());
  clock_.advance(sending_.life);
  expect_success(send());
  const ObjectHeader second = header_of(sent_.back());
  EXPECT_EQ(second.receiver_rand_id, first.receiver_rand_id);
  EXPECT_NE(second.originator_object->id, first.originator_object->id);
  EXPECT_NE(second.originator_object->value, first.originator_object->value);
}

TEST_F(ExchangeTest, ItsRandomObjectDoesNotOutliveThatOfTheReceiver) {
  sending_.life = configuration_.life * 2;
  start_originator();
  expect_success(send());
  EXPECT_EQ(header_of(sent_.back()).originator_object->expires, known_time() + configuration_.life);
}

TEST_F(ExchangeTest, ASessionNearItsEndIsNotTakenAgain) {
  expect_success(send());
  clock_.advance(sending_.life - sending_.reserve - milliseconds{1});
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("object"));
  clock_.advance(milliseconds{1});
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("retrieve", "object"));
}

TEST_F(ExchangeTest, ASessionEndsWithItsPairwiseKey) {
  expect_success(send());
  originator_keys_.remove("k1");
  ASSERT_TRUE(originator_keys_.add(pairwise_key("k9", kReceiverId)));
  ASSERT_TRUE(receiver_keys_.add(pairwise_key("k9", kOriginatorId)));
  expect_success(send());
  EXPECT_EQ(header_of(sent_.back()).key_id, "k9");
}

TEST(OriginatorPolicy, ASessionSealsSoMany) {
  const OriginatorPolicy policy;
  const OriginatorConfiguration configuration;
  Session session;
  session.originator.expires = session.receiver.expires = known_time() + std::chrono::hours{1};
  constexpr std::uint64_t kMost = std::uint64_t{1} << 31U;
  EXPECT_TRUE(
      policy.reuses({.session = session, .requests = kMost - 1}, configuration, known_time()));
  EXPECT_FALSE(policy.reuses({.session = session, .requests = kMost}, configuration, known_time()));
}

TEST_F(ExchangeTest, SeveralRequestsAreOnTheirWayAtOnce) {
  Request second_inner = inner_request();
  second_inner.request_id = "i2";
  Exchange first = originator_->begin(address(), inner_request());
  Exchange second = originator_->begin(address(), second_inner);
  Step of_first = first.start();
  Step of_second = second.start();
  of_first = first.receive(deliver(std::get<Request>(of_first)));
  of_second = second.receive(deliver(std::get<Request>(of_second)));
  // Answers arrive in another order than requests went out.
  const Result<Response> answer_to_first = deliver(std::get<Request>(of_first));
  const Finished second_done =
      std::get<Finished>(second.receive(deliver(std::get<Request>(of_second))));
  const Finished first_done = std::get<Finished>(first.receive(answer_to_first));
  expect_success(first_done);
  expect_success(second_done);
  EXPECT_EQ(first_done.inner.value().request_id, "i1");
  EXPECT_EQ(second_done.inner.value().request_id, "i2");
}

TEST_F(ExchangeTest, EndsWithWhatTheTransportSays) {
  Exchange exchange = originator_->begin(address(), inner_request());
  static_cast<void>(exchange.start());
  const Step step = exchange.receive(fail(Errc::timed_out, "no answer"));
  EXPECT_EQ(std::get<Finished>(step).inner.error().code, Errc::timed_out);
  const Step after = exchange.receive(Response{});
  EXPECT_EQ(std::get<Finished>(after).inner.error().code, Errc::conflict);
}

}  // namespace
}  // namespace plumbline::esprim
