/// @file
/// A TEF over this store: what it registered, it still knows after a restart; what it stores is
/// sealed by the one function that a faulty TEF replaces.

#include "plumbline/entities/tef/trust_enabler.hpp"
#include "plumbline/testing/paths.hpp"

#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::adapters::store::testing {

namespace {

using onem2m::Operation;
using onem2m::Status;
using ::testing::HasSubstr;

const std::string kAe = "//sp.example/cse-a/Cae";

class TefOverStoreTest : public StoreTest {
 public:
  onem2m::ResponsePrimitive send(const onem2m::RequestPrimitive& request) {
    entities::TefConfiguration configuration;
    configuration.node = {.sp_id = "//sp.example", .cse_id = "/tef", .cse_name = "tef"};
    configuration.fqdn = "tef.example";
    const auto store = opened();
    // A function that lives for one request: each is answered after a restart.
    entities::TrustEnabler tef{
        std::move(configuration), {.clock = clock_, .random = random_}, *store};
    onem2m::Association association;
    association.secured = true;
    association.proof = onem2m::PeerProof::certificate;
    association.peer = kAe;
    return tef.handle(request, association);
  }

  onem2m::ResponsePrimitive create(const Json& members) {
    onem2m::RequestPrimitive request = request_of(Operation::create, "-");
    Json attributes = {
        {"fq", "tef.example"}, {"suid", 34}, {"kv", to_base64(as_bytes(kRecordKey))}};
    attributes.merge_patch(members);
    request.resource_type = 20103;
    request.content = Json{{"sec:skr", attributes}};
    return send(request);
  }

  static onem2m::RequestPrimitive request_of(Operation operation, const std::string& to) {
    onem2m::RequestPrimitive request;
    request.operation = operation;
    request.to = to;
    request.from = kAe;
    request.request_id = "r1";
    return request;
  }

 protected:
  ManualClock clock_{TimePoint{std::chrono::hours{400'000}}};
};

TEST_F(TefOverStoreTest, KnowsItsCredentialsAfterARestart) {
  ASSERT_EQ(create({{"rn", "mine-Id"}}).status, Status::created);
  const auto served = send(request_of(Operation::retrieve, "-/mine-Id"));
  ASSERT_EQ(served.status, Status::ok);
  EXPECT_EQ(served.content->at("sec:skr").at("kv"), to_base64(as_bytes(kRecordKey)));
}

TEST_F(TefOverStoreTest, NeverTakesAnIdAgainAfterARestart) {
  ASSERT_EQ(create({{"rn", "mine-Id"}}).status, Status::created);
  EXPECT_EQ(send(request_of(Operation::remove, "-/mine-Id")).status, Status::deleted);
  EXPECT_EQ(create({{"rn", "mine-Id"}}).status, Status::conflict);
}

TEST_F(TefOverStoreTest, ExpiresWhileItIsDown) {
  ASSERT_EQ(create({{"rn", "mine-Id"}}).status, Status::created);
  clock_.advance(std::chrono::hours{25});
  EXPECT_EQ(send(request_of(Operation::retrieve, "-/mine-Id")).status, Status::not_found);
  EXPECT_EQ(opened()->get("mine-Id").error().code, Errc::not_found);
}

/// The fault "stores in clear".
class ClearSealer final : public entities::RecordSealer {
 public:
  Result<Bytes> seal(const crypto::SecretBytes& plaintext, ByteView /*place*/) override {
    const ByteView octets = plaintext.expose();
    return Bytes{octets.begin(), octets.end()};
  }

  Result<crypto::SecretBytes> open(ByteView sealed, ByteView /*place*/) override {
    return crypto::SecretBytes{sealed};
  }
};

TEST_F(StoreTest, SealingIsDecidedInOnePlace) {
  ASSERT_TRUE(SqliteCredentialStore::open(file(), std::make_unique<ClearSealer>())
                  .value()
                  ->put(record_of("A1")));
  EXPECT_THAT(plumbline::testing::read_file(file()), HasSubstr(kRecordKey));
  EXPECT_EQ(open().error().code, Errc::key_mismatch);
}

}  // namespace

}  // namespace plumbline::adapters::store::testing
