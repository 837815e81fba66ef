#include "plumbline/adapters/mqtt/topic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::mqtt {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Level {
  const char* id;
  const char* level;
};

void PrintTo(const Level& level, std::ostream* out) {
  *out << level.id;
}

class Levels : public testing::TestWithParam<Level> {};

// TS-0010 clauses 6.4.2, 6.4.4.
TEST_P(Levels, AreIdentifiersWithoutSlashes) {
  EXPECT_EQ(level_of(GetParam().id).value(), GetParam().level);
}

INSTANTIATE_TEST_SUITE_P(Mqtt,
                         Levels,
                         testing::Values(Level{"/cse-a", "cse-a"},
                                         Level{"/cse-a/Cae", "cse-a:Cae"},
                                         Level{"/Sae", "Sae"},
                                         Level{"Sae", "Sae"},
                                         Level{"Cae", "Cae"},
                                         Level{"//sp.example/cse-b", ":sp.example:cse-b"},
                                         Level{"//sp.example/cse-b/C1", ":sp.example:cse-b:C1"},
                                         Level{"10-key@mymef.com", "10-key@mymef.com"},
                                         Level{"33-//sp.example/Sae", "33-::sp.example:Sae"}));

TEST(MqttTopic, RefusesIdentifiersThatNameNobody) {
  for (const auto* const id : {"",
                               "/",
                               "cse/a",
                               "//sp.example",
                               "/cse-a/xae",
                               "C+",
                               "C#",
                               "1-a",
                               "10-",
                               "10-a+b",
                               "/a/../b",
                               "x"}) {
    const auto level = level_of(id);
    ASSERT_FALSE(level) << id;
    EXPECT_EQ(level.error().code, Errc::invalid_value) << id;
  }
}

TEST(MqttTopic, WritesTheTopicsOfTheStandard) {
  Topic topic{.originator = "/cse-a/Cae", .receiver = "/cse-a"};
  EXPECT_EQ(make_topic(topic, "").value(), "/oneM2M/req/cse-a:Cae/cse-a/json");
  topic.kind = TopicKind::response;
  topic.serialization = Serialization::cbor;
  EXPECT_EQ(make_topic(topic, "/a/b").value(), "/a/b/oneM2M/resp/cse-a:Cae/cse-a/cbor");
  const Topic registration{.kind = TopicKind::registration_request,
                           .originator = "12-key/1@a.example",
                           .receiver = "/cse-a",
                           .serialization = Serialization::xml};
  EXPECT_EQ(make_topic(registration, "").value(), "/oneM2M/reg_req/12-key:1@a.example/cse-a/xml");
}

TEST(MqttTopic, ReadsWhatItWrites) {
  const Topic topic{.kind = TopicKind::registration_response,
                    .originator = "33-//sp.example/Sae",
                    .receiver = "//sp.example/cse-b",
                    .serialization = Serialization::cbor};
  EXPECT_EQ(parse_topic(make_topic(topic, "/p").value(), "/p").value(), topic);
}

// An AE-ID-Stem is no SP-relative id: nothing tells it from a CSE-ID.
TEST(MqttTopic, ReadsALevelAsAnSpRelativeId) {
  EXPECT_EQ(entity_of("Cae").value(), "/Cae");
  EXPECT_EQ(entity_of("cse-a:Cae").value(), "/cse-a/Cae");
  EXPECT_EQ(entity_of(":sp.example:cse-b").value(), "//sp.example/cse-b");
}

TEST(MqttTopic, TellsWhichPartOfATopicIsWrong) {
  struct Case {
    const char* text;
    const char* says;
  };

  for (const auto& [text, says] : {
           Case{"", "no level oneM2M"},
           Case{"oneM2M/req/Cae/cse/json", "no level oneM2M"},
           Case{"/onem2m/req/Cae/cse/json", R"(level "onem2m" is not oneM2M)"},
           Case{"/oneM2M", "no kind"},
           Case{"/oneM2M/request/Cae/cse/json", R"(kind "request")"},
           Case{"/oneM2M/req", "no originator"},
           Case{"/oneM2M/req//cse/json", R"(originator "")"},
           Case{"/oneM2M/req/a:b/cse/json", R"(originator "a:b")"},
           Case{"/oneM2M/reg_req/Cae/cse/json", R"(originator "Cae")"},
           Case{"/oneM2M/req/Cae", "no receiver"},
           Case{"/oneM2M/req/Cae/::cse/json", R"(receiver "::cse")"},
           Case{"/oneM2M/req/Cae/cse", "no serialization"},
           Case{"/oneM2M/req/Cae/cse/JSON", R"(serialization "JSON")"},
           Case{"/oneM2M/req/Cae/cse/json/", R"(level "/" stands after)"},
           Case{"/oneM2M/req/Cae/cse/json/x", R"(level "/x" stands after)"},
       }) {
    const auto topic = parse_topic(text, "");
    ASSERT_FALSE(topic) << text;
    EXPECT_EQ(topic.error().code, Errc::malformed) << text;
    EXPECT_THAT(topic.error().detail, HasSubstr(says)) << text;
  }
  EXPECT_THAT(parse_topic("/oneM2M/req/Cae/cse/json", "/p").error().detail,
              HasSubstr(R"(does not start with "/p")"));
}

