#include "plumbline/entities/forward.hpp"
#include "plumbline/onem2m/testing/generators.hpp"

#include "cse_fixture.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace plumbline::entities::testing {
namespace {

using onem2m::Operation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ForwardingTest : public CseTest {
 protected:
  void SetUp() override {
    start(configuration());
    ASSERT_EQ(
        rsc(create("/cse-b", "cse", 16, R"({"m2m:csr":{"rn":"b","csi":"/cse-b","cb":"/cse-b/x",
      "rr":true,"poa":["http://127.0.0.1:1","https://127.0.0.1:2"],"dcse":["/cse-d"]}})")),
        2001U);
  }

  /// With a registrar, and the registration of /cse-b.
  void start_below(const std::string& registrar) {
    auto made = configuration();
    made.registrar = {.cse_id = registrar, .points_of_access = {"http://127.0.0.1:9"}};
    start(std::move(made));
  }

  Handling accept(const onem2m::RequestPrimitive& made) { return cse_->accept(made, association_); }

  Handling accept(Operation operation, const std::string& from, const std::string& to) {
    auto made = request(operation, from, to);
    if (operation == Operation::notify) {
      made.content = json(R"({"m2m:seci":{"sit":3}})");
    }
    return accept(made);
  }

  static Forward sent_on(const Handling& handling) {
    const auto* const forward = std::get_if<Forward>(&handling);
    if (forward == nullptr) {
      ADD_FAILURE() << "answered " << rsc(std::get<onem2m::ResponsePrimitive>(handling)) << ' '
                    << detail(std::get<onem2m::ResponsePrimitive>(handling));
      return {};
    }
    return *forward;
  }

  static onem2m::ResponsePrimitive answered(const Handling& handling) {
    const auto* const response = std::get_if<onem2m::ResponsePrimitive>(&handling);
    return response == nullptr ? onem2m::ResponsePrimitive{.status = onem2m::Status{1}} : *response;
  }

  void register_reachable_ae(const char* more) {
    ASSERT_EQ(
        rsc(create(
            "Cone", "cse", kAe, std::string(R"({"m2m:ae":{"rn":"one","api":"Nx",)") + more + "}}")),
        2001U);
  }
};

TEST_F(ForwardingTest, GoesToTheRegistreeInEveryFormOfAddress) {
  for (const auto* to : {"/cse-b/x/data", "//sp.example/cse-b/x/data", "/cse-d/y", "/cse-b"}) {
    const Forward forward = sent_on(accept(Operation::retrieve, "Cone", to));
    EXPECT_EQ(forward.hop.entity, "//sp.example/cse-b") << to;
    EXPECT_THAT(forward.hop.points_of_access,
                ElementsAre("http://127.0.0.1:1", "https://127.0.0.1:2"));
    EXPECT_EQ(forward.request.to, to);
    EXPECT_EQ(forward.request.from, "/cse-a/Cone");
    EXPECT_EQ(rsc(cse_->complete(forward, fail(Errc::unreachable))), 5103U);
  }
}

TEST_F(ForwardingTest, GoesUpWhereNobodyBelowIsMeant) {
  EXPECT_EQ(rsc(answered(accept(Operation::retrieve, "Cone", "/cse-x/y"))), 4004U);
  start_below("/in-cse");
  const Forward forward = sent_on(accept(Operation::retrieve, "Sone", "/cse-x/y"));
  EXPECT_EQ(forward.hop.entity, "//sp.example/in-cse");
  EXPECT_EQ(forward.request.from, "/Sone");
}

TEST_F(ForwardingTest, MakesFromAbsoluteTowardsAnotherServiceProvider) {
  start_below("//other.example/in-cse");
  for (const auto* from : {"Cone", "/cse-a/Cone", "//sp.example/cse-a/Cone"}) {
    const Forward forward = sent_on(accept(Operation::retrieve, from, "//other.example/in-cse/y"));
    EXPECT_EQ(forward.request.from, "//sp.example/cse-a/Cone");
    static_cast<void>(cse_->complete(forward, fail(Errc::unreachable)));
  }
}

TEST_F(ForwardingTest, LeavesWhatIsForThisCseToIt) {
  for (const auto* to : {"cse", "/cse-a/-", "//sp.example/cse-a/cse"}) {
    EXPECT_EQ(rsc(answered(accept(Operation::retrieve, "Cone", to))), 2000U) << to;
  }
  EXPECT_EQ(rsc(answered(accept(Operation::retrieve, "Cone", "cse//x"))), 4000U);
  EXPECT_EQ(rsc(cse_->handle(request(Operation::retrieve, "Cone", "/cse-b/x"), {})), 4004U);
}

