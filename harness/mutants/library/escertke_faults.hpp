/// @file
/// Faults that either end of ESCertKE may have. `End` is escertke::TerminatorPolicy or
/// InitiatorPolicy.

#pragma once

#include "plumbline/crypto/certificate.hpp"
#include "plumbline/escertke/policy.hpp"
#include "plumbline/keys/exporter.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {

template <typename End>
class IgnoresTime : public End {
  [[nodiscard]] Result<void> verify_peer(const escertke::PeerProof& proof) const override {
    const auto verified = End::verify_peer(proof);
    return verified.has_error() && verified.error().code == Errc::expired ? success() : verified;
  }
};

template <typename End>
class TrustsAnyIssuer : public End {
  [[nodiscard]] Result<void> verify_peer(const escertke::PeerProof& proof) const override {
    const auto& own = proof.chain.front();
    const bool in_time = own.not_before() <= proof.now && proof.now < own.not_after();
    const auto named = crypto::identity_of(own, proof.expected.kind);
    if (!in_time || !named || named.value() != proof.expected.value) {
      return fail(Errc::authentication_failed, "another, or too late");
    }
    return success();
  }
};

template <typename End>
class TrustsAnyName : public End {
  [[nodiscard]] Result<void> verify_peer(const escertke::PeerProof& proof) const override {
    PLUMBLINE_TRY(std::string named, crypto::identity_of(proof.chain.front(), proof.expected.kind));
    const crypto::ExpectedIdentity any{.kind = proof.expected.kind, .value = std::move(named)};
    return End::verify_peer(
        {.chain = proof.chain, .anchors = proof.anchors, .expected = any, .now = proof.now});
  }
};

template <typename End>
class LetsAnyMessagePass : public End {
  [[nodiscard]] Result<void> check_messages(
      escertke::MessageNumber /*number*/,
      const std::vector<channel::FlightMessage>& /*messages*/) const override {
    return success();
  }
};

/// Has a key as soon as TLS has the means for one.
template <typename End>
class TakesHalfMadeKeys : public End {
  [[nodiscard]] bool may_establish(const Result<void>& /*last_message*/,
                                   const channel::TlsEndpoint& /*endpoint*/) const override {
    return true;
  }

  [[nodiscard]] Result<keys::ExportedKey> export_key(
      const channel::TlsEndpoint& endpoint) const override {
    PLUMBLINE_TRY(const auto octets,
                  endpoint.export_unverified(keys::kEsCertKeLabel, keys::kExportedSize));
    return keys::split_exported(octets.expose());
  }
};

template <typename End>
class ExportsUnderAnotherLabel : public End {
  [[nodiscard]] Result<keys::ExportedKey> export_key(
      const channel::TlsEndpoint& endpoint) const override {
    PLUMBLINE_TRY(
        const auto octets,
        endpoint.export_keying_material("EXPORTER-oneM2M-Bootstrap", keys::kExportedSize));
    return keys::split_exported(octets.expose());
  }
};

}  // namespace plumbline::harness
