/// @file
/// Known answers of the key derivations and the three provisioning depths, through a TEF.

#include "tef_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::entities::testing {

namespace {

using onem2m::Status;
using ::testing::HasSubstr;

constexpr const char* kSalt = "5555555555555555555555555555555555555555555555555555555555555555";
constexpr const char* kMaster = "55a944bbc34de13971d4867fc993839bf4c108d50d217b2bfb6eaed2122687bb";
constexpr const char* kAuth = "cd98e1165f543e9c3bbfe82338e26ff67beb09c699fa6d7d8cab24108e6a01c9";
constexpr const char* kConf = "cc7d13231ddc8e29b9f5fd3e9f1c07ffcda215f05fb2334981b68c541c674c09";
constexpr const char* kContainerAuth =
    "b3f17258da1e7c39537284f64fd0c46f4d0589582ce8ade64effeca88f36ca47";
constexpr const char* kContainerConf =
    "63b541fc4e19d2324bf5ab9261e5a79d9997aa29f9c0ebf0c1784f0ba2f8a9b7";
constexpr const char* kInstanceConf =
    "12a71bba07962bd88a7f3b2f02510a6316692752f5f7fb62706673b54ec5fc13";

const onem2m::Parameters kContainerX = {
    {"e2e:kind", "container"}, {"e2e:name", "Container-x"}, {"e2e:ct", "20240131T120000"}};
const onem2m::Parameters kInstanceX = {
    {"e2e:kind", "content-instance"}, {"e2e:name", "Container-x"}, {"e2e:ct", "20240131T120000"}};

Json of_ke(Json parameters) {
  parameters["src"] = "ke";
  parameters["kid"] = kKeId;
  parameters["salt"] = kSalt;
  return parameters;
}

struct KnownAnswer {
  const char* name;
  int suid;
  Json parameters;
  onem2m::Parameters query;
  const char* key;
  const char* use;
};

class KnownAnswerTest : public TefTest, public ::testing::WithParamInterface<KnownAnswer> {};

TEST_P(KnownAnswerTest, IsServed) {
  const KnownAnswer& row = GetParam();
  const std::string id =
      registered(kAe1, {{"suid", row.suid}, {"e2e:cp", of_ke(row.parameters)}, {"tgis", {kAe2}}});
  const auto response = retrieve(kAe2, id, row.query);
  EXPECT_EQ(key_of(response), row.key);
  EXPECT_EQ(response.content->at("sec:skr").at("e2e:cp").at("use"), row.use);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    KnownAnswerTest,
    ::testing::Values(
        KnownAnswer{"Master", 34, {{"lvl", "master"}}, {}, kMaster, "master"},
        KnownAnswer{"DataAuth", 35, {{"lvl", "keys"}}, {}, kAuth, "auth"},
        KnownAnswer{"DataConf", 34, {{"lvl", "keys"}}, {}, kConf, "conf"},
        KnownAnswer{"SingleKeyOfAead", 34, {{"use", "aead"}}, {}, kConf, "aead"},
        KnownAnswer{
            "ContainerAuth", 35, {{"lvl", "resource"}}, kContainerX, kContainerAuth, "auth"},
        KnownAnswer{
            "ContainerConf", 34, {{"lvl", "resource"}}, kContainerX, kContainerConf, "conf"},
        KnownAnswer{"InstanceConf", 34, {{"lvl", "resource"}}, kInstanceX, kInstanceConf, "conf"},
        KnownAnswer{"InstanceAuth", 35, {{"lvl", "resource"}}, kInstanceX, kContainerAuth, "auth"}),
    [](const auto& row) { return row.param.name; });

TEST_F(TefTest, DerivesResourceKeysFromARegisteredDataKey) {
  const std::string id = registered(
      kAe1, {{"kv", to_base64(from_hex(kConf).value())}, {"e2e:cp", {{"lvl", "resource"}}}});
  EXPECT_EQ(key_of(retrieve(kAe1, id, kContainerX)), kContainerConf);
}

TEST_F(TefTest, UsesTheHashAndTheSaltThatWereAgreed) {
  const auto master = [&](const Json& parameters) {
    return key_of(retrieve(kAe1, registered(kAe1, {{"e2e:cp", parameters}})));
  };
  EXPECT_EQ(master(of_ke({{"lvl", "master"}, {"hash", "sha384"}})).size(), 96U);
  EXPECT_EQ(master(of_ke({{"lvl", "master"}, {"hash", "sha512"}})).size(), 128U);
  EXPECT_NE(master({{"src", "ke"}, {"kid", kKeId}, {"lvl", "master"}}), kMaster);
}

TEST_F(TefTest, FillsInTheRegisteredNonceOrTime) {
  const auto id_with = [&](Json parameters) {
    parameters["lvl"] = "resource";
    return registered(kAe1, {{"e2e:cp", of_ke(parameters)}});
  };
  const onem2m::Parameters named = {{"e2e:kind", "container"}, {"e2e:name", "Container-x"}};
  EXPECT_EQ(key_of(retrieve(kAe1, id_with({{"ct", "20240131T120000"}}), named)), kContainerConf);
  EXPECT_EQ(key_of(retrieve(kAe1, id_with({{"ct", "19990101T000000"}}), kContainerX)),
            kContainerConf);

  onem2m::Parameters with_nonce = named;
  with_nonce["e2e:nonce"] = "000102030405060708090a0b0c0d0e0f";
  const std::string by_request = key_of(retrieve(kAe1, id_with({}), with_nonce));
  const std::string by_registration =
      key_of(retrieve(kAe1, id_with({{"nonce", "000102030405060708090a0b0c0d0e0f"}}), named));
  EXPECT_EQ(by_request.size(), 64U);
  EXPECT_EQ(by_request, by_registration);
}

struct SelectorFault {
  const char* name;
  onem2m::Parameters query;
  const char* names;
};

class SelectorFaultTest : public TefTest, public ::testing::WithParamInterface<SelectorFault> {};

TEST_P(SelectorFaultTest, GetsNoKey) {
  const std::string id =
      registered(kAe1, {{"e2e:cp", of_ke({{"lvl", "resource"}})}, {"tgis", {kAe2}}});
  const auto response = retrieve(kAe2, id, GetParam().query);
  EXPECT_EQ(key_of(response), "status 4000");
  EXPECT_THAT(detail_of(response), HasSubstr(GetParam().names));
  EXPECT_EQ(retrieve(kAe3, id, GetParam().query).status, Status::originator_has_no_privilege);
  EXPECT_EQ(retrieve(kAe1, id).status, Status::ok) << "the source reads its registration";
}

INSTANTIATE_TEST_SUITE_P(
    All,
    SelectorFaultTest,
    ::testing::Values(
        SelectorFault{"Nothing", {}, "e2e:kind"},
        SelectorFault{"NoName", {{"e2e:kind", "container"}, {"e2e:nonce", "00"}}, "e2e:name"},
        SelectorFault{"NoKind", {{"e2e:name", "x"}, {"e2e:nonce", "00"}}, "e2e:kind"},
        SelectorFault{"NoNonce", {{"e2e:kind", "container"}, {"e2e:name", "x"}}, "e2e:nonce"},
        SelectorFault{"UnknownKind", {{"e2e:kind", "flex"}, {"e2e:name", "x"}}, "e2e:kind"},
        SelectorFault{"NoHex", {{"e2e:nonce", "0"}}, "e2e:nonce"},
        SelectorFault{"NoTime", {{"e2e:ct", "noon"}}, "e2e:ct"},
        SelectorFault{"Both", {{"e2e:ct", "20240131T120000"}, {"e2e:nonce", "00"}}, "e2e:ct"},
        SelectorFault{"Empty", {{"e2e:name", ""}}, "e2e:name"},
        SelectorFault{"Unknown", {{"e2e:level", "master"}}, "e2e:level"}),
    [](const auto& row) { return row.param.name; });

struct UsageCase {
  const char* name;
  Json registration;
  Json usage;  ///< members that the answer holds
};

class UsageTest : public TefTest, public ::testing::WithParamInterface<UsageCase> {};

TEST_P(UsageTest, AccompaniesTheCredential) {
  const auto response = create(kAe1, GetParam().registration);
  ASSERT_EQ(response.status, Status::created) << detail_of(response);
  const Json& usage = response.content->at("sec:skr").at("e2e:cp");
  Json merged = usage;
  merged.merge_patch(GetParam().usage);
  EXPECT_EQ(usage, merged);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    UsageTest,
    ::testing::Values(
        UsageCase{"Encryption",
                  {{"kv", "AAECAwQFBgcICQoLDA0ODw=="}},
                  {{"alg", "dir"}, {"enc", "A128GCM"}, {"kl", 128}, {"src", nullptr}}},
        UsageCase{"Mac",
                  {{"suid", 35}, {"kv", kKeyValue}},
                  {{"alg", "HS256"}, {"enc", nullptr}, {"kl", 256}, {"use", "auth"}}},
        UsageCase{"Wrapping",
                  {{"kv", kKeyValue}, {"e2e:cp", {{"alg", "A256KW"}, {"enc", "A128GCM"}}}},
                  {{"alg", "A256KW"}, {"enc", "A128GCM"}}},
        UsageCase{"Master",
                  {{"e2e:cp", of_ke({{"lvl", "master"}, {"hash", "sha512"}})}},
                  {{"alg", nullptr}, {"kl", 512}, {"hash", "sha512"}, {"salt", kSalt}}},
        UsageCase{"DerivedAndShortened",
                  {{"e2e:cp", of_ke({{"hash", "sha512"}, {"kl", 256}})}},
                  {{"kl", 256}, {"enc", "A256GCM"}}}),
    [](const auto& row) { return row.param.name; });

}  // namespace

}  // namespace plumbline::entities::testing
