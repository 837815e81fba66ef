#include "plumbline/core/json.hpp"
#include "plumbline/harness/sut_description.hpp"
#include "plumbline/testing/folder.hpp"
#include "plumbline/testing/paths.hpp"
#include "plumbline/testing/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>

namespace plumbline::harness {
namespace {

using ::testing::HasSubstr;

constexpr TimePoint kNow{std::chrono::sys_days{std::chrono::year{2026} / 1 / 31}};

bool follows_schema(const Json& document) {
  return plumbline::testing::follows_schema(document, "harness/sut/schemas/sut.schema.json");
}

// A folder with a saved SUT file in it.
class SutFile : public ::testing::Test {
 protected:
  SutFile() {
    SutDescription description{
        .info = {.name = "Alder", .version = "2", .vendor = "A", .roles = {"TEF", "HCSE"}},
        .roles = {Role::tef, Role::hcse},
        .options = {"child-resource-form"},
        .endpoints = {},
        .world = make_world(kNow),
        .reset_command = {},
        .deviations = {}};
    description.endpoints[Role::tef].servers["http"].address = {
        .scheme = "https", .host = "127.0.0.1", .port = 8444, .path = {}};
    description.endpoints[Role::hcse].servers["http"].address = {
        .scheme = "https", .host = "::1", .port = 8443, .path = {}};
    description.endpoints[Role::hcse].base = "cse/tests";
    EXPECT_TRUE(save_sut(description, path()).has_value());
    original_ = description.world.actor(Who::client).psk.key;
  }

  [[nodiscard]] std::string path() const { return folder_.path("alder.json"); }

  [[nodiscard]] Json saved() const {
    return parse_json(plumbline::testing::read_file(path())).value();
  }

  // The message that parsing gives after `change` to the saved document.
  [[nodiscard]] std::string error_after(const std::function<void(Json&)>& change) const {
    Json document = saved();
    change(document);
    const auto parsed = parse_sut(document.dump(), folder_.path(), kNow);
    return parsed ? "accepted" : parsed.error().detail;
  }

