/// @file
/// Keys and plans for the tests beside this file.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/data_at_rest/open.hpp"
#include "plumbline/data_at_rest/protect.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

namespace plumbline::data_at_rest {

class DataAtRestTest : public ::testing::Test {
 protected:
  static WorkingKey key(std::uint8_t octet, const std::string& id, std::size_t size = 32) {
    crypto::SecretBytes secret{size};
    for (std::uint8_t& each : secret.expose_mutable()) {
      each = octet;
    }
    return {.key = jose::Jwk::from_secret(std::move(secret)),
            .credential_id = id,
            .scope = KeyScope::instance,
            .freshness = {.nonce = Bytes(16, octet), .time = "20240131T120000", .by_time = false}};
  }

  [[nodiscard]] ProtectInput input() const {
    return {.plan = plan_,
            .confidentiality = &conf_,
            .authenticity = &auth_,
            .payload = as_bytes(payload_),
            .payload_type = "text/plain",
            .resource = "i1",
            .pointer = pointer_};
  }

  ProtectedData protect_now() {
    auto data = protect(input(), random_);
    EXPECT_TRUE(data) << to_string(data.error());
    return data ? std::move(data).value() : ProtectedData{};
  }

  [[nodiscard]] Result<Opened> open_now(const ProtectedData& data) const {
    return open({.data = data, .confidentiality = &conf_.key, .authenticity = &auth_.key});
  }

  static void expect_refused(const Result<Opened>& opened, Errc code) {
    ASSERT_TRUE(opened.has_error());
    EXPECT_EQ(opened.error().code, code) << to_string(opened.error());
  }

  static const ProtectedContent& content(const ProtectedData& data) {
    return std::get<ProtectedContent>(data);
  }

  static Json header_of(const std::string& compact) {
    return Json::parse(as_text(from_base64url(compact.substr(0, compact.find('.'))).value()));
  }

  crypto::SeededRandom random_{as_bytes("seed"), "data at rest"};
  WorkingKey conf_ = key(0xC0, "conf@tef.example");
  WorkingKey auth_ = key(0xA0, "auth@tef.example");
  ProtectionPlan plan_ = [] {
    ProtectionPlan plan;
    plan.container = "Container-x";
    return plan;
  }();
  std::string payload_ = "21.5 degrees";
  std::string pointer_;
};

}  // namespace plumbline::data_at_rest
