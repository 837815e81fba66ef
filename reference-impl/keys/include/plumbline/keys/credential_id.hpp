/// @file
/// Credential-Ids of data security keys.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/crypto/hash.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plumbline::keys {

struct CredentialIdInput {
  std::string_view key_name;  ///< e.g. "K_AE1_Container-x_data_conf", without "-Id"
  std::string_view tef;       ///< FQDN of the TEF
  /// Absent: the plain form. Present: the form that avoids collisions (our choice: sha256).
  std::optional<crypto::HashAlgorithm> hash;
};

/// "<key name>-Id@<TEF>", or the hash of "<key name>-Id" in upper-case hex (our choice) before "@".
///
/// @source TR-0012 clause 7.3.2.2 steps 3 and 4
/// @return Errc::invalid_value when a part is empty or holds "@", white space or a control
///         character: the id could not be split again.
[[nodiscard]] Result<std::string> credential_id(const CredentialIdInput& input);

}  // namespace plumbline::keys
