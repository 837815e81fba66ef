/// @file
/// HardwareModuleName: what names the hardware in a device certificate.

#pragma once

#include "ossl.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plumbline::crypto::ossl {

using GeneralNamePtr = Ptr<GENERAL_NAME, GENERAL_NAME_free>;

/// "<hwType>:<hwSerialNum>", dotted number and upper-case hex, of an otherName with a
/// HardwareModuleName; nothing for any other name.
/// @source RFC 4108 clause 5
[[nodiscard]] std::optional<std::string> hardware_id_of(const GENERAL_NAME& name);

/// The reverse; null when `id` has another form.
[[nodiscard]] GeneralNamePtr hardware_name(std::string_view id);

}  // namespace plumbline::crypto::ossl
