/// @file
/// Where keys and ids come from, and what a registration must look like.

#include "tef_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace plumbline::entities::testing {

namespace {

using onem2m::Status;
using ::testing::HasSubstr;
using ::testing::Not;

struct FaultCase {
  const char* name;
  Json members;       ///< added to fq and suid; null removes
  const char* names;  ///< what the answer must name
};

class RegistrationFaultTest : public TefTest, public ::testing::WithParamInterface<FaultCase> {};

TEST_P(RegistrationFaultTest, IsBadRequestThatNamesTheMember) {
  const auto response = create(kAe1, GetParam().members);
  EXPECT_EQ(response.status, Status::bad_request);
  EXPECT_THAT(detail_of(response), HasSubstr(GetParam().names));
  EXPECT_THAT(detail_of(response), Not(HasSubstr(std::string{kKeyValue})));
  EXPECT_EQ(store_.count(kAe1).value().issued, 0U);
}

Json with_value(Json members) {
  members["kv"] = kKeyValue;
  return members;
}

Json with_parameters(Json parameters) {
  return with_value({{"e2e:cp", std::move(parameters)}});
}

INSTANTIATE_TEST_SUITE_P(
    All,
    RegistrationFaultTest,
    ::testing::Values(
        FaultCase{"NoFqdn", with_value({{"fq", nullptr}}), "fq"},
        FaultCase{"OtherFqdn", with_value({{"fq", "tef2.example"}}), "fq"},
        FaultCase{"NoSuid", with_value({{"suid", nullptr}}), "suid"},
        FaultCase{"SuidOfEsprim", with_value({{"suid", 33}}), "suid"},
        FaultCase{"SuidAsText", with_value({{"suid", "34"}}), "suid"},
        FaultCase{"UnknownMember", with_value({{"aski", "x"}}), "aski"},
        FaultCase{"ForbiddenMember", with_value({{"srcid", kAe2}}), "srcid"},
        FaultCase{"PastExpiry", with_value({{"et", "20240131T120000"}}), "et"},
        FaultCase{"NoExpiry", with_value({{"et", "tomorrow"}}), "et"},
        FaultCase{"NoTargets", with_value({{"tgis", Json::array()}}), "tgis"},
        FaultCase{"TargetStem", with_value({{"tgis", {"Cae2"}}}), "tgis"},
        FaultCase{"TargetNumber", with_value({{"tgis", {1}}}), "tgis"},
        FaultCase{
            "ManyTargets", with_value({{"tgis", std::vector<std::string>(65, kAe2)}}), "tgis"},
        FaultCase{"ManyLabels", with_value({{"lbl", std::vector<std::string>(17, "l")}}), "lbl"},
        FaultCase{"LongLabel", with_value({{"lbl", {std::string(129, 'l')}}}), "lbl"},
        FaultCase{"ShortKey", {{"kv", "AAECAwQFBgcICQoLDA0O"}}, "kv"},
        FaultCase{"LongKey", {{"kv", to_base64(Bytes(65))}}, "kv"},
        FaultCase{"NoBase64", {{"kv", "AAECAwQFBgcICQoLDA0OD_"}}, "kv"},
        FaultCase{"IdWithAt", with_value({{"rn", "a@tef.example"}}), "rn"},
        FaultCase{"IdIsDots", with_value({{"rn", ".."}}), "rn"},
        FaultCase{"IdIsShortcut", with_value({{"rn", "-"}}), "rn"},
        FaultCase{"EmptyId", with_value({{"rn", ""}}), "rn"},
        FaultCase{"LongId", with_value({{"rn", std::string(129, 'a')}}), "rn"},
        FaultCase{"IdOfAnExportedKey", {{"rn", "mine"}}, "rn"},
        FaultCase{"KeyFromTwoPlaces", with_parameters({{"src", "random"}}), "src"},
        FaultCase{"UnknownSource", {{"e2e:cp", {{"src", "dice"}}}}, "src"},
        FaultCase{"KeWithoutId", {{"e2e:cp", {{"src", "ke"}}}}, "kid"},
        FaultCase{"ParametersAsText", with_value({{"e2e:cp", "x"}}), "e2e:cp"},
        FaultCase{"UnknownParameter", with_parameters({{"colour", 1}}), "colour"},
        FaultCase{"UnknownLevel", with_parameters({{"lvl", "all"}}), "lvl"},
        FaultCase{"UnknownHash", with_parameters({{"hash", "md5"}}), "hash"},
        FaultCase{"UseAgainstSuid", with_parameters({{"use", "auth"}}), "use"},
        FaultCase{"UseAgainstLevel", with_parameters({{"use", "master"}}), "use"},
        FaultCase{"UnknownAlg", with_parameters({{"alg", "RSA1_5"}}), "alg"},
        FaultCase{"MacForEncryption", with_parameters({{"alg", "HS256"}}), "alg"},
        FaultCase{"UnknownEnc", with_parameters({{"enc", "A256CBC-HS512"}}), "enc"},
        FaultCase{"OtherSize", with_parameters({{"kl", 128}}), "kl"},
        FaultCase{"HugeSize", {{"e2e:cp", {{"src", "random"}, {"kl", 4096}}}}, "kl"},
        FaultCase{"OddSize", {{"e2e:cp", {{"src", "random"}, {"kl", 130}}}}, "kl"},
        FaultCase{"KeyTooShortForEnc",
                  {{"kv", "AAECAwQFBgcICQoLDA0ODw=="}, {"e2e:cp", {{"enc", "A256GCM"}}}},
                  "enc"},
        FaultCase{"LongNonce", with_parameters({{"nonce", std::string(130, 'a')}}), "nonce"},
        FaultCase{"NoTime", with_parameters({{"ct", "noon"}}), "ct"},
        FaultCase{"NoHex", with_parameters({{"salt", "xyz"}}), "salt"}),
    [](const auto& row) { return row.param.name; });

TEST_F(TefTest, RefusesContentThatIsNoCredential) {
  auto request = creation_of(kAe1, {{"kv", kKeyValue}});
  for (const Json& content : {Json{{"m2m:cnt", Json::object()}},
                              Json{{"sec:skr", 1}},
                              Json::array(),
                              Json{{"sec:skr", Json::object()}, {"m2m:cnt", Json::object()}}}) {
    request.content = content;
    EXPECT_EQ(send(request).status, Status::bad_request) << json_text(content);
  }
}

TEST_F(TefTest, MintsANewIdForEachCredential) {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    ids.insert(registered(kAe1, {{"kv", kKeyValue}}));
  }
  EXPECT_EQ(ids.size(), 100U);
}

