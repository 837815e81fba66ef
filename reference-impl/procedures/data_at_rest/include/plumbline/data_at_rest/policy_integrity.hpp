/// @file
/// Integrity of an <accessControlPolicy> by a detached JWS beside it.

#pragma once

#include "plumbline/data_at_rest/open.hpp"
#include "plumbline/data_at_rest/protect.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace plumbline::data_at_rest {

/// RFC 8785 form of the attributes of a resource that its creator sets; what a CSE adds (ri, pi,
/// ct, lt, et, ty, rn, cr, …) is left out.
///
/// @param attributes JSON object, the attributes without the root member
/// @return Errc::malformed when it is no JSON object.
[[nodiscard]] Result<std::string> settable_attributes(std::string_view attributes);

/// A digitalSignature child that covers `attributes`.
///
/// @source TR-0012 clause 7.3.2.2 step 8 ("The ACP may be integrity protected"); form: our choice
/// @return Errc::malformed, Errc::invalid_length
[[nodiscard]] Result<ProtectedChild> protect_attributes(const ProtectInput& input);

/// The key that `signature` asks for.
/// @return Errc::malformed
[[nodiscard]] Result<KeyNeed> need_of(const ProtectedChild& signature);

/// @return Errc::authentication_failed when an attribute or the signature was changed, or when the
///         signature was made for another resource than `resource`.
[[nodiscard]] Result<void> verify_attributes(
    std::string_view attributes,
    std::string_view resource,
    const ProtectedChild& signature,
    const jose::Jwk& key,
    const std::function<Result<void>(const TagCheck&)>& verify = verify_tag);

}  // namespace plumbline::data_at_rest
