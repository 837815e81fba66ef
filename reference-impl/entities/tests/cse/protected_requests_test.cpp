#include "plumbline/crypto/random.hpp"
#include "plumbline/esprim/originator.hpp"
#include "plumbline/esprim/status.hpp"
#include "plumbline/onem2m/e2e_sec_info.hpp"

#include "cse_fixture.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <variant>

namespace plumbline::entities::testing {
namespace {

using onem2m::Operation;
using ::testing::HasSubstr;

constexpr std::size_t kKeyOctets = 32;

std::shared_ptr<esprim::PairwiseKeys> keys_with(const std::string& peer) {
  auto keys = std::make_shared<esprim::PairwiseKeys>();
  EXPECT_TRUE(keys->add(
      {.id = "k1", .peer = peer, .key = crypto::SecretBytes{Bytes(kKeyOctets, 7)}, .expires = {}}));
  return keys;
}

/// The AE "Cone" sends what is for the CSE in ESPrim Objects, from wherever it is.
class ProtectedRequestsTest : public CseTest {
 protected:
  void SetUp() override {
    auto made = configuration();
    made.pairwise_keys = keys_with("//sp.example/cse-a/Cone");
    start(std::move(made));
  }

  esprim::Finished exchange(onem2m::RequestPrimitive inner) {
    esprim::Exchange way = originator_.begin(
        {.id = "//sp.example/cse-a", .to = "/cse-a/-", .sec_info = "cse"}, std::move(inner));
    esprim::Step step = way.start();
    while (auto* const outer = std::get_if<onem2m::RequestPrimitive>(&step)) {
      step = way.receive(send(*outer));
    }
    return std::get<esprim::Finished>(std::move(step));
  }

  unsigned inner_rsc(onem2m::RequestPrimitive inner) {
    const auto finished = exchange(std::move(inner));
    EXPECT_TRUE(finished.inner) << to_string(finished.inner.error());
    return finished.inner ? rsc(finished.inner.value()) : 0;
  }

  onem2m::RequestPrimitive inner(Operation operation,
                                 std::string to,
                                 std::optional<Json> content = std::nullopt) {
    auto made = request(operation, "Cone", std::move(to));
    made.content = std::move(content);
    return made;
  }

  crypto::SeededRandom seeded_{as_bytes("seed"), "esprim"};
  std::shared_ptr<esprim::PairwiseKeys> own_keys_ = keys_with("//sp.example/cse-a");
  esprim::Originator originator_{{.from = "Cone"}, *own_keys_, clock_, seeded_};
};

TEST_F(ProtectedRequestsTest, PerformsEveryOperation) {
  prepare();
  auto creation =
      inner(Operation::create, "cse/one/data", json(R"({"m2m:cin":{"rn":"i","con":"x"}})"));
  creation.resource_type = kInstance;
  EXPECT_EQ(inner_rsc(creation), 2001U);
  EXPECT_EQ(inner_rsc(inner(Operation::retrieve, "cse/one/data/i")), 2000U);
  EXPECT_EQ(
      inner_rsc(inner(Operation::update, "cse/one/data", json(R"({"m2m:cnt":{"lbl":["a"]}})"))),
      2004U);
  EXPECT_EQ(inner_rsc(inner(Operation::remove, "cse/one/data/i")), 2002U);
  EXPECT_EQ(inner_rsc(inner(Operation::retrieve, "cse/one/data/i")), 4004U);
}

TEST_F(ProtectedRequestsTest, DecidesByTheInnerOriginator) {
  prepare();
  auto foreign = inner(Operation::create, "cse/one", json(R"({"m2m:cnt":{}})"));
  foreign.resource_type = kContainer;
  foreign.from = "Ctwo";
  EXPECT_EQ(exchange(foreign).refused, esprim::kImpersonation);
  foreign.from = "Cone";
  EXPECT_EQ(inner_rsc(foreign), 2001U);
  EXPECT_EQ(inner_rsc(inner(Operation::remove, "cse/acp-admin")), 4103U);
}

TEST_F(ProtectedRequestsTest, RefusesWhatIsNotForItOrTooLate) {
  auto late = inner(Operation::retrieve, "cse");
  late.parameters["rqet"] = "20200101T000000";
  EXPECT_EQ(exchange(late).refused, onem2m::Status::request_timeout);
  EXPECT_EQ(inner_rsc(inner(Operation::notify, "cse", json(R"({"m2m:seci":{"sit":3}})"))), 4005U);
  EXPECT_EQ(inner_rsc(inner(Operation::retrieve, "/cse-b/cse")), 4004U);
}

TEST_F(ProtectedRequestsTest, PublishesWhatItCanDo) {
  const auto shown = retrieve("Cone", "cse", {{"atrl", "esi"}});
  ASSERT_EQ(rsc(shown), 2000U);
  const auto info = onem2m::parse_e2e_sec_info(shown.content->at("m2m:cb").at("esi"));
  ASSERT_TRUE(info);
  EXPECT_EQ(info.value().features, std::vector<int>{13});
  ASSERT_TRUE(info.value().shared_rand_object);
  EXPECT_EQ(retrieve("Cone", "cse").content->at("m2m:cb").at("esi"),
            shown.content->at("m2m:cb").at("esi"));
  clock_.advance(std::chrono::minutes{31});
  EXPECT_NE(retrieve("Cone", "cse").content->at("m2m:cb").at("esi"),
            shown.content->at("m2m:cb").at("esi"));
}

TEST_F(ProtectedRequestsTest, TakesThemAtTheBaseOnly) {
  prepare();
  auto asking = request(Operation::notify, "Cone", "cse/one/data");
  asking.content = json(R"({"m2m:seci":{"sit":3}})");
  EXPECT_EQ(rsc(send(asking)), 4005U);
  asking.to = "/cse-a/-";
  EXPECT_EQ(rsc(send(asking)), 2000U);
  asking.content = json(R"({"m2m:sgn":{}})");
  EXPECT_EQ(rsc(send(asking)), 4005U);
}

TEST_F(ProtectedRequestsTest, TakesNoneWithoutKeys) {
  start(configuration());
  auto asking = request(Operation::notify, "Cone", "cse");
  asking.content = json(R"({"m2m:seci":{"sit":3}})");
  EXPECT_EQ(rsc(send(asking)), 4005U);
  EXPECT_FALSE(retrieve("Cone", "cse").content->at("m2m:cb").contains("esi"));
}

class TakesEverybodyForCone final : public CsePolicy {
  class Receiver final : public esprim::ReceiverPolicy {
    [[nodiscard]] bool accepts_from(
        std::string_view /*from*/,
        const esprim::PairwiseKey& /*key*/,
        const esprim::ReceiverConfiguration& /*configuration*/) const override {
      return true;
    }
  };

  [[nodiscard]] std::unique_ptr<esprim::ReceiverPolicy> esprim_policy() const override {
    return std::make_unique<Receiver>();
  }
};

TEST_F(ProtectedRequestsTest, AsksThePolicy) {
  auto made = configuration();
  made.pairwise_keys = keys_with("//sp.example/cse-a/Cone");
  start(std::move(made), std::make_unique<TakesEverybodyForCone>());
  auto foreign = inner(Operation::retrieve, "cse");
  foreign.from = "Ctwo";
  EXPECT_EQ(inner_rsc(foreign), 2000U);
}

}  // namespace
}  // namespace plumbline::entities::testing
