#include "plumbline/channel/testing/pki.hpp"
#include "plumbline/core/clock.hpp"
#include "plumbline/esf_sm/initiator.hpp"
#include "plumbline/esf_sm/terminator.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <string>

namespace plumbline::esf_sm {
namespace {

using channel::Suite;
using Kind = crypto::IdentityKind;

constexpr const char* kInitiatorId = "//sp.example/cse-a/Cae1";
constexpr const char* kKeyId = "Kpsa-17";

class SmSession : public ::testing::Test {
 protected:
  void SetUp() override { use_key({Suite::psk_aes_128_ccm_8}); }

  void start(std::unique_ptr<TerminatorPolicy> policy = {}) {
    session.reset();
    terminator.emplace(Terminator::make(terminating(), clock, std::move(policy)).value());
    initiator.emplace(Initiator::make(initiating(), clock).value());
  }

  void use_key(const std::vector<Suite>& with) {
    suites = with;
    by_key = true;
    start();
  }

  void use_certificates(const std::vector<Suite>& with) {
    suites = with;
    by_key = false;
    start();
  }

  [[nodiscard]] EndPointConfiguration end_point(
      const channel::CertificateCredential& credential) const {
    return {.certificate = by_key ? std::nullopt : std::optional{credential},
            .anchors = {pki.root.certificate},
            .suites = suites};
  }

  [[nodiscard]] InitiatorConfiguration initiating() const {
    auto own = end_point(initiator_credential);
    if (one_way) {
      own.certificate.reset();
    }
    return {.end_point = std::move(own),
            .id = kInitiatorId,
            .target_data_class = target_data_class,
            .key_id = by_key ? kKeyId : "",
            .key = crypto::SecretBytes{initiator_key},
            .peer = {Kind::cse_id, "cse-b.sp.example"}};
  }

  [[nodiscard]] std::shared_ptr<const TerminatorConfiguration> terminating() const {
    auto configuration = std::make_shared<TerminatorConfiguration>(
        TerminatorConfiguration{.end_point = end_point(terminator_credential),
                                .initiators = {},
                                .authenticates_initiators = !one_way,
                                .most_sessions = most_sessions});
    configuration->initiators.push_back({.id = kInitiatorId,
                                         .certificate = ae,
                                         .key_id = kKeyId,
                                         .key = crypto::SecretBytes{Bytes(32, 7)}});
    return configuration;
  }

  /// The handshake, each envelope noted; the first refusal at either end.
  Result<void> shake_hands() {
    session.emplace(initiator->begin());
    PLUMBLINE_TRY(Envelope next, session->start());
    while (true) {
      sent.push_back(next);
      const Received there = terminator->receive(kInitiatorId, next);
      answer = there.reply;
      PLUMBLINE_TRY(there.taken);
      if (!there.reply) {
        return success();
      }
      const Received here = session->receive(*there.reply);
      PLUMBLINE_TRY(here.taken);
      if (!here.reply) {
        return success();
      }
      next = *here.reply;
    }
  }

  [[nodiscard]] Session& far() { return *terminator->session(kInitiatorId, target_data_class); }

  Received give(const Envelope& envelope) { return terminator->receive(kInitiatorId, envelope); }

  Errc refused(const Envelope& envelope) { return give(envelope).taken.error().code; }

  Envelope say(std::string_view text) { return session->send(as_bytes(text)).value(); }

  void expect_works() {
    const auto result = shake_hands();
    ASSERT_TRUE(result) << to_string(result.error());
    ASSERT_EQ(session->phase(), Phase::payload);
    const auto there = give(say("request"));
    ASSERT_TRUE(there.target_data);
    EXPECT_EQ(as_text(*there.target_data), "request");
    const Received here = session->receive(far().send(as_bytes("response")).value());
    ASSERT_TRUE(here.target_data);
    EXPECT_EQ(as_text(*here.target_data), "response");
  }

