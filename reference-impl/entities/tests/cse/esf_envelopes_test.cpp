#include "plumbline/esf/target_data.hpp"
#include "plumbline/esf_sm/initiator.hpp"
#include "plumbline/esf_sm/terminator_policy.hpp"

#include "../end_points.hpp"
#include "cse_fixture.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <string>

namespace plumbline::entities::testing {
namespace {

using crypto::IdentityKind;
using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

const crypto::ExpectedIdentity kInitiator{IdentityKind::ae_id, "//sp.example/cse-a/Cone"};
const crypto::ExpectedIdentity kTerminator{IdentityKind::fqdn, "cse-a.example"};

/// The AE "Cone" is the initiating end-point of ESF-Sm, the CSE the terminating one.
class EsfEnvelopesTest : public CseTest {
 protected:
  void SetUp() override {
    auto made = configuration();
    auto terminating = std::make_shared<esf_sm::TerminatorConfiguration>(
        esf_sm::TerminatorConfiguration{.end_point = end_point(kTerminator), .initiators = {}});
    terminating->initiators.push_back({.id = kInitiator.value, .certificate = kInitiator});
    made.esf_sm = std::move(terminating);
    start(std::move(made));
  }

  [[nodiscard]] esf_sm::EndPointConfiguration end_point(const crypto::ExpectedIdentity& own) const {
    return {.certificate = ends_.credential(own),
            .anchors = {ends_.pki.root.certificate},
            .suites = channel::default_suites()};
  }

  RequestPrimitive notify(const esf_sm::Envelope& envelope) {
    auto made = request(Operation::notify, "Cone", "/cse-a/-");
    made.content = esf_sm::to_json(envelope);
    return made;
  }

  /// The status of the last answer of a handshake.
  unsigned shake_hands(int target_data_class) {
    initiator_.emplace(esf_sm::Initiator::make({.end_point = end_point(kInitiator),
                                                .id = kInitiator.value,
                                                .target_data_class = target_data_class,
                                                .key_id = {},
                                                .key = {},
                                                .peer = kTerminator},
                                               clock_)
                           .value());
    session_.emplace(initiator_->begin());
    std::optional<esf_sm::Envelope> next = session_->start().value();
    ResponsePrimitive answer;
    while (next) {
      answer = send(notify(*next));
      const auto envelope = answer.content ? esf_sm::from_json(*answer.content)
                                           : Result<esf_sm::Envelope>{Error{Errc::not_found, ""}};
      next = envelope ? session_->receive(envelope.value()).reply : std::nullopt;
    }
    return rsc(answer);
  }

  esf_sm::Envelope sealed(const RequestPrimitive& inner) {
    return session_->send(esf::target_data_of(inner)).value();
  }

  Bytes opened(const ResponsePrimitive& answer) {
    return session_->receive(esf_sm::from_json(*answer.content).value()).target_data.value();
  }

  /// The answer inside to a whole request inside.
  ResponsePrimitive exchange(const RequestPrimitive& inner) {
    return esf::response_from(opened(send(notify(sealed(inner))))).value();
  }

