/// @file
/// A Trust Enabler Function with three peers, for the tests beside this file.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/tef/in_memory_store.hpp"
#include "plumbline/entities/tef/trust_enabler.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::entities::testing {

inline const std::string kAe1 = "//sp.example/cse-a/Cae1";
inline const std::string kAe2 = "//sp.example/cse-a/Cae2";
inline const std::string kAe3 = "//sp.example/cse-a/Cae3";
inline const std::string kKeId = "0123456789ABCDEF0123456789ABCDEF@tef.example";
inline constexpr std::string_view kKeyValue = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
/// KcID and Kc of the exporter's known answer for EXPORTER-oneM2M-Connection.
inline constexpr std::string_view kExportedId = "1749ACE7FC2BFD68F57381365A00B197";
inline constexpr std::string_view kExportedKey =
    "46664278d9155592884cd115ad637a5faef98dd15b7ebee4659ffaac48c8de10";

inline crypto::SecretBytes secret(std::string_view hex) {
  return crypto::SecretBytes{ByteView{from_hex(hex).value()}};
}

inline TefConfiguration configuration() {
  TefConfiguration result;
  result.node = {.sp_id = "//sp.example", .cse_id = "/tef", .cse_name = "tef"};
  result.fqdn = "tef.example";
  result.identities = {{"psk-ae1", kAe1}, {"psk-ae2", kAe2}, {"psk-ae3", kAe3}};
  result.shared_keys[kKeId] = {
      .owner = kAe1,
      .key = secret("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")};
  return result;
}

/// The association of one of the three: psk_identity "psk-ae1" for kAe1.
inline onem2m::Association association_of(const std::string& entity) {
  onem2m::Association association;
  association.secured = true;
  association.proof = onem2m::PeerProof::pre_shared_key;
  association.peer = "psk-ae" + entity.substr(entity.size() - 1);
  association.protocol = "TLSv1.2";
  association.exporter = [](std::string_view label,
                            std::size_t size) -> Result<crypto::SecretBytes> {
    EXPECT_EQ(label, "EXPORTER-oneM2M-Connection");
    EXPECT_EQ(size, 48U);
    return secret(std::string{kExportedId} + std::string{kExportedKey});
  };
  return association;
}

inline onem2m::RequestPrimitive request_of(onem2m::Operation operation,
                                           const std::string& from,
                                           std::string to) {
  onem2m::RequestPrimitive request;
  request.operation = operation;
  request.to = std::move(to);
  request.from = from;
  request.request_id = "r1";
  return request;
}

/// A registration with fq and suid 34; `members` are added, and replace these; null removes.
inline onem2m::RequestPrimitive creation_of(const std::string& from, const Json& members) {
  auto request = request_of(onem2m::Operation::create, from, "-");
  Json attributes = {{"fq", "tef.example"}, {"suid", 34}};
  attributes.merge_patch(members);
  request.resource_type = 20103;
  request.content = Json{{"sec:skr", attributes}};
  return request;
}

class TefTest : public ::testing::Test {
 public:
  /// Starts the function anew over the same store.
  void start(TefConfiguration with = configuration(),
             std::unique_ptr<TefPolicy> policy = std::make_unique<TefPolicy>()) {
    tef_ = std::make_unique<TrustEnabler>(
        std::move(with), Ports{.clock = clock_, .random = random_}, store_, std::move(policy));
  }

  onem2m::ResponsePrimitive send(const onem2m::RequestPrimitive& request) {
    return tef_->handle(request, association_of(request.from));
  }

  onem2m::ResponsePrimitive create(const std::string& from, const Json& members) {
    return send(creation_of(from, members));
  }

  /// Registers with success and returns the relative id.
  std::string registered(const std::string& from, const Json& members) {
    const auto response = create(from, members);
    EXPECT_EQ(response.status, onem2m::Status::created) << json_text(*response.content);
    return response.content->at("sec:skr").at("rn").get<std::string>();
  }

  onem2m::ResponsePrimitive retrieve(const std::string& from,
                                     const std::string& id,
                                     onem2m::Parameters query = {}) {
    auto request = request_of(onem2m::Operation::retrieve, from, "-/" + id);
    request.query = std::move(query);
    return send(request);
  }

  onem2m::ResponsePrimitive update(const std::string& from,
                                   const std::string& id,
                                   const Json& members) {
    auto request = request_of(onem2m::Operation::update, from, "-/" + id);
    request.content = Json{{"sec:skr", members}};
    return send(request);
  }

  onem2m::ResponsePrimitive remove(const std::string& from, const std::string& id) {
    return send(request_of(onem2m::Operation::remove, from, "-/" + id));
  }

  /// kv of a retrieval as hex; the status when there is none.
  std::string key_of(const onem2m::ResponsePrimitive& response) {
    if (response.content && response.content->contains("sec:skr") &&
        response.content->at("sec:skr").contains("kv")) {
      return to_hex(
          from_base64(response.content->at("sec:skr").at("kv").get<std::string>()).value());
    }
    return "status " + std::to_string(onem2m::number_of(response.status));
  }

  static std::string detail_of(const onem2m::ResponsePrimitive& response) {
    return response.content ? response.content->value("m2m:dbg", "") : "";
  }

 protected:
  void SetUp() override { start(); }

  ManualClock clock_{onem2m::from_timestamp("20240131T120000").value()};
  crypto::SeededRandom random_{as_bytes("seed"), "tef"};
  InMemoryCredentialStore store_;
  std::unique_ptr<TrustEnabler> tef_;
};

}  // namespace plumbline::entities::testing
