// Wycheproof's JSON web key and signature vectors, as data/wycheproof holds them.

#include "plumbline/testing/paths.hpp"

#include "support.hpp"

#include <gmock/gmock.h>

#include <map>
#include <string>

namespace plumbline::jose {
namespace {

/// Where we differ on purpose, and why (decisions.md 23).
struct Exceptions {
  std::map<int, std::string> reasons;

  [[nodiscard]] bool contains(int id) const { return reasons.contains(id); }
};

const Exceptions& key_exceptions() {
  static const Exceptions kExceptions{
      {{1,
        "a set of symmetric and asymmetric keys is what a target holds; each is bound by type"}}};
  return kExceptions;
}

const Exceptions& signature_exceptions() {
  static const Exceptions kExceptions{
      {{346, "the key says PS256, the header PS384; vector 338 wants the like refused"},
       {347, "the key says ES521, which no registry has; key vector 19 wants that refused"},
       {350, "as 346"},
       {351, "as 347"},
       {367, "the same octets as 357, which is valid: the padding it names is not there"},
       {370, "as 367"},
       {372, "\"?\" inside base64url of the header is called valid; 366 wants it refused"},
       {373, "\"?\" inside base64url of the payload is called valid; 371 wants it refused"}}};
  return kExceptions;
}

JwsVerifyOptions test_profile() {
  JwsVerifyOptions options;
  options.algorithms = testing::all_algorithms();
  return options;
}

bool verifies(const Json& keys, const Json& test) {
  const auto set = JwkSet::from_json(keys.contains("keys") ? keys : Json::array({keys}));
  // The object is text even when it is JSON: one vector is truncated JSON.
  const std::string jws =
      test.at("jws").is_string() ? test.at("jws").get<std::string>() : test.at("jws").dump();
  return set && verify_jws(jws, set.value(), test_profile());
}

void run(const std::string& file, const Exceptions& exceptions) {
  const auto path = plumbline::testing::third_party_path("wycheproof/" + file);
  if (!path) {
    GTEST_SKIP() << "no third-party data: " << file;
  }
  const Json vectors = parse_json(plumbline::testing::read_file(*path)).value();
  int ran = 0;
  for (const Json& group : vectors.at("testGroups")) {
    const Json& keys = group.contains("public") ? group.at("public") : group.at("private");
    for (const Json& test : group.at("tests")) {
      const int id = test.at("tcId");
      const bool valid = test.at("result") == "valid";
      ++ran;
      EXPECT_EQ(verifies(keys, test), exceptions.contains(id) ? !valid : valid)
          << file << " " << id << ": " << test.at("comment");
    }
  }
  EXPECT_EQ(ran, vectors.at("numberOfTests"));
}

TEST(Wycheproof, JsonWebKey) {
  run("json_web_key_test.json", key_exceptions());
}

TEST(Wycheproof, JsonWebSignature) {
  run("json_web_signature_test.json", signature_exceptions());
}

}  // namespace
}  // namespace plumbline::jose
