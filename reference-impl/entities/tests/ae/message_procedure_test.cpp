#include "ae_world.hpp"

namespace plumbline::entities::ae {
namespace {

using onem2m::Operation;

class MessageProcedureTest : public AeWorld {
 protected:
  Json request(const Json& members = Json::object()) {
    Json argument = {{"operation", "create"},
                     {"to", "cse"},
                     {"type", 3},
                     {"content", {{"m2m:cnt", {{"rn", "protected"}}}}},
                     {"message", "both"}};
    argument.update(members);
    return run(*originator_, "e2e.request", argument).output;
  }

  static Json retrieval(const std::string& protection) {
    return {{"operation", "retrieve"}, {"to", "cse"}, {"message", protection}};
  }

  /// Puts `change` to each message in an answer.
  void tamper_with(std::function<void(std::string&)> change) {
    tamper_ = [change = std::move(change)](Exchange& exchange) {
      if (exchange.response.content && exchange.response.content->contains("e2e:ma")) {
        change((*exchange.response.content)["e2e:ma"]["env"].get_ref<std::string&>());
      }
    };
  }
};

TEST_F(MessageProcedureTest, SendsOneMessageForEachRequest) {
  const Json created = request();
  EXPECT_EQ(created.value("outcome", ""), "answered") << created.dump();
  EXPECT_EQ(created.value("rsc", 0), 2001);
  EXPECT_EQ(created["content"]["m2m:cnt"]["rn"], "protected");
  ASSERT_EQ(record_.size(), 1U);
  EXPECT_EQ(record_.front().request.operation, Operation::notify);
  EXPECT_EQ(request().value("rsc", 0), 4105);
  for (const char* const protection : {"integrity", "confidentiality"}) {
    const Json retrieved = run(*originator_, "e2e.request", retrieval(protection)).output;
    EXPECT_EQ(retrieved.value("rsc", 0), 2000) << retrieved.dump();
  }
}

TEST_F(MessageProcedureTest, TellsARefusalFromAnAnswer) {
  tamper_ = [](Exchange& exchange) {
    exchange.response =
        onem2m::respond(exchange.request, onem2m::Status::originator_not_authenticated);
  };
  const Json refused = request();
  EXPECT_EQ(refused.value("outcome", ""), "failed") << refused.dump();
  EXPECT_EQ(refused.value("step", ""), "protect");
  EXPECT_EQ(refused.value("rsc", 0), 4106);
}

TEST_F(MessageProcedureTest, ThrowsAwayWhatIsNotAuthentic) {
  tamper_with([](std::string& message) {
    char& of_tag = message[message.rfind('.') + 1];
    of_tag = of_tag == 'A' ? 'B' : 'A';
  });
  const Json refused = request();
  EXPECT_EQ(refused.value("outcome", ""), "refused") << refused.dump();
  EXPECT_EQ(refused.value("reason", ""), "authentication_failed");
}

TEST_F(MessageProcedureTest, ThrowsAwayAnEarlierAnswer) {
  std::string earlier;
  tamper_with(
      [&](std::string& message) { message = earlier.empty() ? earlier = message : earlier; });
  EXPECT_EQ(request().value("outcome", ""), "answered");
  EXPECT_EQ(request().value("reason", ""), "authentication_failed");
}

TEST_F(MessageProcedureTest, SendsNothingWithoutACredential) {
  Json keyless = configuration_of(kAe1);
  keyless.erase("message_keys");
  run(*originator_, "e2e.configure", keyless);
  EXPECT_EQ(request().value("reason", ""), "key_not_found");
  EXPECT_TRUE(record_.empty());
}

TEST_F(MessageProcedureTest, NamesWhatIsWrongWithACommand) {
  for (const char* const wrong : {"none", "signature"}) {
    EXPECT_THAT(request({{"message", wrong}}).value("m2m:dbg", ""),
                ::testing::HasSubstr("message"));
  }
}

}  // namespace
}  // namespace plumbline::entities::ae
