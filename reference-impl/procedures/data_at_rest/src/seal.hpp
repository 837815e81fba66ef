/// @file
/// The two operations that every form of protection is made of.

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/data_at_rest/protect.hpp"
#include "plumbline/jose/serialization.hpp"

#include "protected_header.hpp"

#include <string>
#include <string_view>

namespace plumbline::data_at_rest {

struct SealInput {
  const ProtectInput& input;
  ByteView content;
  std::string_view cty;
  jose::Serialization serialization = jose::Serialization::compact;
};

/// What the confidentiality key is used for under this plan.
[[nodiscard]] Use encryption_use(Protection protection) noexcept;

/// A JWE under the confidentiality key and a new IV. `tag`: key of the tag that goes with it.
/// @return Errc::key_not_found, Errc::invalid_length and the codes of jose::seal_jwe.
[[nodiscard]] Result<std::string> encrypt(const SealInput& seal,
                                          const WorkingKey* tag,
                                          RandomSource& random);

/// A JWS under the authenticity key.
/// @return Errc::key_not_found and the codes of jose::sign_jws.
[[nodiscard]] Result<std::string> sign(const SealInput& seal, bool detached);

}  // namespace plumbline::data_at_rest