  EndPoints ends_;
  std::optional<esf_sm::Initiator> initiator_;
  std::optional<esf_sm::Session> session_;
};

TEST_F(EsfEnvelopesTest, CarryWholeRequestsAndTheirAnswers) {
  ASSERT_EQ(shake_hands(1), 2000U);
  ASSERT_EQ(session_->phase(), esf_sm::Phase::payload);
  EXPECT_EQ(rsc(exchange(request(Operation::retrieve, "Cone", "cse"))), 2000U);
  EXPECT_EQ(rsc(exchange(request(Operation::retrieve, "Cone", "cse/nothing"))), 4004U);
}

TEST_F(EsfEnvelopesTest, CarryRequestsOfTheirEndPointOnly) {
  ASSERT_EQ(shake_hands(1), 2000U);
  EXPECT_EQ(rsc(exchange(request(Operation::retrieve, "Ctwo", "cse"))), 4106U);
}

TEST_F(EsfEnvelopesTest, AreTakenOnce) {
  prepare();
  ASSERT_EQ(shake_hands(1), 2000U);
  const auto envelope = sealed(request(Operation::retrieve, "Cone", "cse"));
  EXPECT_EQ(rsc(send(notify(envelope))), 2000U);
  EXPECT_EQ(rsc(send(notify(envelope))), 4106U);
}

TEST_F(EsfEnvelopesTest, AreRefusedWithoutASession) {
  ASSERT_EQ(shake_hands(1), 2000U);
  const auto envelope = sealed(request(Operation::retrieve, "Cone", "cse"));
  SetUp();
  EXPECT_EQ(rsc(send(notify(envelope))), 4106U);
}

TEST_F(EsfEnvelopesTest, AreOfTheFirstTwoClasses) {
  EXPECT_EQ(shake_hands(3), 4000U);
  ASSERT_EQ(shake_hands(2), 2000U);
  EXPECT_EQ(rsc(send(notify(sealed(request(Operation::retrieve, "Cone", "cse"))))), 4000U);
}

TEST_F(EsfEnvelopesTest, EndWithTheSession) {
  ASSERT_EQ(shake_hands(1), 2000U);
  const auto envelope = sealed(request(Operation::retrieve, "Cone", "cse"));
  EXPECT_EQ(rsc(send(notify(session_->close().value()))), 2000U);
  EXPECT_EQ(rsc(send(notify(envelope))), 4106U);
}

TEST_F(EsfEnvelopesTest, TakeThePlaceOfContent) {
  prepare();
  ASSERT_EQ(shake_hands(2), 2000U);
  auto creation = request(Operation::create, "Cone", "cse/one/data");
  creation.resource_type = kInstance;
  creation.content = json(R"({"m2m:cin":{"con":"secret"}})");
  const auto content = session_->send(esf::target_data_of(creation.content).value()).value();
  const auto treated =
      esf::replace_content(creation, esf::read_envelope(esf_sm::to_json(content)).value()).value();
  EXPECT_EQ(treated.resource_type, esf::kProtectedContent);

  const auto answer = send(treated);
  ASSERT_EQ(rsc(answer), 2001U);
  EXPECT_EQ(parse_json(as_text(opened(answer))).value().at("m2m:cin").at("con"), "secret");
  EXPECT_EQ(retrieve("Cone", "cse/one/data/la").content->at("m2m:cin").at("con"), "secret");

  EXPECT_EQ(rsc(send(treated)), 4106U);  // again
}

TEST_F(EsfEnvelopesTest, StayInTheirClass) {
  ASSERT_EQ(shake_hands(1), 2000U);
  auto moved = sealed(request(Operation::retrieve, "Cone", "cse"));
  moved.target_data_class = 2;
  EXPECT_EQ(rsc(send(notify(moved))), 4106U);
}

TEST_F(EsfEnvelopesTest, SayWhatDoesNotParse) {
  auto broken = request(Operation::notify, "Cone", "/cse-a/-");
  broken.content = json(R"({"e2e:esf":{"st":"Sm","tdc":1,"env":"%"}})");
  EXPECT_EQ(rsc(send(broken)), 4000U);
  broken.content = json(R"({"e2e:esf":{"st":"S1","tdc":1,"env":{}}})");
  EXPECT_EQ(rsc(send(broken)), 4000U);
  broken.content = json(R"({"e2e:esf":{"st":"Sm","tdc":1,"env":"AAAA"}})");
  EXPECT_EQ(rsc(send(broken)), 4000U);
}

TEST_F(EsfEnvelopesTest, AreForThoseThatHaveACertificate) {
  start(configuration());
  EXPECT_EQ(shake_hands(1), 4005U);
}

}  // namespace
}  // namespace plumbline::entities::testing
