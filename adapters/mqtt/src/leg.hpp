/// @file
/// Security of the leg between a client and its broker, as Paho takes it.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/harness/transport.hpp"
#include "plumbline/onem2m/association.hpp"

#include "memory_file.hpp"

#include <mqtt/ssl_options.h>

#include <memory>
#include <optional>
#include <string>

namespace plumbline::adapters::mqtt {

namespace paho = ::mqtt;

/// Where the broker is, and what this end shows to it and asks of it. Paho cannot be told a version
/// of TLS: a broker that goes beyond TLS 1.2 gets that.
class Leg {
 public:
  /// @return Errc::malformed for a credential that is incomplete; Errc::unsupported for what Paho
  ///         cannot be asked for: a server identity that is not the host's name.
  [[nodiscard]] static Result<Leg> make(const harness::Address& broker,
                                        const std::optional<harness::TlsClientOptions>& tls);

  /// "tcp://host:port" or "ssl://host:port".
  [[nodiscard]] std::string uri() const;

  [[nodiscard]] std::uint16_t port() const noexcept { return broker_.port; }

  [[nodiscard]] bool secured() const noexcept { return tls_.has_value(); }

  /// Makes `options` ask for all this; they refer to this object's files. `note_error` gets
  /// OpenSSL's words. In place: moved ones would lose the path of anchors.
  void secure(paho::ssl_options& options, paho::ssl_options::error_handler note_error) const;

  /// Towards the broker: it is the broker that this end authenticates, and trusts with the rest
  /// (TS-0010 clause 7). No keys are exported: they would be shared with the broker only.
  [[nodiscard]] onem2m::Association association() const;

  /// The same broker, reached with the same credentials.
  friend bool operator==(const Leg& a, const Leg& b);

 private:
  Leg() = default;

  [[nodiscard]] Result<void> add_certificate(const harness::CertificateCredential& credential);
  [[nodiscard]] Result<void> add_anchors();

  harness::Address broker_;
  std::optional<harness::TlsClientOptions> tls_;
  std::optional<MemoryFile> anchors_;
  std::optional<MemoryFile> chain_;
  std::optional<MemoryFile> key_;
  std::string anchors_path_;
  std::string chain_path_;
  std::string key_path_;
};

}  // namespace plumbline::adapters::mqtt