  const channel::testing::Pki pki;
  const crypto::ExpectedIdentity ae{Kind::ae_id, kInitiatorId};
  channel::CertificateCredential initiator_credential = pki.issue(ae);
  const channel::CertificateCredential terminator_credential =
      pki.issue(crypto::ExpectedIdentity{Kind::cse_id, "cse-b.sp.example"});
  ManualClock clock{channel::testing::kNow};
  std::vector<Suite> suites;
  Bytes initiator_key = Bytes(32, 7);
  bool by_key = true;
  bool one_way = false;
  int target_data_class = 1;
  std::size_t most_sessions = 4;
  std::optional<Terminator> terminator;
  std::optional<Initiator> initiator;
  std::optional<Session> session;
  std::vector<Envelope> sent;
  std::optional<Envelope> answer;
};

TEST_F(SmSession, EachSuiteAndClassWorks) {
  for (target_data_class = 1; target_data_class <= 3; ++target_data_class) {
    for (const Suite suite : channel::psk_suites()) {
      use_key({suite});
      expect_works();
    }
    for (const Suite suite : channel::default_suites()) {
      use_certificates({suite});
      expect_works();
    }
  }
}

TEST_F(SmSession, AnInitiatorMayStayUnknown) {
  one_way = true;
  use_certificates(channel::default_suites());
  expect_works();
  EXPECT_TRUE(far().endpoint().peer_chain().empty());
  EXPECT_FALSE(session->endpoint().peer_chain().empty());
}

TEST_F(SmSession, AnyAmountOfTargetDataTravelsInOneEnvelope) {
  ASSERT_TRUE(shake_hands());
  for (const std::size_t size : {0U, 1U, 16354U, 16355U, 100000U, 1U << 20U}) {
    const Bytes data(size, 0x5A);
    EXPECT_EQ(*give(session->send(data).value()).target_data, data);
  }
  EXPECT_EQ(session->send(Bytes((1U << 20U) + 1)).error().code, Errc::too_large);
}

TEST_F(SmSession, RecordsOfAnEnvelopeStayTogether) {
  ASSERT_TRUE(shake_hands());
  const auto whole = [&] { return session->send(Bytes(40000, 1)).value(); };
  for (const int variant : {0, 1, 2, 3}) {
    const Envelope first = whole();
    const Envelope second = whole();
    const auto records = channel::read_records(first.records).value();
    const auto others = channel::read_records(second.records).value();
    ASSERT_EQ(records.size(), 3U);
    const std::vector<std::vector<ByteView>> variants{
        {records[0].octets, records[1].octets},
        {records[1].octets, records[2].octets},
        {records[0].octets, others[1].octets, others[2].octets},
        {records[1].octets, records[0].octets, records[2].octets}};
    Envelope changed{.target_data_class = 1, .records = {}};
    for (const ByteView record : variants[static_cast<std::size_t>(variant)]) {
      changed.records.insert(changed.records.end(), record.begin(), record.end());
    }
    const Received received = give(changed);
    EXPECT_EQ(received.taken.error().code, Errc::authentication_failed) << variant;
    EXPECT_FALSE(received.target_data);
  }
  EXPECT_TRUE(give(whole()).target_data);
}

TEST_F(SmSession, AReplayedOrChangedEnvelopeIsRefused) {
  ASSERT_TRUE(shake_hands());
  const Envelope once = say("once");
  EXPECT_TRUE(give(once).taken);
  EXPECT_EQ(refused(once), Errc::authentication_failed);
  Envelope changed = say("changed");
  changed.records.back() ^= 1U;
  EXPECT_EQ(refused(changed), Errc::authentication_failed);
  changed.records.pop_back();
  EXPECT_EQ(refused(changed), Errc::malformed);
  EXPECT_TRUE(give(say("still here")).taken);
}

TEST_F(SmSession, AReplayedHandshakeMakesAndEndsNoSession) {
  ASSERT_TRUE(shake_hands());
  for (const Envelope& envelope : sent) {
    static_cast<void>(give(envelope));
  }
  EXPECT_TRUE(give(say("still here")).taken);
  const auto replayed = sent;
  start();
  for (const Envelope& envelope : replayed) {
    static_cast<void>(give(envelope));
  }
  EXPECT_EQ(terminator->session(kInitiatorId, 1), nullptr);
}

TEST_F(SmSession, AnotherClassIsRefused) {
  ASSERT_TRUE(shake_hands());
  Envelope moved = say("moved");
  moved.target_data_class = 2;
  EXPECT_EQ(refused(moved), Errc::not_found);
  Envelope back = far().send(as_bytes("back")).value();
  back.target_data_class = 2;
  EXPECT_EQ(session->receive(back).taken.error().code, Errc::not_permitted);
}

/// Whoever is on the way says another class in every envelope.
TEST_F(SmSession, AWholeSessionCannotBeMovedToAnotherClass) {
  for (const bool key : {true, false}) {
    by_key = key;
    suites = key ? std::vector{Suite::psk_aes_128_ccm_8} : channel::default_suites();
    start();
    Session mine = initiator->begin();
    Envelope next = mine.start().value();
    Result<void> taken = success();
    for (int turn = 0; turn < 3 && taken; ++turn) {
      next.target_data_class = 2;
      const Received there = give(next);
      taken = there.taken;
      if (taken && there.reply) {
        Envelope back = *there.reply;
        back.target_data_class = 1;
        next = mine.receive(back).reply.value_or(next);
      }
    }
    EXPECT_FALSE(taken);
    EXPECT_EQ(terminator->session(kInitiatorId, 2), nullptr);
  }
}

TEST_F(SmSession, TargetDataTravelsOnlyAfterTheHandshake) {
  Session mine = initiator->begin();
  EXPECT_EQ(mine.send(as_bytes("early")).error().code, Errc::not_permitted);
  const Envelope early{.target_data_class = 1,
                       .records = {23, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 65}};
  EXPECT_EQ(refused(early), Errc::not_found);
  EXPECT_EQ(mine.receive(early).taken.error().code, Errc::not_permitted);
}

TEST_F(SmSession, AfterItsEndNothingIsTaken) {
  ASSERT_TRUE(shake_hands());
  const Envelope late = say("late");
  const Received end = give(session->close().value());
  EXPECT_TRUE(end.taken);
  EXPECT_TRUE(end.reply) << "close_notify";
  EXPECT_EQ(refused(late), Errc::not_found);
  EXPECT_EQ(session->send(as_bytes("more")).error().code, Errc::not_permitted);
  EXPECT_EQ(session->phase(), Phase::ended);
}

TEST_F(SmSession, AnotherKeyOrIdentityMakesNoSession) {
  initiator_key[0] ^= 1U;
  start();
  EXPECT_EQ(shake_hands().error().code, Errc::authentication_failed);
  EXPECT_EQ(terminator->session(kInitiatorId, 1), nullptr);
  auto other = initiating();
  other.key_id = "Kpsa-18";
  start();
  initiator.emplace(Initiator::make(std::move(other), clock).value());
  EXPECT_EQ(shake_hands().error().code, Errc::key_not_found);
  ASSERT_TRUE(answer) << "an alert";
  EXPECT_EQ(session->receive(*answer).taken.error().code, Errc::unreachable);
}

TEST_F(SmSession, AForeignOrExpiredCertificateMakesNoSession) {
  use_certificates(channel::default_suites());
  initiator_credential = channel::testing::Pki{}.issue(ae);
  start();
  EXPECT_EQ(shake_hands().error().code, Errc::authentication_failed);
  initiator_credential = pki.issue(crypto::ExpectedIdentity{Kind::ae_id, "//sp.example/cse-a/C2"});
  start();
  EXPECT_EQ(shake_hands().error().code, Errc::authentication_failed);
  initiator_credential = pki.issue(ae);
  clock.advance(11 * channel::testing::kDay);
  start();
  EXPECT_EQ(shake_hands().error().code, Errc::expired);
}

TEST_F(SmSession, TimeEndsASession) {
  ASSERT_TRUE(shake_hands());
  for (int i = 0; i < 3; ++i) {
    clock.advance(std::chrono::minutes{59});
    EXPECT_TRUE(give(say("in use")).taken);
  }
  clock.advance(std::chrono::minutes{60});
  EXPECT_EQ(session->send(as_bytes("late")).error().code, Errc::expired);
  EXPECT_EQ(terminator->session(kInitiatorId, 1), nullptr);
  EXPECT_EQ(terminator->size(), 0U);
}

TEST_F(SmSession, AHandshakeHasItsTimeAndSessionsAreBounded) {
  most_sessions = 1;
  start();
  Session unfinished = initiator->begin();
  const Received first = give(unfinished.start().value());
  EXPECT_EQ(terminator->size(), 0U) << "nothing is kept before the cookie";
  EXPECT_TRUE(give(*unfinished.receive(*first.reply).reply).taken);
  EXPECT_EQ(terminator->size(), 1U);
  EXPECT_EQ(refused(initiator->begin().start().value()), Errc::too_large);
  clock.advance(std::chrono::minutes{1});
  EXPECT_EQ(terminator->size(), 0U);
  expect_works();
}

TEST_F(SmSession, AnUnknownOriginatorIsRefused) {
  EXPECT_EQ(
      terminator->receive("//sp.example/x", initiator->begin().start().value()).taken.error().code,
      Errc::not_permitted);
}

}  // namespace
}  // namespace plumbline::esf_sm
