/// @file
/// Each check of a receiver, violated alone.

#include "receiver_fixture.hpp"

#include <ostream>

namespace plumbline::esprim {
namespace {

struct Violation {
  const char* name;
  unsigned status;
  std::function<void(Made&)> commit;

  friend std::ostream& operator<<(std::ostream& out, const Violation& violation) {
    return out << violation.name;
  }
};

class ViolationTest : public ReceiverTest, public ::testing::WithParamInterface<Violation> {
 protected:
  void SetUp() override {
    ReceiverTest::SetUp();
    PairwiseKey expired = pairwise_key("expired", kOriginatorId);
    expired.expires = known_time();
    ASSERT_TRUE(receiver_keys_.add(std::move(expired)));
    ASSERT_TRUE(receiver_keys_.add(pairwise_key("esdata", kOriginatorId, 14)));
  }
};

TEST_P(ViolationTest, HasItsStatus) {
  Made made = valid();
  static_cast<void>(taken(receiver_->accept(outer(made))));
  made = valid();
  GetParam().commit(made);
  expect_status(receiver_->accept(outer(made)), GetParam().status);
}

// TS-0003 clause 8.4.2 steps C.5 to C.6c
const std::vector<Violation> kViolations{
    {"four_parts", 4000, [](Made& m) { m.change = [](auto& j) { j.resize(j.rfind('.')); }; }},
    {"encrypted_key",
     4000,
     [](Made& m) { m.change = [](auto& j) { j.insert(j.find('.') + 1, "AAAA"); }; }},
    {"cut_base64", 4000, [](Made& m) { m.change = [](auto& j) { j += "AAA"; }; }},
    {"no_header",
     4000,
     [](Made& m) { m.change = [](auto& j) { j = "e30" + j.substr(j.find('.')); }; }},
    {"no_kid", 4000, [](Made& m) { m.change = header_change("kid", nullptr); }},
    {"no_ori", 4000, [](Made& m) { m.change = header_change("ori", nullptr); }},
    {"no_rri", 4000, [](Made& m) { m.change = header_change("rri", nullptr); }},
    {"no_alg", 4000, [](Made& m) { m.change = header_change("alg", nullptr); }},
    {"no_enc", 4000, [](Made& m) { m.change = header_change("enc", nullptr); }},
    {"crit", 4000, [](Made& m) { m.change = header_change("crit", {"kid"}); }},
    {"oro_is_none", 4000, [](Made& m) { m.change = header_change("oro", {{"esri", "u-1"}}); }},
    {"unknown_kid", 4112, [](Made& m) { m.header.key_id = "k2"; }},
    {"expired_key", 4112, [](Made& m) { m.header.key_id = "expired"; }},
    {"key_of_data", 4112, [](Made& m) { m.header.key_id = "esdata"; }},
    {"unknown_rri", 4114, [](Made& m) { m.header.receiver_rand_id = "u-0"; }},
    {"asked_by_another", 4114, [](Made& m) { m.from = "/cse-a/Cae2"; }},
    {"unknown_ori", 4113, [](Made& m) { m.header.originator_object.reset(); }},
    {"ori_of_another_object", 4113, [](Made& m) { m.header.originator_rand_id = "u-0"; }},
    {"ori_has_expired",
     4113,
     [](Made& m) {
       m.originator.expires = known_time();
       m.originator.expiry = onem2m::to_timestamp(known_time());
       m.header.originator_object = m.originator;
     }},
    {"ori_outlives_rri",
     4113,
     [](Made& m) {
       m.originator.expires = m.receiver.expires + std::chrono::seconds{1};
       m.originator.expiry = onem2m::to_timestamp(m.originator.expires);
       m.header.originator_object = m.originator;
     }},
    {"alg_of_another_kind", 4111, [](Made& m) { m.change = header_change("alg", "A256KW"); }},
    {"alg_none", 4111, [](Made& m) { m.change = header_change("alg", "none"); }},
    {"key_generation",
     4111,
     [](Made& m) {
       m.originator.key_gens = {KeyGenAlgorithm{2}};
       m.header.originator_object = m.originator;
     }},
    {"protocol_not_offered",
     4111,
     [](Made& m) {
       m.originator.protocols.push_back(ProtocolAlgorithm::jwe_a192gcm);
       m.header.originator_object = m.originator;
     }},
    {"enc_not_listed", 4111, [](Made& m) { m.header.enc = "A128GCM"; }},
    {"enc_of_another_kind",
     4111,
     [](Made& m) { m.change = header_change("enc", "A256CBC-HS512"); }},
    {"compressed", 4111, [](Made& m) { m.change = header_change("zip", "DEF"); }},
    {"changed_header", 4115, [](Made& m) { m.change = header_change("x", 1); }},
    {"changed_ciphertext",
     4115,
     [](Made& m) {
       m.change = [](auto& j) {
         char& octet = j[j.rfind('.') - 4];
         octet = octet == 'A' ? 'B' : 'A';
       };
     }},
    {"cut_tag", 4115, [](Made& m) { m.change = [](auto& j) { j.resize(j.rfind('.') + 9); }; }},
    {"no_tag", 4115, [](Made& m) { m.change = [](auto& j) { j.resize(j.rfind('.') + 1); }; }},
    {"another_originator_object",
     4115,
     [](Made& m) { m.originator.value = "r0"; }},  // the one enclosed is not the one sealed with
    {"another_receiver_object", 4115, [](Made& m) { m.receiver.value = "r0"; }},
    {"no_primitive", 5210, [](Made& m) { m.plaintext = "21.5"; }},
    {"a_response", 5210, [](Made& m) { m.plaintext = R"({"rsc":2000,"rqi":"i1"})"; }},
    {"type_of_a_response", 5210, [](Made& m) { m.header.content_type = "vnd.onem2m-prsp+json"; }},
    {"impersonation",
     4116,
     [](Made& m) { m.plaintext = R"({"op":2,"to":"-","fr":"/cse-a/Cae2","rqi":"i1"})"; }},
    {"nobody", 4116, [](Made& m) { m.plaintext = R"({"op":2,"to":"-","rqi":"i1"})"; }},
};

INSTANTIATE_TEST_SUITE_P(Checks,
                         ViolationTest,
                         ::testing::ValuesIn(kViolations),
                         [](const auto& test) { return test.param.name; });

using ChecksTest = ReceiverTest;

// The first check that fails decides: an object with every fault from the n-th check on.
TEST_F(ChecksTest, StandInTheirOrder) {
  const std::vector<std::pair<unsigned, std::function<void(Made&)>>> faults{
      {4116, [](Made& m) { m.plaintext = R"({"op":2,"to":"-","fr":"/cse-a/Cae2"})"; }},
      {5210, [](Made& m) { m.plaintext = "21.5"; }},
      {4115, [](Made& m) { m.receiver.value = "r0"; }},
      {4111,
       [](Made& m) {
         m.originator.protocols.push_back(ProtocolAlgorithm::jwe_a192gcm);
         m.header.originator_object = m.originator;
       }},
      {4113, [](Made& m) { m.header.originator_object.reset(); }},
      {4114, [](Made& m) { m.header.receiver_rand_id = "u-0"; }},
      {4112, [](Made& m) { m.header.key_id = "k2"; }},
      {4000, [](Made& m) { m.change = [](auto& j) { j += '='; }; }}};
  for (std::size_t last = 0; last < faults.size(); ++last) {
    Made made = valid();
    for (std::size_t i = 0; i <= last; ++i) {
      faults[i].second(made);
    }
    expect_status(receiver_->accept(outer(made)), faults[last].first);
  }
}

// What makes a tag not verify is not told apart.
TEST_F(ChecksTest, ABadTagHasOneAnswer) {
  std::vector<Json> answers;
  for (const auto& violation : kViolations) {
    if (violation.status == 4115) {
      Made made = valid();
      violation.commit(made);
      answers.push_back(to_json(std::get<Response>(receiver_->accept(outer(made)))));
    }
  }
  ASSERT_THAT(answers, ::testing::SizeIs(::testing::Gt(3U)));
  EXPECT_THAT(answers, ::testing::Each(answers.front()));
}

// Nothing of an object is kept before its tag has verified.
TEST_F(ChecksTest, ARefusedObjectLeavesNothingBehind) {
  Made made = valid();
  made.change = header_change("x", 1);
  expect_status(receiver_->accept(outer(made)), 4115);
  made.change = [](auto&) {};
  made.header.originator_object.reset();
  expect_status(receiver_->accept(outer(made)), 4113);
  made.header.originator_object = made.originator;
  static_cast<void>(taken(receiver_->accept(outer(made))));
}

/// A policy with one decision put out of order, and what it then lets pass.
struct Fault {
  const char* violation;
  std::function<std::unique_ptr<ReceiverPolicy>()> make;

