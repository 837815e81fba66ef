/// @file
/// What an originator does when it is refused, and when somebody on the way meddles.

#include "plumbline/esprim/inner_primitive.hpp"

#include "world.hpp"

namespace plumbline::esprim {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class RefreshTest : public EsprimWorld {
 protected:
  /// Answers every ESPrim Object in clear.
  void refuse_objects(Status status) {
    on_the_way_back_ = [status](Response& response) {
      if (response.content && response.content->contains("m2m:seci") &&
          response.content->at("m2m:seci").contains("epo")) {
        response.status = status;
        response.content.reset();
      }
    };
  }

  /// The session of an object that the originator sent.
  Session session_of(const Request& request, const RandObject& receiver) {
    Policy policy;
    return make_session(policy,
                        pairwise_key("k1", kReceiverId),
                        header_of(request).originator_object.value(),
                        receiver)
        .value();
  }
};

// The receiver has lost what it knew, e.g. it was restarted.
TEST_F(RefreshTest, ANewSessionReplacesOneThatTheReceiverForgot) {
  expect_success(send());
  const std::string lost = header_of(sent_.back()).receiver_rand_id;
  start_receiver();
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("object", "retrieve", "object"));
  EXPECT_NE(header_of(sent_.back()).receiver_rand_id, lost);
  EXPECT_THAT(performed_, SizeIs(2));
}

TEST_F(RefreshTest, AsksWhereTheSharedObjectIsStillTheOneThatWasRefused) {
  const Json stale = to_json(receiver_->e2e_sec_info());
  start_receiver();
  on_the_way_back_ = [&](Response& response) {
    if (response.content && response.content->contains("m2m:csr")) {
      response.content->at("m2m:csr")["esi"] = stale;
    }
  };
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("retrieve", "object", "retrieve", "ask", "object"));
}

TEST_F(RefreshTest, AnUnknownOriginatorObjectIsMadeAnew) {
  configuration_.limits.requests = 1;
  start_receiver();
  expect_success(send());
  const ObjectHeader first = header_of(sent_.back());
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("object", "object"));
  const ObjectHeader second = header_of(sent_.back());
  EXPECT_EQ(second.receiver_rand_id, first.receiver_rand_id);
  EXPECT_NE(second.originator_rand_id, first.originator_rand_id);
  EXPECT_TRUE(second.originator_object);
}

TEST_F(RefreshTest, AnObjectThatExpiresOnTheWayIsSentAgain) {
  expect_success(send());
  clock_.advance(sending_.life - sending_.reserve - milliseconds{1});
  Exchange exchange = originator_->begin(address(), inner_request());
  Step step = exchange.start();
  clock_.advance(sending_.reserve + milliseconds{1});
  expect_success(finish(exchange, std::move(step)));
  EXPECT_THAT(performed_, SizeIs(2));
}

TEST_F(RefreshTest, IsDoneOnce) {
  for (const Status status : {kUnknownReceiverRandId, kUnknownOriginatorRandId}) {
    start_originator();
    refuse_objects(status);
    expect_refused(send(), status);
    EXPECT_EQ(std::ranges::count(sent_kinds(), "object"), 2);
  }
}

TEST_F(RefreshTest, IsForRandomObjectsOnly) {
  for (const Status status : {kUnsupportedOption,
                              kUnknownKeyId,
                              kBadMac,
                              kImpersonation,
                              kDecryptionError,
                              kEncryptionError,
                              Status::bad_request,
                              Status::ok}) {
    start_originator();
    refuse_objects(status);
    expect_refused(send(), status);
    EXPECT_THAT(sent_kinds(), ElementsAre("retrieve", "object"));
  }
}

TEST_F(RefreshTest, ARefusedRequestForAnObjectEndsTheExchange) {
  configuration_.shares = false;
  configuration_.limits.issued = 0;
  start_receiver();
  expect_refused(send(), Status::target_not_reachable);
}

TEST_F(RefreshTest, AnObjectThatCameExpiredIsNotTaken) {
  configuration_.shares = false;
  configuration_.life = milliseconds{0};
  start_receiver();
  EXPECT_EQ(send().inner.error().code, Errc::expired);
}

TEST_F(RefreshTest, TakesProtectedErrors) {
  configuration_.protects_errors = true;
  start_receiver();
  Request inner = inner_request();
  inner.from = "/cse-a/Cae2";
  const Finished finished = send(inner);
  ASSERT_TRUE(finished.inner) << to_string(finished.inner.error());
  EXPECT_EQ(finished.inner.value().status, kImpersonation);
  EXPECT_FALSE(finished.refused);
}

// The receiver brings its next random object; it is taken when this session ends.
TEST_F(RefreshTest, TheObjectThatAResponseBringsServesTheNextSession) {
  sending_.life = configuration_.life;
  configuration_.shares = false;
  start_receiver();
  start_originator();
  expect_success(send());
  const std::string first = header_of(sent_.back()).receiver_rand_id;
  clock_.advance(configuration_.life * 3 / 4 + milliseconds{1000});
  expect_success(send());
  EXPECT_EQ(header_of(sent_.back()).receiver_rand_id, first);
  clock_.advance(configuration_.life / 4);
  expect_success(send());
  EXPECT_THAT(sent_kinds(), ElementsAre("object"));
  EXPECT_NE(header_of(sent_.back()).receiver_rand_id, first);
}

