#include "plumbline/entities/tef/trust_enabler.hpp"

#include "tef_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::entities::testing {

namespace {

using onem2m::Operation;
using onem2m::Status;
using ::testing::HasSubstr;

const Json kOwnValue = {{"kv", kKeyValue}};
const Json kSharedWithAe2 = {{"kv", kKeyValue}, {"tgis", {kAe2}}};

TEST_F(TefTest, AnswersARegistrationWithItsIdAndWithoutItsKey) {
  const auto response =
      create(kAe1, {{"kv", kKeyValue}, {"lbl", {"room 1"}}, {"adfq", "a.example"}});
  ASSERT_EQ(response.status, Status::created);
  const Json& resource = response.content->at("sec:skr");
  const std::string id = resource.at("rn");
  EXPECT_EQ(id.size(), 32U);
  EXPECT_EQ(response.created_uri, "/-/" + id);
  EXPECT_EQ(resource.at("ty"), 20103);
  EXPECT_EQ(resource.at("fq"), "tef.example");
  EXPECT_EQ(resource.at("srcid"), kAe1);
  EXPECT_EQ(resource.at("tgis"), Json::array({kAe1}));
  EXPECT_EQ(resource.at("suid"), 34);
  EXPECT_EQ(resource.at("lbl"), Json::array({"room 1"}));
  EXPECT_EQ(resource.at("adfq"), "a.example");
  EXPECT_EQ(resource.at("ct"), "20240131T120000");
  EXPECT_EQ(resource.at("et"), "20240201T120000");
  EXPECT_FALSE(resource.contains("kv"));
}

TEST_F(TefTest, ServesTheKeyWithWhatItIsFor) {
  const std::string id = registered(kAe1, kSharedWithAe2);
  const auto response = retrieve(kAe2, id);
  ASSERT_EQ(response.status, Status::ok);
  const Json& resource = response.content->at("sec:skr");
  EXPECT_EQ(resource.at("kv"), kKeyValue);
  EXPECT_EQ(resource.at("et"), "20240201T120000");
  const Json& usage = resource.at("e2e:cp");
  EXPECT_EQ(usage.at("use"), "conf");
  EXPECT_EQ(usage.at("lvl"), "keys");
  EXPECT_EQ(usage.at("alg"), "dir");
  EXPECT_EQ(usage.at("enc"), "A256GCM");
  EXPECT_EQ(usage.at("kl"), 256);
}

TEST_F(TefTest, IsAddressedByCredentialIdInEveryFormOfIt) {
  const std::string id = registered(kAe1, kOwnValue);
  std::string lower = id;
  for (char& c : lower) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  for (const std::string& to : {"-/" + id,
                                "/-/" + id,
                                "-/" + lower,
                                "-/" + id + "@tef.example",
                                "-/" + id + "@TEF.example",
                                "tef/" + id,
                                "/tef/-/" + id,
                                "//sp.example/tef/" + id}) {
    EXPECT_EQ(send(request_of(Operation::retrieve, kAe1, to)).status, Status::ok) << to;
  }
  for (const std::string& to :
       {"-/" + id + "/x", "/other/-/" + id, std::string{"-/unknown"}, "//sp2.example/tef/" + id}) {
    EXPECT_EQ(send(request_of(Operation::retrieve, kAe1, to)).status, Status::not_found) << to;
  }
  EXPECT_EQ(send(request_of(Operation::retrieve, kAe1, "-/" + id + "@other.example")).status,
            Status::bad_request);
}

struct AccessCase {
  const char* name;
  Json targets;  ///< null: the default rule
  std::string requester;
  Status retrieve;
  bool with_key;
};

class TefAccessTest : public TefTest, public ::testing::WithParamInterface<AccessCase> {};

TEST_P(TefAccessTest, FollowsTheTargetList) {
  const AccessCase& row = GetParam();
  const std::string id = registered(kAe1, {{"kv", kKeyValue}, {"tgis", row.targets}});
  const auto response = retrieve(row.requester, id);
  EXPECT_EQ(response.status, row.retrieve);
  EXPECT_EQ(key_of(response).starts_with("0001"), row.with_key);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    TefAccessTest,
    ::testing::Values(
        AccessCase{"DefaultIsTheSource", nullptr, kAe1, Status::ok, true},
        AccessCase{
            "DefaultIsNobodyElse", nullptr, kAe2, Status::originator_has_no_privilege, false},
        AccessCase{"Target", {kAe2, kAe3}, kAe3, Status::ok, true},
        AccessCase{"TargetInShortForm", {"/cse-a/Cae2"}, kAe2, Status::ok, true},
        AccessCase{"NoTarget", {kAe2}, kAe3, Status::originator_has_no_privilege, false},
        AccessCase{"SourceThatIsNoTargetGetsNoKey", {kAe2}, kAe1, Status::ok, false}),
    [](const auto& row) { return row.param.name; });

TEST_F(TefTest, ServesNothingWithoutAProvenPeer) {
  const std::string id = registered(kAe1, kSharedWithAe2);
  const auto request = request_of(Operation::retrieve, kAe2, "-/" + id);
  onem2m::Association plain;
  onem2m::Association anonymous = association_of(kAe2);
  anonymous.proof = onem2m::PeerProof::none;
  anonymous.peer.clear();
  for (const auto& association : {plain, anonymous}) {
    EXPECT_EQ(tef_->handle(request, association).status, Status::security_association_required);
    EXPECT_EQ(tef_->handle(creation_of(kAe2, kOwnValue), association).status,
              Status::security_association_required);
  }
}

TEST_F(TefTest, BindsFromToTheAssociation) {
  const std::string id = registered(kAe1, kSharedWithAe2);
  const auto request = request_of(Operation::retrieve, kAe2, "-/" + id);
  EXPECT_EQ(tef_->handle(request, association_of(kAe3)).status,
            Status::originator_not_authenticated);
  auto stranger = association_of(kAe2);
  stranger.peer = "somebody";
  EXPECT_EQ(tef_->handle(request, stranger).status, Status::originator_not_authenticated);

  auto certificate = association_of(kAe2);
  certificate.proof = onem2m::PeerProof::certificate;
  certificate.peer = kAe2;
  EXPECT_EQ(tef_->handle(request, certificate).status, Status::ok);
  certificate.peer = kAe3;
  EXPECT_EQ(tef_->handle(request, certificate).status, Status::originator_not_authenticated);

  auto short_form = request;
  short_form.from = "/cse-a/Cae2";
  EXPECT_EQ(tef_->handle(short_form, association_of(kAe2)).status, Status::ok);
}

TEST_F(TefTest, RefusesAPrimitiveThatIsNotWhole) {
  auto request = creation_of(kAe1, kOwnValue);
  request.request_id.clear();
  EXPECT_EQ(send(request).status, Status::bad_request);
  request = creation_of(kAe1, kOwnValue);
  request.content.reset();
  EXPECT_EQ(send(request).status, Status::bad_request);
  request = creation_of(kAe1, kOwnValue);
  request.resource_type = 3;
  EXPECT_EQ(send(request).status, Status::invalid_child_resource_type);
}

TEST_F(TefTest, ServesNothingFromTheExpiryOn) {
  const std::string id = registered(kAe1, {{"kv", kKeyValue}, {"et", "20240131T120010"}});
  clock_.advance(milliseconds{9999});
  EXPECT_EQ(retrieve(kAe1, id).status, Status::ok);
  clock_.advance(milliseconds{1});
  EXPECT_EQ(retrieve(kAe1, id).status, Status::not_found);
  EXPECT_EQ(update(kAe1, id, {{"et", "20240201T120000"}}).status, Status::not_found);
  EXPECT_EQ(remove(kAe1, id).status, Status::not_found);
  EXPECT_EQ(store_.get(id).error().code, Errc::not_found) << "the key is still there";
  EXPECT_EQ(create(kAe1, {{"kv", kKeyValue}, {"rn", id}}).status, Status::conflict);
}

TEST_F(TefTest, ErasesExpiredKeysThatNobodyAsksFor) {
  const std::string id = registered(kAe1, {{"kv", kKeyValue}, {"et", "20240131T120010"}});
  clock_.advance(milliseconds{10'000});
  retrieve(kAe1, "another");
  EXPECT_EQ(store_.get(id).error().code, Errc::not_found);
}

TEST_F(TefTest, LetsOnlyTheSourceChange) {
  const std::string id = registered(kAe1, kSharedWithAe2);
  EXPECT_EQ(update(kAe2, id, {{"tgis", {kAe2, kAe3}}}).status, Status::originator_has_no_privilege);
  EXPECT_EQ(remove(kAe2, id).status, Status::originator_has_no_privilege);
  EXPECT_EQ(retrieve(kAe3, id).status, Status::originator_has_no_privilege);

  const auto response = update(kAe1, id, {{"tgis", {kAe3}}, {"et", "20240131T130000"}});
  EXPECT_EQ(response.status, Status::updated);
  EXPECT_EQ(*response.content, (Json{{"sec:skr", {{"tgis", {kAe3}}, {"et", "20240131T130000"}}}}));
  EXPECT_EQ(retrieve(kAe2, id).status, Status::originator_has_no_privilege);
  EXPECT_EQ(retrieve(kAe3, id).content->at("sec:skr").at("et"), "20240131T130000");
}

TEST_F(TefTest, DeletesForEver) {
  const std::string id = registered(kAe1, kOwnValue);
  EXPECT_EQ(remove(kAe1, id).status, Status::deleted);
  EXPECT_EQ(retrieve(kAe1, id).status, Status::not_found);
  EXPECT_EQ(remove(kAe1, id).status, Status::not_found);
  EXPECT_EQ(create(kAe1, {{"kv", kKeyValue}, {"rn", id}}).status, Status::conflict);
}

TEST_F(TefTest, RefusesWhatACredentialDoesNotOffer) {
  const std::string id = registered(kAe1, kOwnValue);
  auto request = creation_of(kAe1, kOwnValue);
  request.to = "-/" + id;
  EXPECT_EQ(send(request).status, Status::operation_not_allowed);
  EXPECT_EQ(send(request_of(Operation::remove, kAe1, "-")).status, Status::operation_not_allowed);
  const auto base = send(request_of(Operation::retrieve, kAe1, "-"));
  EXPECT_EQ(base.status, Status::ok);
  EXPECT_EQ(base.content->at("sec:mafb").at("fq"), "tef.example");
}

/// A store whose medium failed.
class BrokenStore final : public InMemoryCredentialStore {
 public:
  Result<void> put(const CredentialRecord& /*record*/) override { return broken(); }

  Result<CredentialRecord> get(std::string_view /*id*/) override { return broken(); }

 private:
  static Error broken() { return fail(Errc::authentication_failed, "/secret/path: row changed"); }
};

TEST_F(TefTest, ReportsAFailingStoreAsItsOwnFault) {
  BrokenStore store;
  TrustEnabler tef{configuration(), Ports{.clock = clock_, .random = random_}, store};
  const auto created = tef.handle(creation_of(kAe1, kOwnValue), association_of(kAe1));
  EXPECT_EQ(created.status, Status::internal_server_error);
  const auto served =
      tef.handle(request_of(Operation::retrieve, kAe1, "-/A"), association_of(kAe1));
  EXPECT_EQ(served.status, Status::internal_server_error);
  EXPECT_THAT(detail_of(served), Not(HasSubstr("/secret/path")));
}

}  // namespace

}  // namespace plumbline::entities::testing
