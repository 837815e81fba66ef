#include "plumbline/crypto/random.hpp"
#include "plumbline/message_auth/end_point.hpp"

#include "cse_fixture.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace plumbline::entities::testing {
namespace {

using message_auth::Credential;
using message_auth::Credentials;
using message_auth::Protection;
using onem2m::Operation;

constexpr std::size_t kKeyOctets = 32;
constexpr const char* kCone = "//sp.example/cse-a/Cone";
constexpr const char* kCse = "//sp.example/cse-a";

std::shared_ptr<Credentials> credentials() {
  const Bytes kpsa(kKeyOctets, 7);
  auto made = std::make_shared<Credentials>();
  EXPECT_TRUE(made->add(
      message_auth::shared_credential({.id = "k1", .owner = kCone, .peer = kCse, .kpsa = kpsa})
          .value()));
  return made;
}

/// The AE "Cone" sends what is for the CSE in authenticated messages.
class AuthenticatedMessagesTest : public CseTest {
 protected:
  void SetUp() override { start_with({}); }

  void start_with(std::unique_ptr<CsePolicy> policy) {
    auto made = configuration();
    made.message_credentials = credentials();
    start(std::move(made), std::move(policy));
  }

  static onem2m::RequestPrimitive inner(Operation operation,
                                        std::string to,
                                        std::optional<Json> content = std::nullopt) {
    auto made = request(operation, "Cone", std::move(to));
    made.content = std::move(content);
    return made;
  }

  static onem2m::RequestPrimitive creation(const std::string& to, const std::string& name) {
    auto made = inner(Operation::create, to, Json{{"m2m:cin", {{"rn", name}, {"con", "x"}}}});
    made.resource_type = kInstance;
    return made;
  }

  onem2m::RequestPrimitive protect(const onem2m::RequestPrimitive& inner) {
    return end_.send(inner, kWay, "/cse-a/-").value();
  }

  /// Status of the answer inside; nothing when it does not verify.
  std::optional<unsigned> inner_rsc(const onem2m::RequestPrimitive& inner) {
    const auto answer = end_.receive(inner, kWay, send(protect(inner)));
    const auto* const verified = std::get_if<message_auth::VerifiedResponse>(&answer);
    return verified == nullptr ? std::nullopt : std::optional{rsc(verified->primitive)};
  }

  const message_auth::Path kWay{
      .source = kCone, .destination = kCse, .protection = Protection::both};
  crypto::SeededRandom seeded_{as_bytes("seed"), "message auth"};
  std::shared_ptr<Credentials> own_ = credentials();
  message_auth::Protector protector_{*own_, clock_, seeded_};
  message_auth::Verifier verifier_{{.identity = configuration().identity}, *own_, clock_};
  message_auth::EndPoint end_{protector_, verifier_};
};

TEST_F(AuthenticatedMessagesTest, PerformsEveryOperation) {
  prepare();
  EXPECT_EQ(inner_rsc(creation("cse/one/data", "i")), 2001U);
  EXPECT_EQ(inner_rsc(inner(Operation::retrieve, "cse/one/data/i")), 2000U);
  EXPECT_EQ(
      inner_rsc(inner(Operation::update, "cse/one/data", json(R"({"m2m:cnt":{"lbl":["a"]}})"))),
      2004U);
  EXPECT_EQ(inner_rsc(inner(Operation::remove, "cse/one/data/i")), 2002U);
  EXPECT_EQ(inner_rsc(inner(Operation::retrieve, "cse/one/data/i")), 4004U);
}

TEST_F(AuthenticatedMessagesTest, DecidesAsForTheProvenOriginator) {
  prepare();
  EXPECT_EQ(inner_rsc(inner(Operation::remove, "cse/acp-admin")), 4103U);
  auto foreign = creation("cse/one/data", "foreign");
  foreign.from = "Ctwo";
  EXPECT_EQ(rsc(send(protect(foreign))), 4106U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/foreign")), 4004U);
}

TEST_F(AuthenticatedMessagesTest, PerformsAMessageOnce) {
  prepare();
  const auto outer = protect(creation("cse/one/data", "once"));
  EXPECT_EQ(rsc(send(outer)), 2000U);
  ASSERT_EQ(rsc(remove("Cone", "cse/one/data/once")), 2002U);
  EXPECT_EQ(rsc(send(outer)), 4106U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/once")), 4004U);
}

TEST_F(AuthenticatedMessagesTest, PerformsNoneThatIsStale) {
  prepare();
  const auto outer = protect(creation("cse/one/data", "late"));
  clock_.advance(std::chrono::seconds{301});
  EXPECT_EQ(rsc(send(outer)), 4106U);
  EXPECT_EQ(rsc(retrieve("Cone", "cse/one/data/late")), 4004U);
}

TEST_F(AuthenticatedMessagesTest, RefusesWhatIsNotForItOrTooLate) {
  auto late = inner(Operation::retrieve, "cse");
  late.parameters["rqet"] = "20200101T000000";
  EXPECT_EQ(rsc(send(protect(late))), 4008U);
  EXPECT_EQ(inner_rsc(inner(Operation::notify, "cse", json(R"({"e2e:ma":{"env":"a.b.c"}})"))),
            4005U);
  EXPECT_EQ(inner_rsc(inner(Operation::retrieve, "/cse-b/cse")), 4004U);
}

TEST_F(AuthenticatedMessagesTest, TakesThemAtTheBaseOnly) {
  prepare();
  auto outer = protect(inner(Operation::retrieve, "cse"));
  outer.to = "cse/one/data";
  EXPECT_EQ(rsc(send(outer)), 4005U);
  outer.to = "cse";
  EXPECT_EQ(rsc(send(outer)), 2000U);
}

TEST_F(AuthenticatedMessagesTest, TakesNoneWithoutCredentials) {
  start(configuration());
  EXPECT_EQ(rsc(send(protect(inner(Operation::retrieve, "cse")))), 4005U);
}

class TakesReplays final : public CsePolicy {
  class Verifies final : public message_auth::VerifierPolicy {
    [[nodiscard]] bool accepts_sequence(const message_auth::ReplayWindow& /*window*/,
                                        std::uint64_t /*sequence*/) const override {
      return true;
    }
  };

  class Protects final : public message_auth::ProtectorPolicy {
    [[nodiscard]] std::uint64_t next_sequence(std::uint64_t last) const override { return last; }
  };

  [[nodiscard]] std::unique_ptr<message_auth::VerifierPolicy> verifier_policy() const override {
    return std::make_unique<Verifies>();
  }

  [[nodiscard]] std::unique_ptr<message_auth::ProtectorPolicy> protector_policy() const override {
    return std::make_unique<Protects>();
  }
};

TEST_F(AuthenticatedMessagesTest, AsksThePolicies) {
  start_with(std::make_unique<TakesReplays>());
  const auto asking = inner(Operation::retrieve, "cse");
  const auto outer = protect(asking);
  EXPECT_EQ(rsc(send(outer)), 2000U);
  EXPECT_EQ(rsc(send(outer)), 2000U);
  // Its answers all have one number, of which this end takes the first.
  EXPECT_EQ(inner_rsc(asking), 2000U);
  EXPECT_EQ(inner_rsc(asking), std::nullopt);
}

}  // namespace
}  // namespace plumbline::entities::testing
