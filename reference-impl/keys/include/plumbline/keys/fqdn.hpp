/// @file
/// The name of a target in the usage-constrained derivation.

#pragma once

#include "plumbline/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::keys {

/// TS-0003 clause 10.3.7 wants the "FQDN representation" of an absolute id and does not define it.
enum class FqdnForm : std::uint8_t {
  reversed_segments,  ///< our choice: //sp.example/cse-b/C1 -> C1.cse-b.sp.example, case kept
  verbatim,           ///< the absolute id as it is
};

/// The FQDN form of an absolute CSE-ID or AE-ID; an id without "/" is a name already and is kept.
///
/// @source TS-0003 clause 10.3.7; TS-0001 clause 7.2
/// @return Errc::malformed for an empty id, empty segments, or an id that is neither absolute nor
///         a plain name.
[[nodiscard]] Result<std::string> fqdn_of(std::string_view id,
                                          FqdnForm form = FqdnForm::reversed_segments);

}  // namespace plumbline::keys
