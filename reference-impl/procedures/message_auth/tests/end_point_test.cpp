#include "two_ends.hpp"

namespace plumbline::message_auth {
namespace {

using onem2m::number_of;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

class EndPointTest : public TwoEnds {
 protected:
  void SetUp() override {
    TwoEnds::SetUp();
    end_.emplace(protector_, *verifier_);
  }

  RequestPrimitive sent(Protection protection = Protection::integrity) {
    return end_->send(request_inside(), path(protection), "/cse-b/-").value();
  }

  static Status refused(const Receipt& receipt) {
    return std::get<ResponsePrimitive>(receipt).status;
  }

  Receipt accept(const RequestPrimitive& outer) {
    return end_->accept(outer, std::string{kServer});
  }

  Answer receive(const ResponsePrimitive& outer) {
    return end_->receive(request_inside(), path(), outer);
  }

  std::optional<EndPoint> end_;
};

TEST_F(EndPointTest, TheOuterRequestShowsWhatBoundsItsWayAndNoMore) {
  RequestPrimitive inner = request_inside();
  inner.parameters = {{"rqet", "20290101T000100"}, {"gid", "g"}, {"vsi", "1"}};
  inner.query = {{"da", "true"}, {"lbl", "x"}};
  const RequestPrimitive outer = end_->send(inner, path(), "/cse-b/-").value();
  EXPECT_EQ(outer.operation, onem2m::Operation::notify);
  EXPECT_EQ(outer.to, "/cse-b/-");
  EXPECT_EQ(outer.from, kApplication);
  EXPECT_EQ(outer.request_id, "i1");
  EXPECT_EQ(outer.parameters, (onem2m::Parameters{{"rqet", "20290101T000100"}, {"vsi", "1"}}));
  EXPECT_EQ(outer.query, (onem2m::Parameters{{"da", "true"}}));
  EXPECT_TRUE(is_protected(outer));
  EXPECT_FALSE(is_protected(inner));
}

// MA-08: a whole exchange, in every protection that a pair has.
TEST_F(EndPointTest, ARequestAndItsAnswerGoThere) {
  for (const Protection protection :
       {Protection::integrity, Protection::confidentiality, Protection::both}) {
    const RequestPrimitive outer = sent(protection);
    const auto receipt = accept(outer);
    const auto& request = std::get<VerifiedRequest>(receipt);
    EXPECT_EQ(request.source, kApplication);
    const ResponsePrimitive back = end_->reply(
        outer, request, onem2m::respond(request.primitive, Status::not_found, "nothing there"));
    EXPECT_EQ(back.status, Status::ok);
    const auto answer = receive(back);
    const auto& response = std::get<VerifiedResponse>(answer);
    EXPECT_EQ(response.primitive.status, Status::not_found);
    EXPECT_EQ(response.protection, protection);
  }
}

TEST_F(EndPointTest, RefusesWhatIsNoProtectedRequest) {
  for (const char* const content : {R"({"m2m:sgn":{}})",
                                    R"({"e2e:ma":{}})",
                                    R"({"e2e:ma":7})",
                                    R"({"e2e:ma":{"env":7}})",
                                    R"({"e2e:ma":{"env":"a.b"}})",
                                    R"({"e2e:ma":{"env":"a.b.c","x":1}})",
                                    R"({"e2e:ma":{"env":"a.b.c"},"x":1})",
                                    R"([])"}) {
    RequestPrimitive outer = sent();
    outer.content = Json::parse(content);
    EXPECT_EQ(refused(accept(outer)), Status::bad_request) << content;
  }
  RequestPrimitive none = sent();
  none.content.reset();
  EXPECT_EQ(refused(accept(none)), Status::bad_request);
  RequestPrimitive other = sent();
  other.operation = onem2m::Operation::create;
  EXPECT_EQ(refused(accept(other)), Status::bad_request);
}

// MA-08, MA-11: what an intermediary altered is refused, and it is not told at which step.
TEST_F(EndPointTest, RefusesWhatWasAltered) {
  RequestPrimitive outer = sent();
  auto& text = outer.content->at("e2e:ma").at("env").get_ref<std::string&>();
  text.back() = text.back() == 'A' ? 'E' : 'A';
  const auto altered = std::get<ResponsePrimitive>(accept(outer));
  EXPECT_EQ(altered.status, Status::originator_not_authenticated);
  const RequestPrimitive good = sent();
  ASSERT_TRUE(std::holds_alternative<VerifiedRequest>(accept(good)));
  const auto repeated = std::get<ResponsePrimitive>(accept(good));
  EXPECT_EQ(repeated.status, altered.status);
  EXPECT_EQ(repeated.content, altered.content);
}

TEST_F(EndPointTest, AsksForTheCredential) {
  const RequestPrimitive outer = sent();
  held_.remove(kKeyId);
  EXPECT_EQ(std::get<CredentialNeeded>(accept(outer)).id, kKeyId);
  EXPECT_EQ(refused(end_->accept(outer, std::string{kServer}, Lookup::done)),
            Status::originator_not_authenticated);
}

TEST_F(EndPointTest, CannotAnswerWithoutItsCredential) {
  const RequestPrimitive outer = sent();
  const auto receipt = accept(outer);
  const auto& request = std::get<VerifiedRequest>(receipt);
  held_.remove(kKeyId);
  const auto back = end_->reply(outer, request, onem2m::respond(request.primitive, Status::ok));
  EXPECT_EQ(back.status, Status::internal_server_error);
}

TEST_F(EndPointTest, AnUnprotectedAnswerDoesNotCount) {
  ResponsePrimitive plain = onem2m::respond(request_inside(), Status::ok);
  const auto answer = receive(plain);
  EXPECT_EQ(std::get<Error>(answer).code, Errc::authentication_failed);
  plain.content = Json::parse(R"({"e2e:ma":{"env":7}})");
  EXPECT_EQ(std::get<Error>(receive(plain)).code, Errc::malformed);
}

TEST_F(EndPointTest, AnAnswerComesOnce) {
  const RequestPrimitive outer = sent();
  const auto receipt = accept(outer);
  const auto& request = std::get<VerifiedRequest>(receipt);
  const auto back = end_->reply(outer, request, onem2m::respond(request.primitive, Status::ok));
  EXPECT_TRUE(std::holds_alternative<VerifiedResponse>(receive(back)));
  EXPECT_EQ(std::get<Error>(receive(back)).code, Errc::authentication_failed);
}

}  // namespace
}  // namespace plumbline::message_auth
