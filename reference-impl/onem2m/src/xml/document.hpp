/// @file
/// XML octets to elements and back; the only place that sees libxml2.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include "element.hpp"

namespace plumbline::onem2m::xml {

/// Parses one UTF-8 document of bounded size, depth and number of elements and attributes. Nothing
/// outside the octets is read: a document type declaration is refused as soon as it begins, so
/// there are no entities but the five of XML. Comments and processing instructions are skipped.
///
/// @return the root; Errc::malformed, Errc::unsupported or Errc::too_large with the line.
[[nodiscard]] Result<Element> parse_document(ByteView octets, const JsonLimits& limits);

/// The document with its declaration, and the namespaces that it uses declared at the root. Text
/// must be UTF-8 of the characters that XML has.
[[nodiscard]] Bytes print_document(const Element& root);

}  // namespace plumbline::onem2m::xml
