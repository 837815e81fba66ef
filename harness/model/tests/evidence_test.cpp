#include "plumbline/harness/evidence.hpp"

#include <gtest/gtest.h>

namespace plumbline::harness {
namespace {

Evidence sample() {
  Evidence evidence{.case_id = "AR-13-TEF-01.http.-",
                    .purpose = "AR-13-TEF-01",
                    .role = Role::tef,
                    .binding = "http",
                    .variant = "-",
                    .seed = "0011223344556677",
                    .messages = {},
                    .observations = {},
                    .redactions = {{.token = "[kv 1a2b]", .what = "kv"}},
                    .left_behind = {"cse/x"},
                    .truncated = false,
                    .broken = "no memory"};
  Message message;
  message.number = 1;
  message.kind = MessageKind::request;
  message.phase = Phase::stimulus;
  message.from = "AE-cli";
  message.to = "TEF";
  message.binding = "http";
  message.association = "TLSv1.2 PSK-AES128-GCM-SHA256 as Ccli";
  message.octets = std::string("GET /-/x\r\n\0\x80\xFF", 13);
  message.primitive = {{"op", 2}, {"to", "/-/x"}, {"fr", "Ccli"}, {"rqi", "r1"}};
  evidence.messages.push_back(message);
  evidence.observations.push_back(
      {.name = "payload", .value = "hello", .phase = Phase::effect, .message = 1});
  return evidence;
}

TEST(Evidence, SurvivesItsFileForm) {
  const std::string text = json_text(to_json(sample()));
  const auto parsed = parse_json(text);
  ASSERT_TRUE(parsed.has_value());

  const auto back = evidence_from_json(parsed.value());

  ASSERT_TRUE(back.has_value()) << to_string(back.error());
  EXPECT_EQ(to_json(back.value()), to_json(sample()));
  EXPECT_EQ(back.value().messages.at(0).octets, sample().messages.at(0).octets);
}

TEST(Evidence, NamesTheMemberThatIsWrong) {
  Json broken = to_json(sample());
  broken["messages"][0]["phase"] = "afterwards";

  const auto result = evidence_from_json(broken);

  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().detail.find("messages[0]"), std::string::npos) << result.error().detail;
  EXPECT_NE(result.error().detail.find("phase"), std::string::npos) << result.error().detail;
}

TEST(Differences, NamesThePointersThatDifferAndIgnoresTheRequestIdentifier) {
  Message a = sample().messages.at(0);
  Message b = a;
  b.primitive["rqi"] = "r2";
  EXPECT_TRUE(differences(a, b).empty());

  b.primitive["fr"] = "Cother";
  EXPECT_EQ(differences(a, b), std::vector<std::string>{"/fr"});

  b.association = "plain";
  EXPECT_EQ(differences(a, b), (std::vector<std::string>{"/fr", "association"}));
}

TEST(Differences, CountsWhoSpeaksOnce) {
  Message a = sample().messages.at(0);
  a.association = "TLSv1.2 PSK-AES128-GCM-SHA256 with Ccli@x";
  Message b = a;
  b.primitive["fr"] = "Cother";
  b.association = "TLSv1.2 PSK-AES128-GCM-SHA256 with Cother@x";
  EXPECT_EQ(differences(a, b), std::vector<std::string>{"/fr"});

  b.primitive["fr"] = a.primitive["fr"];
  EXPECT_EQ(differences(a, b), std::vector<std::string>{"association"});
}

TEST(Differences, ComparesOctetsWhereNothingIsDecoded) {
  Message a = sample().messages.at(0);
  a.primitive = nullptr;
  Message b = a;
  b.octets += "x";
  EXPECT_EQ(differences(a, b), std::vector<std::string>{"octets"});
}

}  // namespace
}  // namespace plumbline::harness
