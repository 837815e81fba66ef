#include "plumbline/keys/pairwise_e2e.hpp"

#include "world.hpp"

#include <set>

namespace plumbline::escertke {
namespace {

using channel::Suite;
using channel::testing::kDay;
using channel::testing::kNow;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Exchange : public EscertkeWorld {
 protected:
  void expect_key(const Finished& finished) {
    ASSERT_TRUE(finished.key) << to_string(finished.key.error());
    const EstablishedKey& key = finished.key.value();
    ASSERT_THAT(published, SizeIs(1));
    EXPECT_EQ(key.id, published[0].id);
    EXPECT_THAT(key.id, ::testing::MatchesRegex("[0-9A-F]{32}"));
    EXPECT_EQ(key.key, published[0].key);
    EXPECT_EQ(key.key.size(), 32U);
    EXPECT_EQ(key.peer, kTerminatorId);
    EXPECT_EQ(published[0].peer, kInitiatorId);
    EXPECT_EQ(terminator->pending(), 0U);
  }

  void expect_no_key(const Finished& finished) {
    EXPECT_TRUE(finished.key.has_error());
    EXPECT_THAT(published, IsEmpty());
    EXPECT_EQ(terminator->pending(), 0U);
  }
};

TEST_F(Exchange, TwoNotifiesMakeAKey) {
  expect_key(run());
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_EQ(sent[0].operation, onem2m::Operation::notify);
  EXPECT_EQ(sent[0].to, "/cse-b/-");
  EXPECT_EQ(sent[0].from, "/cse-a/Cae1");
  EXPECT_NE(sent[0].request_id, sent[1].request_id);
  EXPECT_EQ(answers[1].request_id, sent[1].request_id);
  EXPECT_THAT(std::string{as_text(flight_in(sent[0].content).value())},
              HasSubstr("cse-b.sp.example"));
}

TEST_F(Exchange, EachRunMakesAnotherKey) {
  expect_key(run());
  const std::string first = published[0].id;
  published.clear();
  expect_key(run());
  EXPECT_NE(published[0].id, first);
}

TEST_F(Exchange, EachFlavourOfCertificateProvesAnEndPoint) {
  const std::vector<crypto::ExpectedIdentity> flavours{{Kind::ae_id, kInitiatorId},
                                                       {Kind::cse_id, "cse-a.sp.example"},
                                                       {Kind::fqdn, "a.sp.example"},
                                                       {Kind::node_id, "urn:node:1"},
                                                       {Kind::device, "1.2.3.4:0A0B"}};
  for (const auto& initiating_flavour : flavours) {
    for (const auto& terminating_flavour : flavours) {
      prove_initiator(initiating_flavour);
      prove_terminator(terminating_flavour);
      start();
      published.clear();
      expect_key(run());
    }
  }
}

TEST_F(Exchange, EachSuiteMakesAKey) {
  for (const Suite suite : channel::default_suites()) {
    initiating.end_point.suites = {suite};
    start();
    published.clear();
    expect_key(run());
  }
}

TEST_F(Exchange, NoSuiteInCommonMakesNone) {
  initiating.end_point.suites = {Suite::ecdhe_ecdsa_aes_128_ccm_8};
  terminating.end_point.suites = {Suite::ecdhe_ecdsa_aes_128_cbc_sha256};
  start();
  const Finished finished = run();
  expect_refused(finished, Status::originator_not_authenticated);
  expect_no_key(finished);
}

TEST_F(Exchange, AKeyEndsWithTheShorterCertificateOrAfterItsLongestLife) {
  EXPECT_EQ(run().key.value().expires, kNow + 10 * kDay);
  EXPECT_EQ(published[0].expires, kNow + 10 * kDay);
  initiating.end_point.key_life = kDay;
  auto shorter = channel::testing::end_entity({Kind::cse_id, "cse-b.sp.example"});
  shorter.not_after = kNow + 3 * kDay;
  terminating.end_point.credential = pki.issue(shorter);
  start();
  EXPECT_EQ(run().key.value().expires, kNow + kDay);
  EXPECT_EQ(published[1].expires, kNow + 3 * kDay);
}

TEST_F(Exchange, TheKeysOfUsesDifferAtBothEndsAlike) {
  const Finished finished = run();
  std::set<std::string> keys;
  for (const auto use : {keys::PairwiseE2eUse::esprim,
                         keys::PairwiseE2eUse::esdata_encryption,
                         keys::PairwiseE2eUse::esdata_signature}) {
    const auto derived = [&](const EstablishedKey& from) {
      return to_hex(keys::derive_pairwise_e2e(
                        {.pairwise_key = from.key.expose(), .use = use, .target = kTerminatorId})
                        .value()
                        .expose());
    };
    keys.insert(derived(finished.key.value()));
    EXPECT_EQ(derived(finished.key.value()), derived(published.at(0)));
  }
  EXPECT_THAT(keys, SizeIs(3));
}

TEST_F(Exchange, AWrongChainEndsItAtEitherEnd) {
  const channel::testing::Pki foreign;
  initiating.end_point.credential = foreign.issue({Kind::ae_id, kInitiatorId});
  start();
  Finished finished = run();
  expect_refused(finished, Status::originator_not_authenticated);
  expect_no_key(finished);

  prove_initiator({Kind::ae_id, kInitiatorId});
  terminating.end_point.credential = foreign.issue({Kind::cse_id, "cse-b.sp.example"});
  start();
  finished = run();
  EXPECT_EQ(finished.key.error().code, Errc::authentication_failed);
  EXPECT_EQ(finished.refused, std::nullopt);
  EXPECT_THAT(published, IsEmpty());
}

TEST_F(Exchange, AnExpiredCertificateEndsItAtEitherEnd) {
  const auto expired = [](const crypto::ExpectedIdentity& identity) {
    auto request = channel::testing::end_entity(identity);
    request.not_after = kNow - kDay;
    return request;
  };
  initiating.end_point.credential = pki.issue(expired({Kind::ae_id, kInitiatorId}));
  start();
  Finished finished = run();
  expect_refused(finished, Status::originator_not_authenticated);
  expect_no_key(finished);

  prove_initiator({Kind::ae_id, kInitiatorId});
  terminating.end_point.credential = pki.issue(expired({Kind::cse_id, "cse-b.sp.example"}));
  start();
  finished = run();
  EXPECT_EQ(finished.key.error().code, Errc::expired);
  EXPECT_THAT(published, IsEmpty());
}

TEST_F(Exchange, AnotherIdentityEndsItAtEitherEnd) {
  initiating.end_point.credential = pki.issue({Kind::ae_id, "//sp.example/cse-a/Cae2"});
  start();
  Finished finished = run();
  expect_refused(finished, Status::originator_not_authenticated);
  expect_no_key(finished);

  prove_initiator({Kind::ae_id, kInitiatorId});
  terminating.end_point.credential = pki.issue({Kind::cse_id, "cse-c.sp.example"});
  start();
  finished = run();
  EXPECT_EQ(finished.key.error().code, Errc::authentication_failed);
  EXPECT_THAT(published, IsEmpty());
}

TEST_F(Exchange, AChangedOctetInAnyMessageMakesNoKey) {
  for (const std::size_t number : {1U, 2U, 3U}) {
    start();
    on_the_way = {};
    on_the_way_back = {};
    // The last octet: of an extension, of ServerHelloDone's length, of the Finished.
    change_message(number, [](Bytes& flight) { flight.back() ^= 1U; });
    EXPECT_TRUE(run().key.has_error()) << number;
    EXPECT_THAT(published, IsEmpty()) << number;
  }
}

TEST_F(Exchange, ALostOrChangedMessage4LeavesTheInitiatorWithoutKey) {
  const auto cut = [](Bytes& flight) { flight.pop_back(); };
  const auto changed = [](Bytes& flight) { flight.back() ^= 1U; };
  const auto half = [](Bytes& flight) { flight = records_of(flight).at(0); };
  for (const std::function<void(Bytes&)>& change :
       std::vector<std::function<void(Bytes&)>>{cut, changed, half}) {
    change_message(4, change);
    EXPECT_TRUE(run().key.has_error());
  }
  on_the_way_back = {};
  Initiation initiation = initiator->begin(peer);
  const Request first = std::get<Request>(initiation.start());
  const Request third = std::get<Request>(initiation.receive(terminator->accept(first).response));
  const auto end = std::get<Finished>(initiation.receive(fail(Errc::timed_out, "no answer")));
  EXPECT_EQ(end.key.error().code, Errc::timed_out);
  EXPECT_EQ(
      std::get<Finished>(initiation.receive(terminator->accept(third).response)).key.error().code,
      Errc::conflict);
}

}  // namespace
}  // namespace plumbline::escertke
