#include "plumbline/esprim/inner_primitive.hpp"

#include "receiver_fixture.hpp"

namespace plumbline::esprim {
namespace {

using ::testing::Not;
using ::testing::StartsWith;

RandObject shared_in(const onem2m::E2eSecInfo& info, TimePoint now) {
  return parse_rand_object(json_text(*info.shared_rand_object), Issuer::receiver, now).value();
}

TEST_F(ReceiverTest, HandsOutADifferentObjectToEachThatAsks) {
  const RandObject first = ask();
  const RandObject second = ask();
  EXPECT_THAT(first.id, StartsWith("u-"));
  EXPECT_NE(first.id, second.id);
  EXPECT_NE(first.value, second.value);
  EXPECT_EQ(first.expires, known_time() + configuration_.life);
  EXPECT_EQ(first.protocols, configuration_.protocols);
}

TEST_F(ReceiverTest, AnsweringAnObjectRequestNeedsAFrom) {
  Request request;
  request.operation = onem2m::Operation::notify;
  request.content = Json::parse(R"({"m2m:seci":{"sit":3}})");
  request.request_id = "o1";
  expect_status(receiver_->accept(request), 4000);
}

TEST_F(ReceiverTest, RefusesWhatIsNotForEsprim) {
  for (const auto& [content, status] : {std::pair{R"({"m2m:seci":{"sit":4,"ero":{}}})", 4000U},
                                        {R"({"m2m:seci":{"sit":6,"eckm":"YQ=="}})", 5001U},
                                        {R"({"m2m:seci":{"sit":9}})", 4000U},
                                        {R"({"m2m:seci":{"sit":5,"epo":7}})", 4000U},
                                        {R"({"m2m:sgn":{}})", 4000U}}) {
    Request request;
    request.operation = onem2m::Operation::notify;
    request.request_id = "o1";
    request.content = Json::parse(content);
    expect_status(receiver_->accept(request), status);
  }
  Request request = outer(valid());
  request.operation = onem2m::Operation::create;
  expect_status(receiver_->accept(request), 4000);
}

TEST_F(ReceiverTest, TellsWhoSentIt) {
  const Receipt receipt = receiver_->accept(outer(valid()));
  EXPECT_EQ(taken(receipt).originator, kOriginatorId);
  EXPECT_EQ(taken(receipt).request.request_id, "i1");
}

TEST_F(ReceiverTest, AnyFormOfFromIsTheSameEntity) {
  Made made = valid();
  made.from = kOriginatorId;
  made.plaintext = R"({"op":2,"to":"-","fr":"//sp.example/cse-a/Cae1","rqi":"i1"})";
  static_cast<void>(taken(receiver_->accept(outer(made))));
}

TEST_F(ReceiverTest, TheTargetSeesABlockingRequest) {
  Made made = valid();
  made.plaintext = R"({"op":2,"to":"-","fr":"/cse-a/Cae1","rqi":"i1","ec":2,"da":true,)"
                   R"("rt":{"rtv":2,"nu":["http://a"]},"rqet":"20300101T000000"})";
  const Receipt receipt = receiver_->accept(outer(made));
  const Request& inner = taken(receipt).request;
  EXPECT_FALSE(inner.query.contains("rt"));
  EXPECT_FALSE(inner.query.contains("da"));
  EXPECT_FALSE(inner.parameters.contains("rtu"));
  EXPECT_FALSE(inner.parameters.contains("ec"));
  EXPECT_TRUE(inner.parameters.contains("rqet"));
}

// ESP-07: at the very moment of expiry the object is refused, a millisecond before it is taken.
TEST_F(ReceiverTest, TheObjectOfTheReceiverExpiresAtItsTime) {
  Made made = valid();
  made.originator.expires = made.receiver.expires;
  made.originator.expiry = made.receiver.expiry;
  made.header.originator_object = made.originator;
  clock_.advance(configuration_.life - milliseconds{1});
  static_cast<void>(taken(receiver_->accept(outer(made))));
  clock_.advance(milliseconds{1});
  expect_status(receiver_->accept(outer(made)), 4114);
}

TEST_F(ReceiverTest, TheObjectOfTheOriginatorExpiresAtItsTime) {
  const Made made = valid();
  clock_.advance(std::chrono::minutes{1} - milliseconds{1});
  static_cast<void>(taken(receiver_->accept(outer(made))));
  clock_.advance(milliseconds{1});
  expect_status(receiver_->accept(outer(made)), 4113);
}

TEST_F(ReceiverTest, ThePairwiseKeyExpiresAtItsTime) {
  PairwiseKey key = pairwise_key("k1", kOriginatorId);
  key.expires = known_time() + milliseconds{2};
  ASSERT_TRUE(receiver_keys_.add(std::move(key)));
  const Made made = valid();
  clock_.advance(milliseconds{1});
  static_cast<void>(taken(receiver_->accept(outer(made))));
  clock_.advance(milliseconds{1});
  expect_status(receiver_->accept(outer(made)), 4112);
}

TEST_F(ReceiverTest, TheOriginatorObjectIsEnclosedOnce) {
  Made made = valid();
  static_cast<void>(taken(receiver_->accept(outer(made))));
  made.header.originator_object.reset();
  static_cast<void>(taken(receiver_->accept(outer(made))));
  made.header.originator_object = made.originator;
  static_cast<void>(taken(receiver_->accept(outer(made))));
}

TEST_F(ReceiverTest, OneIdIsOneOriginatorObject) {
  Made made = valid();
  static_cast<void>(taken(receiver_->accept(outer(made))));
  made.originator.value = "r0";
  made.header.originator_object = made.originator;
  expect_status(receiver_->accept(outer(made)), 4113);
}

// The originator brings the object of its next session in a request of this one.
TEST_F(ReceiverTest, TheOriginatorRefreshesInBand) {
  Made made = valid();
  static_cast<void>(taken(receiver_->accept(outer(made))));
  RandObject next = made.originator;
  next.id = "u-next";
  next.value = "r1";
  made.header.originator_object = next;
  static_cast<void>(taken(receiver_->accept(outer(made))));
  made.originator = next;
  made.header.originator_rand_id = next.id;
  made.header.originator_object.reset();
  static_cast<void>(taken(receiver_->accept(outer(made))));
}

TEST_F(ReceiverTest, RefusesAReplay) {
  const Request request = outer(valid());
  static_cast<void>(taken(receiver_->accept(request)));
  expect_status(receiver_->accept(request), 4000);
}

TEST_F(ReceiverTest, ReplaysAreASwitch) {
  configuration_.refuses_replays = false;
  start_receiver();
  const Request request = outer(valid());
  static_cast<void>(taken(receiver_->accept(request)));
  static_cast<void>(taken(receiver_->accept(request)));
}

// A replay of what was forgotten would be none: so nothing is forgotten before it expires.
TEST_F(ReceiverTest, BoundsWhatItRemembersAndForgetsNothingEarly) {
  configuration_.limits.originator_objects = 2;
  configuration_.limits.requests = 2;
  start_receiver();
  const Made made = valid();
  const Request first = outer(made);
  static_cast<void>(taken(receiver_->accept(first)));
  static_cast<void>(taken(receiver_->accept(outer(made))));
  expect_status(receiver_->accept(outer(made)), 4113);
  expect_status(receiver_->accept(first), 4000);
  static_cast<void>(taken(receiver_->accept(outer(valid()))));
  expect_status(receiver_->accept(outer(valid())), 4113);
  expect_status(receiver_->accept(first), 4000);
  clock_.advance(std::chrono::minutes{1});
  static_cast<void>(taken(receiver_->accept(outer(valid()))));
}

TEST_F(ReceiverTest, BoundsTheObjectsThatAreOut) {
  configuration_.limits.issued = 3;
  configuration_.limits.issued_to_one = 2;
  start_receiver();
  Request request;
  request.operation = onem2m::Operation::notify;
  request.from = "/cse-a/Cae1";
  request.request_id = "o1";
  request.content = Json::parse(R"({"m2m:seci":{"sit":3}})");
  const auto status_for = [&](const char* from) {
    request.from = from;
    return number_of(std::get<Response>(receiver_->accept(request)).status);
  };
  EXPECT_EQ(status_for("/cse-a/Cae1"), 2000U);
  EXPECT_EQ(status_for("/cse-a/Cae1"), 2000U);
  EXPECT_EQ(status_for("/cse-a/Cae1"), 2000U);
  EXPECT_EQ(status_for("/cse-a/Cae2"), 2000U);
  EXPECT_EQ(status_for("/cse-a/Cae3"), 5103U);
  EXPECT_FALSE(receiver_->e2e_sec_info().shared_rand_object);
  clock_.advance(configuration_.life);
  EXPECT_EQ(status_for("/cse-a/Cae1"), 2000U);
}

TEST_F(ReceiverTest, TheOldestObjectOfAnOriginatorMakesRoom) {
  configuration_.limits.issued_to_one = 2;
  start_receiver();
  const Made first = valid();
  clock_.advance(std::chrono::seconds{1});
  const Made second = valid();
  clock_.advance(std::chrono::seconds{1});
  static_cast<void>(ask());
  expect_status(receiver_->accept(outer(first)), 4114);
  static_cast<void>(taken(receiver_->accept(outer(second))));
}

// ESP-02
TEST_F(ReceiverTest, TheSharedObjectServesAllAndIsRenewed) {
  const RandObject shared = shared_in(receiver_->e2e_sec_info(), clock_.now());
  EXPECT_THAT(shared.id, StartsWith("s-"));
  for (const char* const from : {"/cse-a/Cae1", "/cse-c/Cae9"}) {
    Made made = valid();
    made.receiver = shared;
    made.header.receiver_rand_id = shared.id;
    made.from = from;
    static_cast<void>(taken(receiver_->accept(outer(made))));
  }
  clock_.advance(configuration_.life / 2);
  EXPECT_EQ(shared_in(receiver_->e2e_sec_info(), clock_.now()), shared);
  clock_.advance(milliseconds{1});
  EXPECT_NE(shared_in(receiver_->e2e_sec_info(), clock_.now()).id, shared.id);
  Made made = valid();
  made.receiver = shared;
  made.header.receiver_rand_id = shared.id;
  static_cast<void>(taken(receiver_->accept(outer(made))));
}

TEST_F(ReceiverTest, SharingIsASwitch) {
  configuration_.shares = false;
  configuration_.features = {13, 33};
  start_receiver();
  EXPECT_EQ(to_json(receiver_->e2e_sec_info()), Json::parse(R"({"esf":[13,33]})"));
}

// ESP-10: a session key is private to the pair although the object is shared.
TEST_F(ReceiverTest, ASharedObjectGivesNobodyTheKeyOfAnother) {
  PairwiseKey other = pairwise_key("k2", "//sp.example/cse-a/Cae2");
  other.key.expose_mutable()[0] ^= 1U;
  ASSERT_TRUE(receiver_keys_.add(std::move(other)));
  Made made = valid();
  made.receiver = shared_in(receiver_->e2e_sec_info(), clock_.now());
  made.header.receiver_rand_id = made.receiver.id;
  made.header.key_id = "k2";
  expect_status(receiver_->accept(outer(made)), 4115);
}

// ESP-01, key of a MAF: fetched on first sight of its id.
TEST_F(ReceiverTest, AsksForAKeyThatAnAuthorityKnows) {
  configuration_.key_authorities = {"maf.example"};
  start_receiver();
  Made made = valid();
  made.header.key_id = "00FF@maf.example";
  const Request request = outer(made);
  const Receipt receipt = receiver_->accept(request);
  ASSERT_TRUE(std::holds_alternative<KeyNeeded>(receipt));
  EXPECT_EQ(std::get<KeyNeeded>(receipt).key_id, made.header.key_id);
  expect_status(receiver_->accept(request, KeyLookup::done), 4112);
  ASSERT_TRUE(receiver_keys_.add(pairwise_key(made.header.key_id, kOriginatorId, 33)));
  static_cast<void>(taken(receiver_->accept(request)));
  made.header.key_id = "00FF@maf.elsewhere";
  expect_status(receiver_->accept(outer(made)), 4112);
}

TEST_F(ReceiverTest, AKeyOfAnyOriginServes) {
  for (const int suid : {13, 23, 33, 43}) {
    ASSERT_TRUE(receiver_keys_.add(pairwise_key("k1", kOriginatorId, suid)));
    static_cast<void>(taken(receiver_->accept(outer(valid()))));
  }
}

TEST_F(ReceiverTest, TheResponseIsOfTheSessionOfTheRequest) {
  const Made made = valid();
  const Receipt receipt = receiver_->accept(outer(made));
  const Response inner = respond(taken(receipt).request, Status::not_found, "gone");
  const Response response = receiver_->reply(taken(receipt), inner);
  EXPECT_EQ(response.status, Status::ok);
  EXPECT_EQ(response.request_id, "o1");
  const std::string jwe = object_of(response);
  const auto read = read_object(jwe, Direction::response, clock_.now());
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read.value().header.key_id, "k1");
  EXPECT_EQ(read.value().header.originator_rand_id, made.originator.id);
  EXPECT_EQ(read.value().header.receiver_rand_id, made.receiver.id);
  EXPECT_EQ(read.value().header.content_type, "vnd.onem2m-prsp+json");
  EXPECT_FALSE(read.value().header.receiver_object);
  EXPECT_THAT(jwe, Not(::testing::HasSubstr("gone")));
}

// The receiver brings the object of the next session when this one is near its end.
TEST_F(ReceiverTest, TheReceiverRefreshesInBand) {
  Made made = valid();
  made.originator.expires = made.receiver.expires;
  made.originator.expiry = made.receiver.expiry;
  made.header.originator_object = made.originator;
  const auto brought = [&] {
    const Receipt receipt = receiver_->accept(outer(made));
    const Response response =
        receiver_->reply(taken(receipt), respond(taken(receipt).request, Status::ok));
    return read_object(object_of(response), Direction::response, clock_.now())
        .value()
        .header.receiver_object;
  };
  clock_.advance(configuration_.life * 3 / 4);
  EXPECT_FALSE(brought());
  clock_.advance(milliseconds{1000});
  const auto next = brought();
  ASSERT_TRUE(next);
  Made after = valid();
  after.receiver = *next;
  after.header.receiver_rand_id = next->id;
  static_cast<void>(taken(receiver_->accept(outer(after))));
  after.from = "/cse-a/Cae2";
  expect_status(receiver_->accept(outer(after)), 4114);
}

TEST_F(ReceiverTest, WhatCannotBeEncryptedIs5211) {
  struct Jammed : ReceiverPolicy {
    Result<std::string> seal(const SealInput& /*input*/, RandomSource& /*iv*/) override {
      return fail(Errc::io, "jammed");
    }
  };

  start_receiver(std::make_unique<Jammed>());
  const Receipt receipt = receiver_->accept(outer(valid()));
  const Response response =
      receiver_->reply(taken(receipt), respond(taken(receipt).request, Status::ok));
  EXPECT_EQ(response.status, kEncryptionError);
}

TEST_F(ReceiverTest, WhatCannotBeSerializedIs5211) {
  Made made = valid();
  made.header.content_type = "vnd.onem2m-preq+xml";
  Request inner = inner_request();
  made.plaintext = as_text(onem2m::serialize(inner, onem2m::Serialization::xml).value());
  const Receipt receipt = receiver_->accept(outer(made));
  const auto status_of_reply = [&](Json content) {
    return receiver_
        ->reply(taken(receipt),
                respond_with(taken(receipt).request, Status::ok, std::move(content)))
        .status;
  };
  EXPECT_EQ(status_of_reply({{"m2m:dbg", "fine"}}), Status::ok);
  EXPECT_EQ(status_of_reply({{"acme:own", 1}}), kEncryptionError);
}

// Our choice is an error in clear; in the session where the configuration has it.
TEST_F(ReceiverTest, AnErrorAfterTheTagMayBeProtected) {
  configuration_.protects_errors = true;
  start_receiver();
  Made made = valid();
  made.plaintext = R"({"op":2,"to":"-","fr":"/cse-a/Cae2","rqi":"i1"})";
  const Response response = std::get<Response>(receiver_->accept(outer(made)));
  EXPECT_EQ(response.status, Status::ok);
  Policy policy;
  const PairwiseKey key = pairwise_key("k1", kOriginatorId);
  const Session session = make_session(policy, key, made.originator, made.receiver).value();
  const std::string jwe = object_of(response);
  const auto read = read_object(jwe, Direction::response, clock_.now()).value();
  const auto plaintext =
      open_object({.jwe = jwe, .header = read.header, .session_key = session.key.expose()});
  ASSERT_TRUE(plaintext) << to_string(plaintext.error());
  EXPECT_EQ(read_response(plaintext.value(), read.header.content_type).value().status,
            kImpersonation);
  made.change = header_change("x", 1);
  expect_status(receiver_->accept(outer(made)), 4115);
}

}  // namespace
}  // namespace plumbline::esprim