  plumbline::testing::Folder folder_;
  std::shared_ptr<const crypto::SecretBytes> original_;
};

TEST_F(SutFile, IsReadAsItWasSaved) {
  const auto loaded = load_sut(path(), kNow);

  ASSERT_TRUE(loaded.has_value()) << to_string(loaded.error());
  EXPECT_EQ(loaded.value().info.name, "Alder");
  EXPECT_EQ(loaded.value().roles, (std::set<Role>{Role::hcse, Role::tef}));
  EXPECT_EQ(loaded.value().endpoints.at(Role::hcse).base, "cse/tests");
  EXPECT_EQ(to_uri(loaded.value().endpoints.at(Role::hcse).servers.at("http").address),
            "https://[::1]:8443");
  EXPECT_EQ(*loaded.value().world.actor(Who::client).psk.key, *original_);
}

TEST_F(SutFile, NamesTheNeighboursOfATransitCse) {
  Json document = saved();
  document["ics"]["roles"] = {"TCSE"};
  const auto sut = parse_sut(document.dump(), folder_.path(), kNow);
  ASSERT_TRUE(sut.has_value()) << to_string(sut.error());
  const World& world = sut.value().world;
  EXPECT_EQ(world.actor(Who::neighbour).absolute, "//sp.example/cse-b");
  EXPECT_TRUE(world.actor(Who::neighbour).psk.key);
  EXPECT_EQ(world.actor(Who::certified_neighbour).fqdn, "cse-c.sp.example");
  EXPECT_FALSE(world.actor(Who::certified_neighbour).psk.key);
  EXPECT_EQ(to_uri(sut.value().endpoints.at(Role::tcse).servers.at("http").address),
            "https://[::1]:8443");
}

TEST_F(SutFile, NeedsNeighboursForATransitCseOnly) {
  const auto without_neighbour = [](Json& sut) { sut["ixit"]["originators"].erase("neighbour"); };
  EXPECT_EQ(error_after(without_neighbour), "accepted");
  EXPECT_THAT(error_after([&](Json& sut) {
                without_neighbour(sut);
                sut["ics"]["roles"] = {"TCSE"};
              }),
              HasSubstr("originators.neighbour is missing"));
  EXPECT_THAT(
      error_after([](Json& sut) { sut["ixit"]["originators"]["neighbour"]["id"] = "Cneighbour"; }),
      HasSubstr("SP-relative CSE-ID"));
}

TEST_F(SutFile, MayNameAnAddressForEveryBinding) {
  Json document = saved();
  document["ixit"]["cse"]["address"] = {"coaps://127.0.0.1", "https://127.0.0.1:8443"};
  document["ixit"]["cse"]["plain_address"] = "coap://127.0.0.1";
  document["ixit"]["cse"]["certificate_address"] = "https://127.0.0.1:8444";
  const auto sut = parse_sut(document.dump(), folder_.path(), kNow);

  ASSERT_TRUE(sut.has_value()) << to_string(sut.error());
  const SutEndpoint& cse = sut.value().endpoints.at(Role::hcse);
  EXPECT_EQ(bindings_of(Role::hcse, cse), (std::set<std::string>{"coap", "http"}));
  EXPECT_EQ(to_uri(cse.servers.at("coap").address), "coaps://127.0.0.1:5684");
  EXPECT_EQ(to_uri(*cse.servers.at("coap").plain), "coap://127.0.0.1:5683");
  EXPECT_FALSE(cse.servers.at("http").plain);
  EXPECT_EQ(to_uri(*cse.servers.at("http").certified), "https://127.0.0.1:8444");
}

TEST_F(SutFile, RefusesAddressesThatContradictEachOther) {
  EXPECT_THAT(error_after([](Json& sut) {
                sut["ixit"]["cse"]["address"] = {"http://127.0.0.1:1", "https://127.0.0.1:2"};
              }),
              HasSubstr("two addresses over http"));
  EXPECT_THAT(
      error_after([](Json& sut) { sut["ixit"]["cse"]["plain_address"] = "coap://127.0.0.1:1"; }),
      HasSubstr("sut.ixit.cse.plain_address: coap://127.0.0.1:1"));
  EXPECT_THAT(
      error_after([](Json& sut) { sut["ixit"]["cse"]["plain_address"] = "https://127.0.0.1:1"; }),
      HasSubstr("plain side"));
  EXPECT_THAT(error_after([](Json& sut) {
                sut["ixit"]["cse"]["certificate_address"] = "http://127.0.0.1:1";
              }),
              HasSubstr("sut.ixit.cse.certificate_address: http://127.0.0.1:1 is not the secured"));
}

TEST_F(SutFile, DeclaresADialectForEachRole) {
  Json document = saved();
  document["ixit"]["cse"]["dialect"] = {"old-option-numbers", "response-without-rvi"};
  const auto sut = parse_sut(document.dump(), folder_.path(), kNow);

  ASSERT_TRUE(sut.has_value()) << to_string(sut.error());
  EXPECT_EQ(sut.value().endpoints.at(Role::hcse).dialect,
            (std::set<Deviation>{Deviation::old_option_numbers, Deviation::response_without_rvi}));
  EXPECT_TRUE(sut.value().endpoints.at(Role::tef).dialect.empty());
  EXPECT_TRUE(save_sut(sut.value(), path()).has_value());
  EXPECT_EQ(saved()["ixit"]["cse"]["dialect"], document["ixit"]["cse"]["dialect"]);
}

TEST_F(SutFile, KnowsEachDeviationOfItsSchemaAndNoOther) {
  for (const Deviation deviation : kDeviations) {
    Json document = saved();
    document["ixit"]["cse"]["dialect"] = {name_of(deviation)};
    EXPECT_TRUE(follows_schema(document)) << name_of(deviation);
  }
  const auto invent = [](Json& sut) { sut["ixit"]["cse"]["dialect"] = {"my-own-codes"}; };
  Json document = saved();
  invent(document);
  EXPECT_FALSE(follows_schema(document));
  EXPECT_THAT(error_after(invent),
              HasSubstr("sut.ixit.cse.dialect: there is no deviation my-own-codes"));
}

TEST_F(SutFile, KeepsItsCredentialsToItsOwner) {
  using std::filesystem::perms;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
    const auto permissions = entry.status().permissions();
    EXPECT_EQ(permissions & (perms::group_all | perms::others_all), perms::none) << entry.path();
  }
}

TEST_F(SutFile, NamesTheMemberThatIsWrong) {
  EXPECT_THAT(error_after([](Json& sut) { sut["ixit"]["tef"].erase("address"); }),
              HasSubstr("sut.ixit.tef"));
  EXPECT_THAT(error_after([](Json& sut) { sut["ixit"]["tef"]["address"] = "ftp//x"; }),
              HasSubstr("sut.ixit.tef.address"));
  EXPECT_THAT(error_after([](Json& sut) { sut["ics"]["roles"] = {"HCES"}; }), HasSubstr("HCES"));
  EXPECT_THAT(error_after([](Json& sut) { sut["ixit"]["originators"].erase("client"); }),
              HasSubstr("client"));
  EXPECT_THAT(
      error_after([](Json& sut) { sut["ixit"]["originators"]["client"]["psk_file"] = "no.hex"; }),
      HasSubstr("no.hex"));
  EXPECT_THAT(error_after([](Json& sut) { sut["timeout_scale"] = 0; }), HasSubstr("timeout_scale"));
  EXPECT_THAT(error_after([](Json& sut) { sut["colour"] = "red"; }), HasSubstr("colour"));
  EXPECT_THAT(error_after([](Json& sut) { sut["ics"]["options"].push_back("store-path"); }),
              HasSubstr("store_path"));
  EXPECT_THAT(error_after([](Json& sut) {
                sut["ics"]["options"].push_back("security-association");
                sut["ixit"]["cse"]["address"] = "http://127.0.0.1:8080";
              }),
              HasSubstr("https"));
  EXPECT_THAT(error_after([](Json& sut) { sut["ixit"].erase("cse"); }), HasSubstr("HCSE"));
}

// The parser and the schema agree on what a SUT file is.
TEST_F(SutFile, FollowsItsSchemaAsItWasSaved) {
  EXPECT_TRUE(follows_schema(saved()));

  Json without_role = saved();
  without_role["ics"]["roles"] = Json::array();
  EXPECT_FALSE(follows_schema(without_role));
  Json half_a_credential = saved();
  half_a_credential["ixit"]["originators"]["client"].erase("psk_file");
  EXPECT_FALSE(follows_schema(half_a_credential));
}

TEST_F(SutFile, TakesCommentsAnywhere) {
  EXPECT_EQ(error_after([](Json& sut) { sut["ixit"]["tef"]["$comment"] = "the lab's TEF"; }),
            "accepted");
}

TEST(LoadSut, NamesAFileThatIsNotThere) {
  const auto loaded = load_sut("/nonexistent/sut.json", kNow);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_THAT(loaded.error().detail, HasSubstr("/nonexistent/sut.json"));
}

}  // namespace
}  // namespace plumbline::harness
