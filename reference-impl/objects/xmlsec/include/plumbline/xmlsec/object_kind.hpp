/// @file
/// What a document is before anything of it is verified: which of verify and decrypt to call.

#pragma once

#include "plumbline/core/result.hpp"
#include "plumbline/core/xml_bounds.hpp"

#include <cstdint>
#include <string_view>

namespace plumbline::xmlsec {

enum class ObjectKind : std::uint8_t {
  signature,   ///< ds:Signature is the root or a child of it
  encryption,  ///< else, and xenc:EncryptedData is somewhere in the document
};

/// Looks no further than for these elements: what they hold may be anything.
///
/// @return Errc::malformed when the document has neither or is none; Errc::unsupported,
///         Errc::too_large as check_xml_bounds.
[[nodiscard]] Result<ObjectKind> kind_of(std::string_view document, const XmlLimits& limits = {});

}  // namespace plumbline::xmlsec
