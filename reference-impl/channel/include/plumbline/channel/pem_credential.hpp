/// @file
/// Credentials as files and configurations have them.

#pragma once

#include "plumbline/channel/tls_context.hpp"
#include "plumbline/core/result.hpp"

#include <string_view>

namespace plumbline::channel {

/// A credential from PEM: certificates, end entity first, and the private key of that one.
///
/// @return Errc::malformed for what is no PEM of certificates or of a private key. Whether they
///         belong together is looked at where the credential is used.
[[nodiscard]] Result<CertificateCredential> credential_from_pem(std::string_view chain,
                                                                std::string_view key);

}  // namespace plumbline::channel
