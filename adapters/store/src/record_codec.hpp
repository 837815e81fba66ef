/// @file
/// A credential as the octets that are sealed, and the place that they are bound to.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/entities/tef/credential_record.hpp"

namespace plumbline::adapters::store {

/// Members of a record that stand in clear beside its sealed rest.
[[nodiscard]] Bytes place_of(const entities::CredentialRecord& record);

/// Everything else: size of the key (1 octet) ‖ key ‖ JSON.
[[nodiscard]] crypto::SecretBytes encode(const entities::CredentialRecord& record);

/// Fills everything but what stands in clear. Errc::malformed for octets that encode() did not
/// make.
[[nodiscard]] Result<void> decode(const crypto::SecretBytes& octets,
                                  entities::CredentialRecord& record);

}  // namespace plumbline::adapters::store
