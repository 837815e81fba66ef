#include "identity.hpp"

#include <gtest/gtest.h>

namespace plumbline::adapters::mqtt {
namespace {

using onem2m::PeerProof;

const harness::Address kBroker{.scheme = "mqtt", .host = "127.0.0.1", .port = 1883, .path = {}};

Leg plain() {
  return Leg::make(kBroker, {}).value();
}

Leg secured() {
  const Bytes key(16, 1);
  harness::TlsClientOptions tls;
  tls.credential = harness::PskCredential{
      .identity = "me", .key = std::make_shared<crypto::SecretBytes>(ByteView{key})};
  auto broker = kBroker;
  broker.scheme = "mqtts";
  return Leg::make(broker, tls).value();
}

onem2m::Association over(const Leg& leg, const char* originator, const char* from) {
  return association_of(leg, {.originator = originator, .receiver = "/cse-a"}, from);
}

TEST(MqttIdentity, IsFromWhereTheTopicNamesTheSame) {
  EXPECT_EQ(over(plain(), "/cse-a/Cae", "/cse-a/Cae").peer, "/cse-a/Cae");
  EXPECT_EQ(over(plain(), "/Sae", "Sae").peer, "Sae");
  EXPECT_EQ(over(plain(), "/Cae", "Cae").peer, "Cae");  // a stem in the topic
  EXPECT_EQ(over(plain(), "/cse-a/Cae", "Cae").peer, "/cse-a/Cae");
}

TEST(MqttIdentity, IsTheOneInTheTopicWhereFromIsAnother) {
  EXPECT_EQ(over(plain(), "/cse-a/Cae", "/cse-a/Cother").peer, "/cse-a/Cae");
  EXPECT_EQ(over(plain(), "/cse-b", "//sp.example/cse-b/Cae").peer, "/cse-b");
  EXPECT_EQ(over(plain(), "/cse-a/Cae", "").peer, "/cse-a/Cae");
}

TEST(MqttIdentity, IsVouchedForByTheBroker) {
  EXPECT_EQ(over(plain(), "/cse-a/Cae", "Cae").proof, PeerProof::broker);
  EXPECT_FALSE(over(plain(), "/cse-a/Cae", "Cae").secured);
  const auto association = over(secured(), "/cse-a/Cae", "Cae");
  EXPECT_EQ(association.proof, PeerProof::broker);
  EXPECT_TRUE(association.secured);
  EXPECT_EQ(association.exporter("label", 48).error().code, Errc::unsupported);
}

TEST(MqttIdentity, IsNobodysBeforeThereIsAnAeId) {
  EXPECT_EQ(over(secured(), "/C", "C").proof, PeerProof::none);
  EXPECT_EQ(over(secured(), "/S", "S").peer, "");
  const Topic registration{
      .kind = TopicKind::registration_request, .originator = "10-a", .receiver = "/cse-a"};
  EXPECT_EQ(association_of(plain(), registration, "C").proof, PeerProof::none);
  const auto association = association_of(secured(), registration, "C");
  EXPECT_EQ(association.proof, PeerProof::broker);
  EXPECT_EQ(association.peer, "10-a");
}

}  // namespace
}  // namespace plumbline::adapters::mqtt
