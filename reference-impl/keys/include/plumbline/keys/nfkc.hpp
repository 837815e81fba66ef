/// @file
/// Identifiers as they enter a derivation: Unicode form NFKC in UTF-8.

#pragma once

#include "plumbline/core/result.hpp"

#include <string>
#include <string_view>

namespace plumbline::keys {

/// `text` in Unicode normalisation form NFKC, without case folding.
///
/// @source TS-0003 clause 10.3.2; Unicode Standard Annex 15
/// @return UTF-8; Errc::malformed for invalid UTF-8, Errc::invalid_length for an empty text.
[[nodiscard]] Result<std::string> nfkc(std::string_view text);

}  // namespace plumbline::keys
