#include "../../src/ae/host_command.hpp"

#include <gmock/gmock.h>

namespace plumbline::entities::ae {
namespace {

using ::testing::HasSubstr;

Json with(const Json& members) {
  Json argument = {{"container", "c"}, {"payload", "1"}};
  argument.merge_patch(members);
  return argument;
}

TEST(HostCommandTest, DefaultsAreThoseOfTheDocument) {
  const auto parsed = parse_host_command(with(Json::object()));
  ASSERT_TRUE(parsed) << to_string(parsed.error());
  const HostCommand& command = parsed.value();
  EXPECT_EQ(command.parent, "-");
  EXPECT_EQ(command.payload_type, "text/plain");
  EXPECT_EQ(command.plan.protection, data_at_rest::Protection::both);
  EXPECT_EQ(command.plan.level, data_at_rest::Level::keys);
  EXPECT_EQ(command.plan.mac, jose::JwsAlg::hs256);
  EXPECT_EQ(command.scope, data_at_rest::KeyScope::instance);
  EXPECT_EQ(command.key_source, HostKeySource::own);
  EXPECT_TRUE(command.register_params);
  EXPECT_FALSE(command.credential_per_instance);
  EXPECT_FALSE(command.policy.has_value());
}

TEST(HostCommandTest, SomeDefaultsFollowFromOthers) {
  const auto resource = parse_host_command(with({{"level", "resource"}}));
  ASSERT_TRUE(resource);
  EXPECT_TRUE(resource.value().credential_per_instance);
  const auto long_hash = parse_host_command(with({{"hash", "sha512"}, {"scope", "container"}}));
  ASSERT_TRUE(long_hash);
  EXPECT_EQ(long_hash.value().plan.mac, jose::JwsAlg::hs512);
  EXPECT_EQ(long_hash.value().authenticity_scope, data_at_rest::KeyScope::container);
  const auto part =
      parse_host_command(with({{"form", "part"}, {"pointer", "/a"}, {"protection", "encrypt"}}));
  ASSERT_TRUE(part);
  EXPECT_EQ(part.value().payload_type, "application/json");
}

struct Refused {
  const char* name;
  Json members;
  const char* named;
};

class HostCommandRefusal : public ::testing::TestWithParam<Refused> {};

TEST_P(HostCommandRefusal, NamesTheMember) {
  const auto parsed = parse_host_command(with(GetParam().members));
  ASSERT_TRUE(parsed.has_error());
  EXPECT_THAT(parsed.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(
    Members,
    HostCommandRefusal,
    ::testing::Values(
        Refused{"unknown", {{"colour", "red"}}, "colour"},
        Refused{"no_container", {{"container", nullptr}}, "container"},
        Refused{"slash", {{"container", "a/b"}}, "container"},
        Refused{"no_payload", {{"payload", nullptr}}, "payload"},
        Refused{"two_payloads", {{"instances", {{{"payload", "2"}}}}}, "payload"},
        Refused{"no_instances", {{"payload", nullptr}, {"instances", Json::array()}}, "instances"},
        Refused{
            "instance", {{"payload", nullptr}, {"instances", {{{"payload", "2"}, {"x", 1}}}}}, "x"},
        Refused{"word", {{"protection", "strong"}}, "protection"},
        Refused{"alg", {{"alg", "RSA1_5"}}, "alg"},
        Refused{"mac", {{"mac", "ES256"}}, "mac"},
        Refused{"enc", {{"enc", "A128CBC-HS256"}}, "enc"},
        Refused{"salt", {{"salt", "0"}}, "salt"},
        Refused{"targets", {{"targets", {1}}}, "targets"},
        Refused{"lifetime", {{"lifetime", 0}}, "lifetime"},
        Refused{"policy", {{"policy", {{"rules", {{"acr", Json::array()}}}, {"y", 1}}}}, "y"},
        Refused{"no_pointer", {{"form", "part"}, {"protection", "aead"}}, "pointer"},
        Refused{"pointer", {{"pointer", "/a"}}, "pointer"},
        Refused{"part_both", {{"form", "part"}, {"pointer", "/a"}}, "protection"},
        Refused{"carrier", {{"carrier", "child"}}, "carrier"},
        Refused{"mgmt_form",
                {{"resource", "mgmtObj"}, {"node", "cse/node-1"}, {"form", "json"}},
                "form"},
        Refused{"mgmt_without_node", {{"resource", "mgmtObj"}}, "node"},
        Refused{"node_of_an_instance", {{"node", "cse/node-1"}}, "node"},
        Refused{"no_ke", {{"key_source", "ke"}}, "ke"},
        Refused{"ke", {{"ke", "id"}}, "ke"},
        Refused{"exported_name",
                {{"key_source", "exporter"}, {"credential_id", "named"}},
                "credential_id"},
        Refused{"resource_data", {{"level", "resource"}, {"scope", "data"}}, "scope"}),
    [](const auto& refused) { return refused.param.name; });

}  // namespace
}  // namespace plumbline::entities::ae
