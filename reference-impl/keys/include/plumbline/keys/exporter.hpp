/// @file
/// Keys exported from a TLS 1.2 or DTLS 1.2 session.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace plumbline::keys {

// TS-0003 clause 10.3.1
inline constexpr std::string_view kBootstrapLabel = "EXPORTER-oneM2M-Bootstrap";
inline constexpr std::string_view kConnectionLabel = "EXPORTER-oneM2M-Connection";
inline constexpr std::string_view kEsCertKeLabel = "EXPORTER-oneM2M-ESCertKE";

/// Octets to export: 16 for the identifier, 32 for the key.
inline constexpr std::size_t kExportedSize = 48;

struct ExportedKey {
  std::string id;           ///< relative key identifier: 32 upper-case hex digits
  crypto::SecretBytes key;  ///< 32 octets
};

/// Splits what a session exported.
///
/// @source TS-0003 clauses 10.3.1, 10.3.4, 10.3.5
/// @return Errc::invalid_length unless there are kExportedSize octets.
[[nodiscard]] Result<ExportedKey> split_exported(ByteView octets);

struct ExporterInput {
  std::string_view label;  ///< 1 or more ASCII characters
  ByteView master_secret;  ///< 48 octets
  ByteView client_random;  ///< 32 octets
  ByteView server_random;  ///< 32 octets
};

/// The exporter without context, over P_SHA256.
///
/// @source RFC 5705 clause 4; RFC 5246 clause 5
/// @return `size` octets; Errc::invalid_length for an input size or a `size` outside 1 to 65535.
[[nodiscard]] Result<crypto::SecretBytes> export_keying_material(const ExporterInput& input,
                                                                 std::size_t size);

/// export_keying_material and split_exported in one.
[[nodiscard]] Result<ExportedKey> derive_exported_key(const ExporterInput& input);

}  // namespace plumbline::keys
