#include "plumbline/entities/cse/cse_with_tef.hpp"

#include "cse_fixture.hpp"

namespace plumbline::entities::testing {
namespace {

/// Tells that a request came here.
class Elsewhere final : public Server {
 public:
  onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                   const onem2m::Association& /*association*/) override {
    return onem2m::respond(request, onem2m::Status::accepted);
  }
};

class CseWithTefTest : public CseTest {
 protected:
  void SetUp() override {
    CseTest::SetUp();
    prepare();
    server_ = std::make_unique<CseWithTef>(*cse_, tef_, configuration().identity);
  }

  bool goes_to_tef(onem2m::Operation operation,
                   const std::string& to,
                   std::optional<std::uint32_t> type = {}) {
    auto made = request(operation, "Cone", to);
    made.resource_type = type;
    made.content = Json::object();
    return server_->handle(made, association_).status == onem2m::Status::accepted;
  }

  Elsewhere tef_;
  std::unique_ptr<CseWithTef> server_;
};

TEST_F(CseWithTefTest, RegistersCredentialsAtTheTef) {
  EXPECT_TRUE(goes_to_tef(onem2m::Operation::create, "/-", 20103));
  EXPECT_TRUE(goes_to_tef(onem2m::Operation::create, "-", 20103));
  EXPECT_FALSE(goes_to_tef(onem2m::Operation::create, "-", kContainer));
}

TEST_F(CseWithTefTest, FindsCredentialsAtTheTef) {
  for (const auto operation :
       {onem2m::Operation::retrieve, onem2m::Operation::update, onem2m::Operation::remove}) {
    EXPECT_TRUE(goes_to_tef(operation, "/-/key-Id"));
    EXPECT_TRUE(goes_to_tef(operation, "-/key-Id"));
    EXPECT_TRUE(goes_to_tef(operation, "-/key-Id@tef.example"));
  }
}

TEST_F(CseWithTefTest, FindsResourcesAtTheCse) {
  for (const auto* to : {"-/one", "/-/one", "-/one/none", "cse/none", "none", "-", "/-", ""}) {
    EXPECT_FALSE(goes_to_tef(onem2m::Operation::retrieve, to)) << to;
  }
}

}  // namespace
}  // namespace plumbline::entities::testing