// THR: what a node on the way changes is found out at one end or the other.
TEST_F(RefreshTest, AChangedRequestIsRefused) {
  on_the_way_ = [](Request& request) {
    if (request.operation == onem2m::Operation::notify) {
      std::string jwe = object_of(request);
      char& octet = jwe[jwe.rfind('.') - 4];
      octet = octet == 'A' ? 'B' : 'A';
      request.content->at("m2m:seci")["epo"] = jwe;
    }
  };
  expect_refused(send(), kBadMac);
  EXPECT_THAT(performed_, SizeIs(0));
}

class MeddledResponseTest : public RefreshTest {
 protected:
  /// Puts another object into each response that has one.
  void replace_object(const std::function<std::string(std::string)>& change) {
    on_the_way_back_ = [change](Response& response) {
      if (response.content && response.content->contains("m2m:seci") &&
          response.content->at("m2m:seci").contains("epo")) {
        response.content->at("m2m:seci")["epo"] = change(object_of(response));
      }
    };
  }
};

TEST_F(MeddledResponseTest, AChangedOneIsThrownAway) {
  replace_object([](std::string jwe) {
    char& octet = jwe[jwe.rfind('.') - 4];
    octet = octet == 'A' ? 'B' : 'A';
    return jwe;
  });
  expect_thrown_away(send());
}

TEST_F(MeddledResponseTest, OneOfAnotherSessionIsThrownAway) {
  std::string earlier;
  replace_object([&](std::string jwe) { return earlier = std::move(jwe); });
  expect_success(send());
  start_originator();
  replace_object([&](const std::string& /*jwe*/) { return earlier; });
  expect_thrown_away(send());
}

// Both answers are of one session: the inner Request Identifier tells them apart.
TEST_F(MeddledResponseTest, TheAnswerToAnotherRequestIsThrownAway) {
  std::string earlier;
  replace_object([&](std::string jwe) { return earlier = std::move(jwe); });
  expect_success(send());
  replace_object([&](const std::string& /*jwe*/) { return earlier; });
  Request inner = inner_request();
  inner.request_id = "i2";
  expect_thrown_away(send(inner));
}

// Both directions have one key: a request is no response all the same.
TEST_F(MeddledResponseTest, TheRequestItselfIsThrownAway) {
  expect_success(send());
  replace_object([this](const std::string& /*jwe*/) { return object_of(sent_.back()); });
  const Finished finished = send();
  ASSERT_TRUE(finished.inner.has_error());
  EXPECT_FALSE(finished.refused);
}

TEST_F(MeddledResponseTest, OneThatComesAfterTheSessionIsThrownAway) {
  replace_object([this](std::string jwe) {
    clock_.advance(sending_.life);
    return jwe;
  });
  expect_thrown_away(send());
}

TEST_F(MeddledResponseTest, AlgorithmsThatWereNotAgreedOnAreThrownAway) {
  configuration_.protocols = {ProtocolAlgorithm::jwe_a256gcm};
  start_receiver();
  const RandObject shared =
      parse_rand_object(
          json_text(*receiver_->e2e_sec_info().shared_rand_object), Issuer::receiver, clock_.now())
          .value();
  replace_object([&](const std::string& jwe) {
    ObjectHeader header = read_object(jwe, Direction::response, clock_.now()).value().header;
    header.enc = "A128GCM";
    const Session session = session_of(sent_.back(), shared);
    return seal_object({.header = header,
                        .session_key = session.key.expose(),
                        .plaintext = as_bytes(kInnerResponse)},
                       random_)
        .value();
  });
  expect_thrown_away(send());
}

/// Decisions of an originator put out of order, each seen from outside.
TEST_F(RefreshTest, TheDecisionsOfAnOriginatorAreItsPolicy) {
  struct Hasty : OriginatorPolicy {
    [[nodiscard]] bool looks_for_shared() const override { return false; }

    [[nodiscard]] bool encloses_rand_object(bool /*answered*/) const override { return false; }

    void prepare_outer(Request& outer) const override { outer.parameters.erase("ot"); }

    [[nodiscard]] bool refreshes(Status /*status*/, unsigned /*times*/) const override {
      return false;
    }
  };

  start_originator(std::make_unique<Hasty>());
  expect_refused(send(), kUnknownOriginatorRandId);
  EXPECT_THAT(sent_kinds(), ElementsAre("ask", "object"));
  EXPECT_FALSE(sent_.back().parameters.contains("ot"));
}

TEST_F(MeddledResponseTest, WhatIsThrownAwayIsThePolicyOfTheOriginator) {
  struct Trusting : OriginatorPolicy {
    [[nodiscard]] bool answers(const Response& /*inner*/,
                               const Request& /*request*/) const override {
      return true;
    }

    [[nodiscard]] bool valid(const Session& /*session*/, TimePoint /*now*/) const override {
      return true;
    }
  };

  start_originator(std::make_unique<Trusting>());
  std::string earlier;
  replace_object([&](std::string jwe) { return earlier = std::move(jwe); });
  expect_success(send());
  replace_object([&](const std::string& /*jwe*/) {
    clock_.advance(sending_.life);
    return earlier;
  });
  Request inner = inner_request();
  inner.request_id = "i2";
  expect_success(send(inner));
}

}  // namespace
}  // namespace plumbline::esprim
