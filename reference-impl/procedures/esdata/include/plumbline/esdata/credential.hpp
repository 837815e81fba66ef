/// @file
/// Credentials of ESData and what each may be used for.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate.hpp"
#include "plumbline/jose/jwk.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace plumbline::esdata {

/// One credential at a source or a target.
struct Credential {
  std::string id;  ///< becomes `kid`: <RelativeKeyID>@<FQDN>, a provisioned id, or a Credential-ID
  int suid = 0;    ///< m2m:suid: where it comes from and what it is for
  jose::Jwk key;   ///< symmetric, or one half of a key pair
  /// Of a key pair: CMS names it by issuer and serial number. No other form looks at it.
  std::optional<crypto::Certificate> certificate = std::nullopt;
};

/// The two purposes of ESData, each with credentials of its own.
enum class Purpose : std::uint8_t { encryption, signature };

/// Whether credentials of that m2m:suid serve that purpose.
/// @source TS-0004 clause 6.3.4.2.39: 14, 24, 34, 44 encryption; 15, 25, 35, 45 signature only
[[nodiscard]] bool is_for(Purpose purpose, int suid) noexcept;

/// Whether the credentials of that m2m:suid are key pairs with a certificate: 44 and 45.
[[nodiscard]] bool is_of_certificate(int suid) noexcept;

/// The key of a credential, named by its id and bound to one purpose, so that it serves no other.
///
/// @source TS-0003 clauses 8.5.2.2.4.1 and 8.5.2.3.2.1 (a public key serves one of both purposes)
/// @return Errc::invalid_value for an empty id; Errc::key_mismatch for a SUID of another purpose, a
/// key of another type than the SUID
///         stands for, or a key whose own `use` is another.
[[nodiscard]] Result<jose::Jwk> key_for(const Credential& credential, Purpose purpose);

}  // namespace plumbline::esdata
