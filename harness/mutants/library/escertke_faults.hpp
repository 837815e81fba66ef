/// @file
/// Faults that either end of ESCertKE may have. `End` is escertke::TerminatorPolicy or
/// InitiatorPolicy.

#pragma once

#include "plumbline/escertke/policy.hpp"
#include "plumbline/keys/exporter.hpp"

#include <vector>

namespace plumbline::harness {

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
