/// @file
/// X.509 certificates: parsing, path validation, identity.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::crypto {

namespace ossl {
struct CertificateHandle;
}

class Certificate {
 public:
  explicit Certificate(std::shared_ptr<const ossl::CertificateHandle> handle)
      : handle_(std::move(handle)) {}

  /// The first certificate of a PEM text; Errc::malformed.
  [[nodiscard]] static Result<Certificate> from_pem(std::string_view pem);
  [[nodiscard]] static Result<Certificate> from_der(ByteView der);
  /// Every certificate of a PEM text, end entity first.
  [[nodiscard]] static Result<std::vector<Certificate>> chain_from_pem(std::string_view pem);

  [[nodiscard]] std::string to_pem() const;
  [[nodiscard]] Bytes to_der() const;
  [[nodiscard]] PublicKey public_key() const;
  /// subjectAltName values of type dNSName and URI, verbatim.
  [[nodiscard]] std::vector<std::string> dns_names() const;
  [[nodiscard]] std::vector<std::string> uris() const;
  /// The hardware that subjectAltName values of type otherName name (RFC 4108 clause 5), as
  /// "<hwType>:<hwSerialNum>": dotted number, upper-case hex (our choice).
  [[nodiscard]] std::vector<std::string> hardware_ids() const;
  [[nodiscard]] TimePoint not_before() const;
  [[nodiscard]] TimePoint not_after() const;

  [[nodiscard]] const ossl::CertificateHandle& handle() const noexcept { return *handle_; }

 private:
  std::shared_ptr<const ossl::CertificateHandle> handle_;
};

/// Flavours of TS-0003 clause 10.1 whose identity is a SAN value.
enum class IdentityKind : std::uint8_t { cse_id, ae_id, fqdn, node_id, device };

struct ExpectedIdentity {
  IdentityKind kind{};
  /// dNSName for cse_id and fqdn; URI for ae_id and node_id; as hardware_ids() for device; compared
  /// exactly
  std::string value;
};

/// Validates the path from chain[0] to one of `anchors` at `now` (RFC 5280), the profile points of
/// TS-0003 clause 10.1 that are checked on receipt (keyUsage digitalSignature, no wildcard) and the
/// exact match of a SAN value, TS-0003 clause 8.1.2.5.
///
/// @return success, or Errc::authentication_failed with the reason; Errc::expired when only the
///         validity period is the reason.
[[nodiscard]] Result<void> verify_certificate(const std::vector<Certificate>& chain,
                                              const std::vector<Certificate>& anchors,
                                              const ExpectedIdentity& expected,
                                              TimePoint now);

/// The identity that a certificate of that flavour carries: its only SAN value of the right type.
///
/// @return Errc::not_found when there is none or more than one, Errc::invalid_value for a wildcard.
[[nodiscard]] Result<std::string> identity_of(const Certificate& certificate, IdentityKind kind);

}  // namespace plumbline::crypto
