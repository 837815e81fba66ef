#include "plumbline/escertke/terminator_policy.hpp"

#include "../end_points.hpp"
#include "ae_world.hpp"

namespace plumbline::entities::ae {
namespace {

using crypto::IdentityKind;
using onem2m::Operation;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class EstablishProcedureTest : public AeWorld {
 protected:
  void SetUp() override {
    CseConfiguration cse = cse_configuration();
    cse.pairwise_keys = nullptr;
    cse.escertke =
        std::make_shared<escertke::TerminatorConfiguration>(escertke::TerminatorConfiguration{
            .end_point = ends_.issue({IdentityKind::fqdn, "cse-a.example"}),
            .identity = {},
            .initiators = {{.id = kAe1, .certificate = {IdentityKind::ae_id, kAe1}}}});
    start_cse(std::move(cse));
    run(*originator_, "e2e.configure", configuration());
  }

  /// Of kAe1, which has a certificate in place of a pairwise key.
  Json configuration() {
    const auto own = ends_.credential({IdentityKind::ae_id, kAe1});
    Json made = configuration_of(kAe1);
    made.erase("pairwise_keys");
    made["escertke"] = {
        {"certificate",
         {{"chain", own.chain.front().to_pem()}, {"key", as_text(own.key.to_pem().expose())}}},
        {"anchors", {ends_.pki.root.certificate.to_pem()}}};
    return made;
  }

  Json establish(const Json& members = Json::object()) {
    Json argument{{"certificate", {{"kind", "fqdn"}, {"value", "cse-a.example"}}}};
    argument.update(members);
    return run(*originator_, "e2e.establish", argument).output;
  }

  Json retrieve() {
    return run(*originator_, "e2e.request", {{"operation", "retrieve"}, {"to", "cse"}}).output;
  }

  std::string complaint_about(const Json& escertke) {
    Json made = configuration();
    made["escertke"].update(escertke);
    return run(*originator_, "e2e.configure", made).output.value("m2m:dbg", "");
  }

  testing::EndPoints ends_;
};

TEST_F(EstablishProcedureTest, MakesAKeyThatProtectsRequests) {
  EXPECT_EQ(retrieve().value("reason", ""), "key_not_found");
  const Json made = establish();
  EXPECT_EQ(made.value("outcome", ""), "established") << made.dump();
  EXPECT_THAT(made.value("key_id", ""), MatchesRegex("[0-9A-F]{32}"));
  EXPECT_EQ(made.value("expires", ""), "20240301T120000");
  ASSERT_EQ(record_.size(), 2U);
  EXPECT_EQ(record_.front().request.to, "/cse-a/-");
  EXPECT_EQ(retrieve().value("rsc", 0), 2000);
}

TEST_F(EstablishProcedureTest, RefusesAPeerWithAnotherName) {
  const Json refused = establish({{"certificate", {{"kind", "fqdn"}, {"value", "b.example"}}}});
  EXPECT_EQ(refused.value("outcome", ""), "refused") << refused.dump();
  EXPECT_EQ(refused.value("step", ""), "establish");
  EXPECT_EQ(record_.size(), 1U);
  EXPECT_EQ(retrieve().value("reason", ""), "key_not_found");
}

TEST_F(EstablishProcedureTest, TellsARefusalOfThePeer) {
  tamper_ = [](Exchange& exchange) {
    exchange.response = onem2m::respond(exchange.request, onem2m::Status{4106});
  };
  const Json failed = establish();
  EXPECT_EQ(failed.value("outcome", ""), "failed") << failed.dump();
  EXPECT_EQ(failed.value("rsc", 0), 4106);
}

TEST_F(EstablishProcedureTest, NeedsACertificate) {
  run(*originator_, "e2e.configure", configuration_of(kAe1));
  EXPECT_EQ(establish().value("reason", ""), "key_not_found");
  EXPECT_TRUE(record_.empty());
}

TEST_F(EstablishProcedureTest, NamesWhatIsWrong) {
  EXPECT_THAT(establish({{"certificate", {{"kind", "name"}, {"value", "x"}}}}).value("m2m:dbg", ""),
              HasSubstr("arg.certificate.kind"));
  EXPECT_THAT(establish({{"adress", "x"}}).value("m2m:dbg", ""), HasSubstr("adress"));
  EXPECT_THAT(complaint_about({{"certificate", {{"chain", "x"}, {"key", "x"}}}}),
              HasSubstr("escertke.certificate"));
  EXPECT_THAT(complaint_about({{"anchors", {1}}}), HasSubstr("escertke.anchors"));
}

}  // namespace
}  // namespace plumbline::entities::ae
