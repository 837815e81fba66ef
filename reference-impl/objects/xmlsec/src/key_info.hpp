/// @file
/// ds:KeyInfo as far as it is looked at: it names a key that the receiver has, and never brings
/// one.

#pragma once

#include "plumbline/core/result.hpp"

#include <libxml/tree.h>

#include <optional>
#include <string>

namespace plumbline::xmlsec {

/// The ds:KeyName, if any; X509Data and the like are passed over. Errc::malformed for two names.
[[nodiscard]] Result<std::optional<std::string>> key_name_in(const xmlNode& key_info);

}  // namespace plumbline::xmlsec