TEST(MqttTopic, WritesNoTopicOfTheWrongKind) {
  const auto refused = [](TopicKind kind, const char* originator, const char* receiver) {
    return make_topic({.kind = kind, .originator = originator, .receiver = receiver}, "")
        .error()
        .detail;
  };
  EXPECT_THAT(refused(TopicKind::request, "10-a", "/cse"), HasSubstr("is a Credential-ID"));
  EXPECT_THAT(refused(TopicKind::registration_request, "Cae", "/cse"),
              HasSubstr("is no Credential-ID"));
  EXPECT_THAT(refused(TopicKind::request, "Cae", "10-a"), HasSubstr("receiver"));
  EXPECT_THAT(refused(TopicKind::request, "Cae", "cse"), HasSubstr("neither"));
}

TEST(MqttTopic, RefusesPrefixesThatActAsFilters) {
  const Topic topic{.originator = "Cae", .receiver = "/cse"};
  for (const auto* const prefix : {"/+", "/#", "a", "/a/+/b"}) {
    EXPECT_EQ(make_topic(topic, prefix).error().code, Errc::invalid_value) << prefix;
    EXPECT_FALSE(request_filters("/cse", prefix)) << prefix;
    EXPECT_FALSE(response_filter("/cse", prefix)) << prefix;
  }
}

// TS-0010 clause 6.5.4.
TEST(MqttTopic, SubscribesToWhatTheEntityMayGet) {
  EXPECT_THAT(request_filters("/cse-a", "").value(),
              ElementsAre("/oneM2M/req/+/cse-a/#", "/oneM2M/reg_req/+/cse-a/#"));
  EXPECT_THAT(
      request_filters("//sp.example/cse-a", "").value(),
      ElementsAre("/oneM2M/req/+/:sp.example:cse-a/#", "/oneM2M/reg_req/+/:sp.example:cse-a/#"));
  EXPECT_THAT(request_filters("/cse-a/Cae", "/p").value(),
              ElementsAre("/p/oneM2M/req/+/cse-a:Cae/#"));
  EXPECT_THAT(request_filters("/Sae", "").value(), ElementsAre("/oneM2M/req/+/Sae/#"));
  EXPECT_EQ(response_filter("/cse-a/Cae", "").value(), "/oneM2M/resp/cse-a:Cae/#");
  EXPECT_EQ(response_filter("10-a", "/p").value(), "/p/oneM2M/reg_resp/10-a/#");
}

// TS-0010 clause 6.3.3.
TEST(MqttTopic, NamesClientsByTheKindOfEntity) {
  EXPECT_EQ(client_id_of("/cse-a").value(), "C::cse-a");
  EXPECT_EQ(client_id_of("//sp.example/cse-b").value(), "C:::sp.example:cse-b");
  EXPECT_EQ(client_id_of("/cse-a/Cae").value(), "A::cse-a:Cae");
  EXPECT_EQ(client_id_of("Sae").value(), "A::Sae");
  EXPECT_EQ(client_id_of("10-a").value(), "A::10-a");
  EXPECT_FALSE(client_id_of("x"));
}

TEST(MqttTopic, PairsRequestsAndResponses) {
  EXPECT_EQ(counterpart(TopicKind::request), TopicKind::response);
  EXPECT_EQ(counterpart(TopicKind::response), TopicKind::request);
  EXPECT_EQ(counterpart(TopicKind::registration_request), TopicKind::registration_response);
  EXPECT_EQ(counterpart(TopicKind::registration_response), TopicKind::registration_request);
}

}  // namespace
}  // namespace plumbline::adapters::mqtt
