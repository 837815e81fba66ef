#include "ae_world.hpp"

namespace plumbline::entities::ae {
namespace {

using onem2m::Operation;

class ProtectedProcedureTest : public AeWorld {
 protected:
  Json request(const Json& argument) { return run(*originator_, "e2e.request", argument).output; }

  /// What went to the CSE since the last look: "retrieve", "notify".
  std::vector<Operation> operations() {
    std::vector<Operation> out;
    for (const Exchange& exchange : record_) {
      out.push_back(exchange.request.operation);
    }
    record_.clear();
    return out;
  }

  static Json creation() {
    return {{"operation", "create"},
            {"to", "cse"},
            {"type", 3},
            {"content", {{"m2m:cnt", {{"rn", "protected"}}}}}};
  }
};

TEST_F(ProtectedProcedureTest, LooksForTheRandomObjectOnceAndSendsOneObjectForEachRequest) {
  const Json created = request(creation());
  EXPECT_EQ(created.value("outcome", ""), "answered") << created.dump();
  EXPECT_EQ(created.value("rsc", 0), 2001);
  EXPECT_EQ(created["content"]["m2m:cnt"]["rn"], "protected");
  EXPECT_EQ(operations(), (std::vector{Operation::retrieve, Operation::notify}));
  const Json retrieved = request({{"operation", "retrieve"}, {"to", "cse/protected"}});
  EXPECT_EQ(retrieved.value("rsc", 0), 2000);
  EXPECT_EQ(operations(), std::vector{Operation::notify});
  EXPECT_EQ(request({{"operation", "delete"}, {"to", "cse/protected"}}).value("rsc", 0), 2002);
  EXPECT_EQ(request({{"operation", "delete"}, {"to", "cse/protected"}}).value("rsc", 0), 4004);
}

TEST_F(ProtectedProcedureTest, TellsARefusalFromAnAnswer) {
  tamper_ = [](Exchange& exchange) {
    if (exchange.request.operation == Operation::notify) {
      exchange.response = onem2m::respond(exchange.request, onem2m::Status{4115});
    }
  };
  const Json refused = request(creation());
  EXPECT_EQ(refused.value("outcome", ""), "failed") << refused.dump();
  EXPECT_EQ(refused.value("step", ""), "protect");
  EXPECT_EQ(refused.value("rsc", 0), 4115);
}

TEST_F(ProtectedProcedureTest, ThrowsAwayWhatIsNotAuthentic) {
  tamper_ = [](Exchange& exchange) {
    if (exchange.request.operation == Operation::notify) {
      std::string& object = (*exchange.response.content)["m2m:seci"]["epo"].get_ref<std::string&>();
      char& of_tag = object[object.rfind('.') + 1];
      of_tag = of_tag == 'A' ? 'B' : 'A';
    }
  };
  const Json refused = request(creation());
  EXPECT_EQ(refused.value("outcome", ""), "refused") << refused.dump();
  EXPECT_EQ(refused.value("reason", ""), "authentication_failed");
}

TEST_F(ProtectedProcedureTest, SendsNothingOverAHopWithoutSecurityOrWithoutAKey) {
  Json plain = configuration_of(kAe1);
  plain["cse"]["uri"] = "http://cse.example";
  run(*originator_, "e2e.configure", plain);
  EXPECT_EQ(request(creation()).value("step", ""), "channel");
  EXPECT_TRUE(record_.empty());
  Json keyless = configuration_of(kAe1);
  keyless.erase("pairwise_keys");
  run(*originator_, "e2e.configure", keyless);
  EXPECT_EQ(request(creation()).value("reason", ""), "key_not_found");
  EXPECT_TRUE(record_.empty());
}

TEST_F(ProtectedProcedureTest, NamesWhatIsWrongWithACommand) {
  const auto wrong = [&](const Json& members) {
    Json argument = creation();
    argument.update(members);
    return request(argument).value("m2m:dbg", "");
  };
  EXPECT_THAT(wrong({{"operation", "discover"}}), ::testing::HasSubstr("operation"));
  EXPECT_THAT(wrong({{"operation", ""}}), ::testing::HasSubstr("operation"));
  EXPECT_THAT(wrong({{"operation", "retrieve"}}), ::testing::HasSubstr("type"));
  EXPECT_THAT(wrong({{"to", ""}}), ::testing::HasSubstr("to"));
  EXPECT_THAT(wrong({{"more", 1}}), ::testing::HasSubstr("more"));
}

}  // namespace
}  // namespace plumbline::entities::ae
