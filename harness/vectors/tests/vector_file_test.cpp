#include "plumbline/harness/vector_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace plumbline::harness {
namespace {

using ::testing::HasSubstr;

Json sample() {
  return Json::parse(R"({
    "schema": "plumbline/vectors/1", "operation": "text/nfkc",
    "source": {"document": "UAX 15", "clause": "1"}, "flags": {"Ascii": "its own NFKC"},
    "confirmed_by": ["a", "b"],
    "groups": [{"comment": "g", "tests": [
      {"tcId": 1, "comment": "c", "flags": ["Ascii"], "in": {"text": "a"}, "out": {"utf8": "61"},
       "result": "valid"},
      {"tcId": 2, "comment": "empty", "flags": [], "in": {"text": ""}, "result": "invalid",
       "errc": "invalid_length"}]}]})");
}

Result<VectorFile> parse(const Json& document) {
  return parse_vector_file("f.json", document.dump());
}

TEST(VectorFile, IsReadWhole) {
  const auto file = parse(sample());
  ASSERT_TRUE(file) << to_string(file.error());
  const auto& tests = file.value().groups.at(0).tests;
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_TRUE(tests[0].valid);
  EXPECT_EQ(tests[0].out, Json({{"utf8", "61"}}));
  EXPECT_EQ(tests[1].errc, "invalid_length");
}

struct Spoiled {
  const char* names;
  std::function<void(Json&)> spoil;
};

class SpoiledFiles : public ::testing::TestWithParam<Spoiled> {};

TEST_P(SpoiledFiles, AreRefusedNamingTheMember) {
  Json document = sample();
  GetParam().spoil(document);
  const auto file = parse(document);
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().detail, HasSubstr("f.json: "));
  EXPECT_THAT(file.error().detail, HasSubstr(GetParam().names));
}

Json& first_test(Json& document) {
  return document["groups"][0]["tests"][0];
}

INSTANTIATE_TEST_SUITE_P(
    Each,
    SpoiledFiles,
    ::testing::Values(Spoiled{"schema", [](Json& d) { d["schema"] = "other"; }},
                      Spoiled{"operation", [](Json& d) { d.erase("operation"); }},
                      Spoiled{"author", [](Json& d) { d["author"] = "x"; }},
                      Spoiled{"keySize", [](Json& d) { d["groups"][0]["keySize"] = 1; }},
                      Spoiled{"outt", [](Json& d) { first_test(d)["outt"] = 1; }},
                      Spoiled{"tcId: occurs twice", [](Json& d) { first_test(d)["tcId"] = 2; }},
                      Spoiled{"out: is missing", [](Json& d) { first_test(d).erase("out"); }},
                      Spoiled{"result", [](Json& d) { first_test(d)["result"] = "acceptable"; }},
                      Spoiled{"errc", [](Json& d) { first_test(d)["errc"] = "malformed"; }},
                      Spoiled{"not explained",
                              [](Json& d) { first_test(d)["flags"] = {"Ascii", "New"}; }},
                      Spoiled{"not used", [](Json& d) { d["flags"]["Unused"] = "x"; }}));

TEST(VectorFile, RefusesDuplicateMembers) {
  EXPECT_FALSE(parse_vector_file("f.json", R"({"schema":"a","schema":"b"})"));
}

TEST(EmbeddedVectors, AreAllReadable) {
  const auto files = embedded_vectors();
  ASSERT_TRUE(files) << to_string(files.error());
  EXPECT_GE(files.value().size(), 16U);
}

TEST(LoadVectors, NeedsAFolderWithFiles) {
  EXPECT_EQ(load_vectors("/nonexistent").error().code, Errc::io);
}

}  // namespace
}  // namespace plumbline::harness
