/// @file
/// One RecipientInfo against one credential.

#pragma once

#include "plumbline/cms/algorithms.hpp"
#include "plumbline/cms/credentials.hpp"

#include "cms_ossl.hpp"

#include <optional>

namespace plumbline::cms {

/// The answer to every cause that lies in keys or encrypted octets.
[[nodiscard]] Error not_authentic();

/// Recovers the content encryption key into `info`, where OpenSSL keeps it.
///
/// @return nothing when the RecipientInfo does not name this credential; else how the key came,
///         Errc::algorithm_not_allowed, Errc::key_mismatch or not_authentic().
[[nodiscard]] std::optional<Result<KeyManagement>> recover_key(CMS_ContentInfo* info,
                                                               CMS_RecipientInfo* recipient,
                                                               const Credential& credential,
                                                               const AlgorithmPolicy& policy);

}  // namespace plumbline::cms
