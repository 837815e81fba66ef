/// @file
/// An application, a server and the credentials that they share.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/message_auth/end_point.hpp"

#include "known_answer.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::message_auth {

/// A request as the application makes it.
inline onem2m::RequestPrimitive request_inside() {
  onem2m::RequestPrimitive request;
  request.operation = onem2m::Operation::retrieve;
  request.to = "/cse-b/-/x";
  request.from = "/cse-a/Cae1";
  request.request_id = "i1";
  return request;
}

/// The cause that a message was refused for.
template <typename Primitive>
std::optional<Cause> cause_of(const Outcome<Primitive>& outcome) {
  const auto* const cause = std::get_if<Cause>(&outcome);
  return cause == nullptr ? std::nullopt : std::optional{*cause};
}

class TwoEnds : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(held_.add(known_credential()));
    start_verifier();
  }

  void start_verifier(std::unique_ptr<VerifierPolicy> policy = {}) {
    verifier_.emplace(configuration_, held_, clock_, std::move(policy));
  }

  static Path path(Protection protection = Protection::integrity) {
    return {.source = std::string{kApplication},
            .destination = std::string{kServer},
            .protection = protection};
  }

  static Path path_back(Protection protection = Protection::integrity) {
    return {.source = std::string{kServer},
            .destination = std::string{kApplication},
            .protection = protection};
  }

  std::string made(const onem2m::RequestPrimitive& request, const Path& along = path()) {
    return protector_.protect(request, along).value();
  }

  /// A message that the protector would not make.
  std::string sealed(const MessageHeader& header,
                     std::string_view plaintext = kRequest,
                     Protection protection = Protection::integrity) {
    return seal_message({.header = header,
                         .protection = protection,
                         .credential = *held_.find(kKeyId),
                         .plaintext = as_bytes(plaintext)},
                        random_)
        .value();
  }

  Outcome<onem2m::RequestPrimitive> verify(const std::string& message) {
    return verifier_->verify_request(message, std::string{kServer});
  }

  ManualClock clock_{known_time()};
  crypto::SeededRandom random_{as_bytes("seed"), "message auth"};
  Credentials held_;
  VerifierConfiguration configuration_{
      .identity = {.sp_id = "//sp.example", .cse_id = "/cse-b", .cse_name = "cse"},
      .authorities = {"tef.example"}};
  Protector protector_{held_, clock_, random_};
  std::optional<Verifier> verifier_;
};

}  // namespace plumbline::message_auth