TEST_F(TefTest, TakesAChosenIdOnce) {
  const std::string plain = "K_AE1_Container-x_data_conf-Id";
  const std::string hashed = "0E3AD5D24202DDFCE48831D31217ECB96C08BAEFFD736A874B7B69DFF0BAA40E";
  for (const std::string& id : {plain, hashed}) {
    EXPECT_EQ(registered(kAe1, {{"kv", kKeyValue}, {"rn", id}}), id);
    EXPECT_EQ(create(kAe1, {{"kv", kKeyValue}, {"rn", id}}).status, Status::conflict);
    EXPECT_EQ(create(kAe2, {{"kv", kKeyValue}, {"rn", id}}).status, Status::conflict);
  }
  std::string lower = hashed;
  for (char& c : lower) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  EXPECT_EQ(create(kAe1, {{"kv", kKeyValue}, {"rn", lower}}).status, Status::conflict);
}

TEST_F(TefTest, ExportsTheKeyOfTheSessionOnce) {
  const std::string id = registered(kAe1, Json::object());
  EXPECT_EQ(id, kExportedId);
  EXPECT_EQ(key_of(retrieve(kAe1, id)), kExportedKey);
  EXPECT_EQ(create(kAe1, Json::object()).status, Status::conflict);
  EXPECT_EQ(create(kAe1, {{"e2e:cp", {{"src", "exporter"}}}}).status, Status::conflict);
  remove(kAe1, id);
  EXPECT_EQ(create(kAe1, Json::object()).status, Status::conflict);
}

TEST_F(TefTest, ExportsFromTls12Only) {
  auto association = association_of(kAe1);
  association.protocol = "TLSv1.3";
  EXPECT_EQ(tef_->handle(creation_of(kAe1, Json::object()), association).status,
            Status::security_association_required);
  association.protocol = "DTLSv1.2";
  EXPECT_EQ(tef_->handle(creation_of(kAe1, Json::object()), association).status, Status::created);
  association.exporter = nullptr;
  EXPECT_EQ(tef_->handle(creation_of(kAe1, Json::object()), association).status,
            Status::security_association_required);
}