TEST_F(ForwardingTest, DeliversNotificationsToAnAe) {
  register_reachable_ae(R"("rr":true,"poa":["coap://127.0.0.1:3"])");
  auto notification = request(Operation::notify, "Cone", "cse/one");
  notification.content = json(R"({"m2m:seci":{"sit":5,"epo":"a..b.c.d"}})");
  const Forward forward = sent_on(accept(notification));
  EXPECT_EQ(forward.hop.entity, "//sp.example/cse-a/Cone");
  EXPECT_THAT(forward.hop.points_of_access, ElementsAre("coap://127.0.0.1:3"));
  EXPECT_EQ(onem2m::to_json(forward.request), onem2m::to_json(notification));
  EXPECT_EQ(rsc(answered(accept(Operation::retrieve, "Cone", "cse/one"))), 2000U);
}

TEST_F(ForwardingTest, DeliversForWhoMayNotifyOnly) {
  register_reachable_ae(R"("rr":true,"poa":["coap://127.0.0.1:3"])");
  EXPECT_EQ(rsc(answered(accept(Operation::notify, "Ctwo", "cse/one"))), 4103U);
}

TEST_F(ForwardingTest, NamesAnAeThatCannotBeReached) {
  register_reachable_ae(R"("rr":false,"poa":["coap://127.0.0.1:3"])");
  const auto unreachable = answered(accept(Operation::notify, "Cone", "cse/one"));
  EXPECT_EQ(rsc(unreachable), 5103U);
  EXPECT_THAT(detail(unreachable), HasSubstr("not request reachable"));
  ASSERT_EQ(rsc(update("Cone", "cse/one", R"({"m2m:ae":{"rr":true,"poa":[]}})")), 2004U);
  EXPECT_THAT(detail(answered(accept(Operation::notify, "Cone", "cse/one"))),
              HasSubstr("no point of access"));
}

TEST_F(ForwardingTest, SendsNoRegistrationOnThatHasNoFrom) {
  auto registration = request(Operation::create, "", "/cse-b/x");
  registration.resource_type = kAe;
  registration.content = json(R"({"m2m:ae":{"api":"Nx","rr":false}})");
  EXPECT_EQ(rsc(answered(accept(registration))), 4000U);
}

TEST_F(ForwardingTest, RefusesWhatItWouldRefuseForItself) {
  auto expired = request(Operation::retrieve, "Cone", "/cse-b/x");
  expired.parameters["rqet"] = "20200101T000000";
  EXPECT_EQ(rsc(answered(accept(expired))), 4008U);
  association_ = by_key("kpsa-1@sp.example");
  EXPECT_EQ(rsc(answered(accept(Operation::retrieve, "Ctwo", "/cse-b/x"))), 4106U);
  auto strict = configuration();
  strict.security_required = true;
  start(std::move(strict));
  association_ = {};
  EXPECT_EQ(rsc(answered(accept(Operation::retrieve, "Cone", "/cse-b/x"))), 4107U);
}

TEST_F(ForwardingTest, NeverGoesOnWithLessSecurity) {
  association_ = by_key("kpsa-1@sp.example");
  EXPECT_THAT(sent_on(accept(Operation::retrieve, "Cone", "/cse-b/x")).hop.points_of_access,
              ElementsAre("https://127.0.0.1:2"));
  association_ = by_key("kpsa-b@sp.example");
  ASSERT_EQ(rsc(update("/cse-b", "cse/b", R"({"m2m:csr":{"poa":["http://127.0.0.1:1"]}})")), 2004U);
  association_ = by_key("kpsa-2@sp.example");
  const auto refused = answered(accept(Operation::retrieve, "Ctwo", "/cse-b/x"));
  EXPECT_EQ(rsc(refused), 4107U);
  EXPECT_THAT(detail(refused), HasSubstr("secure enough"));
}

TEST_F(ForwardingTest, GoesNeverBackToWhereItCameFrom) {
  association_ = by_key("kpsa-b@sp.example");
  const auto refused = answered(accept(Operation::retrieve, "/cse-b/Cone", "/cse-d/x"));
  EXPECT_EQ(rsc(refused), 5103U);
  EXPECT_THAT(detail(refused), HasSubstr("leads back"));
}

TEST_F(ForwardingTest, DetectsALoopByTheRequestOnItsWay) {
  const Forward forward = sent_on(accept(Operation::retrieve, "Cone", "/cse-b/x"));
  for (const auto* from : {"Cone", "/cse-a/Cone", "//sp.example/cse-a/Cone"}) {
    const auto refused = answered(accept(Operation::retrieve, from, "/cse-b/x"));
    EXPECT_EQ(rsc(refused), 5103U) << from;
    EXPECT_THAT(detail(refused), HasSubstr("loop"));
  }
  static_cast<void>(sent_on(accept(Operation::retrieve, "Ctwo", "/cse-b/x")));
  static_cast<void>(cse_->complete(forward, fail(Errc::timed_out)));
  static_cast<void>(sent_on(accept(Operation::retrieve, "Cone", "/cse-b/x")));
}

TEST_F(ForwardingTest, ForgetsWhatIsNeverAnswered) {
  static_cast<void>(sent_on(accept(Operation::retrieve, "Cone", "/cse-b/x")));
  clock_.advance(std::chrono::minutes{10});
  static_cast<void>(sent_on(accept(Operation::retrieve, "Cone", "/cse-b/x")));
}

TEST_F(ForwardingTest, BoundsWhatIsOnItsWay) {
  auto small = configuration();
  small.limits.forwards = 1;
  small.registrar = {.cse_id = "/in-cse", .points_of_access = {"http://127.0.0.1:9"}};
  start(std::move(small));
  const Forward first = sent_on(accept(Operation::retrieve, "Cone", "/x/y"));
  EXPECT_EQ(rsc(answered(accept(Operation::retrieve, "Ctwo", "/x/y"))), 5103U);
  static_cast<void>(cse_->complete(first, fail(Errc::timed_out)));
  static_cast<void>(sent_on(accept(Operation::retrieve, "Ctwo", "/x/y")));
}

TEST_F(ForwardingTest, CarriesTheAnswerBackUntouched) {
  const Forward forward = sent_on(accept(Operation::retrieve, "Cone", "/cse-b/x"));
  onem2m::ResponsePrimitive answer;
  answer.status = onem2m::Status{4128};
  answer.request_id = "r1";
  answer.from = "/cse-b";
  answer.content = json(R"({"m2m:seci":{"sit":5,"epo":"a..b.c.d"}})");
  answer.parameters = {{"ot", "x"}, {"vsi", "y"}};
  const auto back = cse_->complete(forward, answer);
  EXPECT_EQ(onem2m::to_json(back), onem2m::to_json(answer));
}

TEST_F(ForwardingTest, AnswersForAHopThatDoesNot) {
  const std::tuple<Result<onem2m::ResponsePrimitive>, unsigned, const char*> cases[] = {
      {fail(Errc::timed_out, "no answer"), 4008, "//sp.example/cse-b: timed_out: no answer"},
      {fail(Errc::unreachable, "refused"), 5103, "//sp.example/cse-b: unreachable: refused"},
      {fail(Errc::malformed, "no HTTP"), 5103, "//sp.example/cse-b: malformed: no HTTP"},
      {onem2m::ResponsePrimitive{.request_id = "r2"},
       5103,
       "//sp.example/cse-b: answered another request"},
  };
  for (const auto& [result, status, why] : cases) {
    const Forward forward = sent_on(accept(Operation::retrieve, "Cone", "/cse-b/x"));
    const auto back = cse_->complete(forward, result);
    EXPECT_EQ(rsc(back), status);
    EXPECT_EQ(back.request_id, "r1");
    EXPECT_EQ(detail(back), why);
  }
}

/// A request in JSON without From.
Json rest_of(const onem2m::RequestPrimitive& made) {
  Json all = onem2m::to_json(made);
  all.erase("fr");
  return all;
}

RC_GTEST_PROP(Forwarding, RewritesNothingButTheFormOfFrom, ()) {
  CseConfiguration configuration;
  configuration.identity = {.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};
  auto request = *onem2m::testing::request_primitive();
  request.from = *rc::gen::element<std::string>("Cone",
                                                "Sone",
                                                "/cse-a/Cone",
                                                "/cse-b",
                                                "/cse-b/Cone",
                                                "/Sone",
                                                "//sp.example/cse-a/Cone",
                                                "//other.example/cse-c/Cone");
  const NextHop hop{.entity = *rc::gen::element<std::string>(
                        "//sp.example/cse-b", "//other.example/in-cse", "//sp.example/cse-a/Ctwo"),
                    .points_of_access = {"https://127.0.0.1:1"}};
  const auto out = CsePolicy().outgoing(request, hop, configuration);
  RC_ASSERT(json_text(rest_of(out)) == json_text(rest_of(request)));
  RC_ASSERT(out.parameters == request.parameters);
  RC_ASSERT(out.query == request.query);
  RC_ASSERT(onem2m::same_entity(out.from, request.from, configuration.identity));
  RC_ASSERT(hop.entity == "//sp.example/cse-a/Ctwo" || out.from.starts_with('/'));
}

}  // namespace
}  // namespace plumbline::entities::testing
