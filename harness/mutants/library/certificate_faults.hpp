/// @file
/// Faults that an end may have that verifies certificates of its peers. `End` is a policy with
/// verify_peer(Proof).

#pragma once

#include "plumbline/crypto/certificate.hpp"

#include <string>
#include <utility>

namespace plumbline::harness {

template <typename End, typename Proof>
class IgnoresTime : public End {
  [[nodiscard]] Result<void> verify_peer(const Proof& proof) const override {
    const auto verified = End::verify_peer(proof);
    return verified.has_error() && verified.error().code == Errc::expired ? success() : verified;
  }
};

template <typename End, typename Proof>
class TrustsAnyIssuer : public End {
  [[nodiscard]] Result<void> verify_peer(const Proof& proof) const override {
    const auto& own = proof.chain.front();
    const bool in_time = own.not_before() <= proof.now && proof.now < own.not_after();
    const auto named = crypto::identity_of(own, proof.expected.kind);
    if (!in_time || !named || named.value() != proof.expected.value) {
      return fail(Errc::authentication_failed, "another, or too late");
    }
    return success();
  }
};

template <typename End, typename Proof>
class TrustsAnyName : public End {
  [[nodiscard]] Result<void> verify_peer(const Proof& proof) const override {
    PLUMBLINE_TRY(std::string named, crypto::identity_of(proof.chain.front(), proof.expected.kind));
    const crypto::ExpectedIdentity any{.kind = proof.expected.kind, .value = std::move(named)};
    return End::verify_peer(
        {.chain = proof.chain, .anchors = proof.anchors, .expected = any, .now = proof.now});
  }
};

}  // namespace plumbline::harness
