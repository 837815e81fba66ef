/// @file
/// Protected headers of the JOSE elements of an S1 envelope.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/esf/algorithm_sets.hpp"
#include "plumbline/esf/s1_body.hpp"
#include "plumbline/jose/header.hpp"

#include <string>
#include <string_view>

namespace plumbline::esf {

/// `est`, `etd`, `esi`, `esl`.
[[nodiscard]] Json header_members(const S1Context& context);

/// Whether a protected header repeats exactly that context.
[[nodiscard]] bool is_in_context(const Json& header, const S1Context& context);

/// What the protected header of a payload says.
struct PayloadHeader {
  S1Context context;
  PsAlgSet set;        ///< `epa`
  std::string beside;  ///< `esh`
};

/// Reads the protected header of a flattened JWE or JWS. Nothing in it is authentic yet.
/// @return Errc::malformed, Errc::algorithm_not_allowed, and as session_type_named and
///         target_data_class_of.
[[nodiscard]] Result<PayloadHeader> payload_header_of(const Json& flattened);

/// The protected header of a JOSE object in flattened form, which has no other one;
/// Errc::malformed.
[[nodiscard]] Result<Json> protected_header_of(const Json& flattened);

}  // namespace plumbline::esf