  friend std::ostream& operator<<(std::ostream& out, const Fault& fault) {
    return out << fault.violation;
  }
};

struct AnyKey : ReceiverPolicy {
  bool usable(const PairwiseKey& /*key*/, TimePoint /*now*/) const override { return true; }
};

struct AnyReceiverObject : ReceiverPolicy {
  bool accepts_receiver_object(const IssuedObject& /*issued*/,
                               std::string_view /*originator*/,
                               TimePoint /*now*/) const override {
    return true;
  }
};

struct AnyOriginatorObject : ReceiverPolicy {
  bool accepts_originator_object(const RandObject& /*originator*/,
                                 const RandObject& /*receiver*/,
                                 TimePoint /*now*/) const override {
    return true;
  }
};

struct NothingExpires : ReceiverPolicy {
  bool expired(const RandObject& /*object*/, TimePoint /*now*/) const override { return false; }
};

struct AnyKeyGeneration : ReceiverPolicy {
  bool accepts_key_generation(const ObjectHeader& /*header*/,
                              const RandObject& /*originator*/,
                              const RandObject& /*receiver*/) const override {
    return true;
  }
};

struct AnyProtocol : ReceiverPolicy {
  bool accepts_protocol(const ObjectHeader& /*header*/,
                        const RandObject& /*originator*/,
                        const RandObject& /*receiver*/) const override {
    return true;
  }
};

struct AnyFrom : ReceiverPolicy {
  bool accepts_from(std::string_view /*from*/,
                    const PairwiseKey& /*key*/,
                    const ReceiverConfiguration& /*configuration*/) const override {
    return true;
  }
};

class FaultTest : public ReceiverTest, public ::testing::WithParamInterface<Fault> {};

TEST_P(FaultTest, IsWhatTheDecisionKeepsOut) {
  PairwiseKey expired = pairwise_key("expired", kOriginatorId);
  expired.expires = known_time();
  ASSERT_TRUE(receiver_keys_.add(std::move(expired)));
  start_receiver(GetParam().make());
  Made made = valid();
  std::ranges::find(kViolations, std::string_view{GetParam().violation}, &Violation::name)
      ->commit(made);
  static_cast<void>(taken(receiver_->accept(outer(made))));
}

template <typename T>
std::unique_ptr<ReceiverPolicy> make() {
  return std::make_unique<T>();
}

INSTANTIATE_TEST_SUITE_P(Faults,
                         FaultTest,
                         ::testing::Values(Fault{"expired_key", make<AnyKey>},
                                           Fault{"asked_by_another", make<AnyReceiverObject>},
                                           Fault{"ori_outlives_rri", make<AnyOriginatorObject>},
                                           Fault{"ori_has_expired", make<NothingExpires>},
                                           Fault{"key_generation", make<AnyKeyGeneration>},
                                           Fault{"enc_not_listed", make<AnyProtocol>},
                                           Fault{"impersonation", make<AnyFrom>}),
                         [](const auto& test) { return test.param.violation; });

}  // namespace
}  // namespace plumbline::esprim