TEST_F(TefTest, GeneratesKeysOfTheSizeAskedFor) {
  const auto key = [&](const Json& parameters) {
    return key_of(retrieve(kAe1, registered(kAe1, {{"e2e:cp", parameters}})));
  };
  const std::string first = key({{"src", "random"}});
  EXPECT_EQ(first.size(), 64U);
  EXPECT_NE(first, key({{"src", "random"}}));
  EXPECT_EQ(key({{"src", "random"}, {"kl", 128}}).size(), 32U);
}

TEST_F(TefTest, DerivesFromAKeyThatItSharesWithTheRequester) {
  const auto creation = [](const std::string& kid) {
    return Json{{"e2e:cp", {{"src", "ke"}, {"kid", kid}}}};
  };
  EXPECT_EQ(create(kAe1, creation(kKeId)).status, Status::created);
  EXPECT_EQ(create(kAe2, creation(kKeId)).status, Status::originator_has_no_privilege);
  EXPECT_EQ(create(kAe1, creation("other@tef.example")).status, Status::not_found);
}

TEST_F(TefTest, RegistersForThoseItIsSetUpFor) {
  auto with = configuration();
  with.registrants = {kAe1};
  start(std::move(with));
  EXPECT_EQ(create(kAe1, {{"kv", kKeyValue}}).status, Status::created);
  EXPECT_EQ(create(kAe2, {{"kv", kKeyValue}}).status, Status::originator_has_no_privilege);
}

TEST_F(TefTest, LimitsLifetimes) {
  const auto expiry = [&](const Json& members) {
    return create(kAe1, members).content->at("sec:skr").at("et");
  };
  EXPECT_EQ(expiry({{"kv", kKeyValue}}), "20240201T120000");
  EXPECT_EQ(expiry({{"kv", kKeyValue}, {"et", "20240131T120001"}}), "20240131T120001");
  EXPECT_EQ(expiry({{"kv", kKeyValue}, {"et", "60000"}}), "20240131T120100");
  EXPECT_EQ(expiry({{"kv", kKeyValue}, {"et", "20990101T000000"}}), "20250130T120000");
}

TEST_F(TefTest, KeepsNoMoreThanItsLimits) {
  auto with = configuration();
  with.limits.credentials_of_source = 2;
  with.limits.credentials = 3;
  with.limits.issued_ids = 4;
  start(std::move(with));
  const Json own = {{"kv", kKeyValue}};
  const std::string first = registered(kAe1, own);
  registered(kAe1, own);
  EXPECT_EQ(create(kAe1, own).status, Status::not_acceptable) << "of one source";
  const std::string other = registered(kAe2, own);
  EXPECT_EQ(create(kAe3, own).status, Status::not_acceptable) << "in all";
  remove(kAe1, first);
  registered(kAe1, own);
  remove(kAe2, other);
  EXPECT_EQ(create(kAe2, own).status, Status::not_acceptable) << "ids ever issued";
}

struct UpdateFaultCase {
  const char* name;
  Json members;
  const char* names;
};

class UpdateFaultTest : public TefTest, public ::testing::WithParamInterface<UpdateFaultCase> {};

TEST_P(UpdateFaultTest, IsBadRequestThatNamesTheMember) {
  const std::string id = registered(kAe1, {{"kv", kKeyValue}});
  const auto before = retrieve(kAe1, id);
  const auto response = update(kAe1, id, GetParam().members);
  EXPECT_EQ(response.status, Status::bad_request);
  EXPECT_THAT(detail_of(response), HasSubstr(GetParam().names));
  EXPECT_EQ(retrieve(kAe1, id).content, before.content);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    UpdateFaultTest,
    ::testing::Values(UpdateFaultCase{"Nothing", Json::object(), "at least one"},
                      UpdateFaultCase{"Key", {{"kv", kKeyValue}}, "kv"},
                      UpdateFaultCase{"Suid", {{"suid", 35}}, "suid"},
                      UpdateFaultCase{"Parameters", {{"e2e:cp", {{"lvl", "master"}}}}, "e2e:cp"},
                      UpdateFaultCase{"Past", {{"et", "20240101T000000"}}, "et"},
                      UpdateFaultCase{"NoTargets", {{"tgis", Json::array()}}, "tgis"}),
    [](const auto& row) { return row.param.name; });

}  // namespace

}  // namespace plumbline::entities::testing
