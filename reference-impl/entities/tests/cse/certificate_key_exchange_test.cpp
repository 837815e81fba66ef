#include "plumbline/crypto/random.hpp"
#include "plumbline/escertke/initiator.hpp"
#include "plumbline/escertke/terminator_policy.hpp"
#include "plumbline/esprim/originator.hpp"
#include "plumbline/onem2m/e2e_sec_info.hpp"

#include "../end_points.hpp"
#include "cse_fixture.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <variant>

namespace plumbline::entities::testing {
namespace {

using crypto::IdentityKind;
using onem2m::Operation;
using ::testing::ElementsAre;

const crypto::ExpectedIdentity kAeCertificate{IdentityKind::ae_id, "//sp.example/cse-a/Cone"};
const crypto::ExpectedIdentity kCseCertificate{IdentityKind::fqdn, "cse-a.example"};

/// The AE "Cone" and the CSE know each other by certificates alone.
class CertificateKeyExchangeTest : public CseTest {
 protected:
  void SetUp() override { start(configured()); }

  CseConfiguration configured() {
    auto made = configuration();
    made.escertke =
        std::make_shared<escertke::TerminatorConfiguration>(escertke::TerminatorConfiguration{
            .end_point = ends_.issue(kCseCertificate),
            .identity = {},
            .initiators = {{.id = kAeCertificate.value, .certificate = kAeCertificate}}});
    return made;
  }

  /// A run of ESCertKE up to where it ends; `change` sees each request first.
  escertke::Finished establish(const std::function<void(onem2m::RequestPrimitive&)>& change =
                                   [](auto&) {}) {
    auto initiator =
        escertke::Initiator::make(
            {.end_point = ends_.issue(kAeCertificate), .from = "Cone"}, clock_, seeded_)
            .value();
    auto way = initiator.begin(
        {.id = "//sp.example/cse-a", .to = "/cse-a/-", .certificate = kCseCertificate});
    escertke::Step step = way.start();
    while (auto* const request = std::get_if<onem2m::RequestPrimitive>(&step)) {
      change(*request);
      step = way.receive(send(*request));
    }
    return std::get<escertke::Finished>(std::move(step));
  }

  /// What comes of a protected request under that key.
  esprim::Finished request_under(const escertke::EstablishedKey& key) {
    esprim::PairwiseKeys keys;
    EXPECT_TRUE(keys.add({.id = key.id,
                          .peer = "//sp.example/cse-a",
                          .key = crypto::SecretBytes{key.key.expose()},
                          .expires = {}}));
    esprim::Originator originator{{.from = "Cone"}, keys, clock_, seeded_};
    auto way = originator.begin({.id = "//sp.example/cse-a", .to = "/cse-a/-", .sec_info = "cse"},
                                request(Operation::retrieve, "Cone", "cse"));
    esprim::Step step = way.start();
    while (auto* const outer = std::get_if<onem2m::RequestPrimitive>(&step)) {
      step = way.receive(send(*outer));
    }
    return std::get<esprim::Finished>(std::move(step));
  }

  EndPoints ends_;
  crypto::SeededRandom seeded_{as_bytes("seed"), "escertke"};
};

TEST_F(CertificateKeyExchangeTest, MakesAKeyForProtectedRequests) {
  const auto finished = establish();
  ASSERT_TRUE(finished.key) << to_string(finished.key.error());
  const auto answered = request_under(finished.key.value());
  ASSERT_TRUE(answered.inner) << to_string(answered.inner.error());
  EXPECT_EQ(rsc(answered.inner.value()), 2000U);
}

TEST_F(CertificateKeyExchangeTest, SaysThatItDoes) {
  const auto shown = retrieve("Cone", "cse", {{"atrl", "esi"}});
  const auto info = onem2m::parse_e2e_sec_info(shown.content->at("m2m:cb").at("esi"));
  ASSERT_TRUE(info);
  EXPECT_THAT(info.value().features, ElementsAre(13, 43));
}

TEST_F(CertificateKeyExchangeTest, UsesNoKeyOfAnUnfinishedHandshake) {
  const auto stopped = establish([count = 0](auto& request) mutable {
    if (++count == 2) {
      request.content = json(R"({"m2m:seci":{"sit":6,"eckm":"AAAA"}})");
    }
  });
  EXPECT_FALSE(stopped.key);
  EXPECT_EQ(request_under({.id = std::string(32, 'A'),
                           .key = crypto::SecretBytes{Bytes(32, 1)},
                           .peer = {},
                           .expires = {}})
                .refused,
            onem2m::Status{4112});
}

TEST_F(CertificateKeyExchangeTest, TakesItAtTheBaseOnly) {
  prepare();
  const auto finished = establish([](auto& request) { request.to = "cse/one/data"; });
  EXPECT_EQ(finished.refused, onem2m::Status::operation_not_allowed);
}

TEST_F(CertificateKeyExchangeTest, DropsTheOldestKeyOfAPeer) {
  auto made = configured();
  made.limits.established_keys = 2;
  start(std::move(made));
  const auto first = establish();
  const auto second = establish();
  ASSERT_TRUE(request_under(first.key.value()).inner);
  const auto third = establish();
  EXPECT_EQ(request_under(first.key.value()).refused, onem2m::Status{4112});
  EXPECT_TRUE(request_under(second.key.value()).inner);
  EXPECT_TRUE(request_under(third.key.value()).inner);
}

TEST_F(CertificateKeyExchangeTest, ForgetsAKeyWhoseTimeIsOver) {
  const auto old = establish();
  clock_.advance(std::chrono::hours{24 * 31});
  EXPECT_TRUE(establish().key);
  EXPECT_EQ(request_under(old.key.value()).refused, onem2m::Status{4112});
}

TEST_F(CertificateKeyExchangeTest, IsNotThereWithoutACertificate) {
  start(configuration());
  EXPECT_EQ(establish().refused, onem2m::Status::operation_not_allowed);
}

}  // namespace
}  // namespace plumbline::entities::testing
