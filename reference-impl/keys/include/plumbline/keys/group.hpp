/// @file
/// Key of the group authentication procedure.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/crypto/secret_bytes.hpp"

#include <string_view>

namespace plumbline::keys {

struct GroupKeyInput {
  ByteView kpsa;                 ///< Kpsa of this member; 1 or more octets
  std::string_view enrollee_id;  ///< its CSE-ID or AE-ID as assigned; normalised here
  ByteView rand;                 ///< the random number of entity C; our choice is 16 octets
};

/// Ks, the M2M Group Secure Connection Key of one member, 32 octets.
///
/// @source TR-0012 clause 7.2.1 NOTE 5
/// @return Errc::invalid_length for an empty key, id or random number; Errc::malformed for an id
///         that is not UTF-8.
[[nodiscard]] Result<crypto::SecretBytes> derive_group_key(const GroupKeyInput& input);

}  // namespace plumbline::keys
