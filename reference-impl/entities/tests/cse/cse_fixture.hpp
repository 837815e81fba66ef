/// @file
/// A hosting CSE with a clock, and short ways to speak to it.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace plumbline::entities::testing {

class CountingRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override {
    ++count_;
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = static_cast<std::uint8_t>(i < 8 ? count_ >> (8 * i) : 0);
    }
  }

 private:
  std::uint64_t count_ = 0;
};

inline Json json(std::string_view text) {
  return parse_json(text).value();
}

inline unsigned rsc(const onem2m::ResponsePrimitive& response) {
  return onem2m::number_of(response.status);
}

/// The text that names a fault.
inline std::string detail(const onem2m::ResponsePrimitive& response) {
  return response.content ? response.content->value("m2m:dbg", "") : "";
}

class CseTest : public ::testing::Test {
 protected:
  static constexpr std::uint32_t kAcp = 1;
  static constexpr std::uint32_t kAe = 2;
  static constexpr std::uint32_t kContainer = 3;
  static constexpr std::uint32_t kInstance = 4;
  static constexpr std::uint32_t kMgmtObj = 13;
  static constexpr std::uint32_t kNode = 14;
  static constexpr std::uint32_t kFlex = 28;

  static CseConfiguration configuration() {
    CseConfiguration made;
    made.identity = {.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};
    made.admin = "CAdmin";
    made.identities = {{"kpsa-1@sp.example", "Cone"},
                       {"kpsa-2@sp.example", "//sp.example/cse-a/Ctwo"},
                       {"kpsa-s@sp.example", "Sprovided"},
                       {"kpsa-b@sp.example", "/cse-b"}};
    made.security_required = false;
    return made;
  }

  static onem2m::Association by_key(std::string identity) {
    onem2m::Association association;
    association.secured = true;
    association.proof = onem2m::PeerProof::pre_shared_key;
    association.peer = std::move(identity);
    return association;
  }

  static onem2m::Association by_certificate(std::string identity) {
    auto association = by_key(std::move(identity));
    association.proof = onem2m::PeerProof::certificate;
    return association;
  }

  void start(CseConfiguration configuration, std::unique_ptr<CsePolicy> policy = nullptr) {
    cse_ = std::make_unique<HostingCse>(
        std::move(configuration), Ports{.clock = clock_, .random = random_}, std::move(policy));
  }

  void SetUp() override { start(configuration()); }

  static onem2m::RequestPrimitive request(onem2m::Operation operation,
                                          std::string from,
                                          std::string to) {
    onem2m::RequestPrimitive made;
    made.operation = operation;
    made.from = std::move(from);
    made.to = std::move(to);
    made.request_id = "r1";
    return made;
  }

  onem2m::ResponsePrimitive send(const onem2m::RequestPrimitive& made) {
    return cse_->handle(made, association_);
  }

  onem2m::ResponsePrimitive create(const std::string& from,
                                   const std::string& to,
                                   std::uint32_t type,
                                   std::string_view content,
                                   onem2m::Parameters query = {}) {
    auto made = request(onem2m::Operation::create, from, to);
    made.resource_type = type;
    made.content = json(content);
    made.query = std::move(query);
    return send(made);
  }

  onem2m::ResponsePrimitive retrieve(const std::string& from,
                                     const std::string& to,
                                     onem2m::Parameters query = {}) {
    auto made = request(onem2m::Operation::retrieve, from, to);
    made.query = std::move(query);
    return send(made);
  }

  onem2m::ResponsePrimitive update(const std::string& from,
                                   const std::string& to,
                                   std::string_view content) {
    auto made = request(onem2m::Operation::update, from, to);
    made.content = json(content);
    return send(made);
  }

  onem2m::ResponsePrimitive remove(const std::string& from, const std::string& to) {
    return send(request(onem2m::Operation::remove, from, to));
  }

  onem2m::ResponsePrimitive register_ae(const std::string& from, const std::string& name) {
    return create(
        from, "cse", kAe, R"({"m2m:ae":{"rn":")" + name + R"(","api":"Norg.test","rr":false}})");
  }

  /// An AE "Cone" named one, with a policy cse/one/acp that lets Ctwo retrieve, and a container
  /// cse/one/data under it.
  void prepare() {
    ASSERT_EQ(rsc(register_ae("Cone", "one")), 2001U);
    ASSERT_EQ(rsc(create("Cone", "cse/one", kAcp, R"({"m2m:acp":{"rn":"acp",
      "pv":{"acr":[{"acor":["Cone"],"acop":63},{"acor":["Ctwo"],"acop":2}]},
      "pvs":{"acr":[{"acor":["Cone"],"acop":63}]}}})")),
              2001U);
    ASSERT_EQ(
        rsc(create(
            "Cone", "cse/one", kContainer, R"({"m2m:cnt":{"rn":"data","acpi":["cse/one/acp"]}})")),
        2001U);
  }

  ManualClock clock_{TimePoint{milliseconds{1'700'000'000'000}}};
  CountingRandom random_;
  onem2m::Association association_;
  std::unique_ptr<HostingCse> cse_;
};

}  // namespace plumbline::entities::testing
