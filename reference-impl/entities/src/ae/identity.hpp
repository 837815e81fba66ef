/// @file
/// Whom a certificate must name, as a configuration or a command says it.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/certificate.hpp"

#include <string>

namespace plumbline::entities::ae {

/// {"kind":"fqdn","value":"cse.example"}; kinds: cse_id, ae_id, fqdn, node_id.
///
/// @return Errc::malformed or Errc::invalid_value naming the member, `where` in front.
[[nodiscard]] Result<crypto::ExpectedIdentity> read_identity(const Json& json,
                                                             const std::string& where);

}  // namespace plumbline::entities::ae
