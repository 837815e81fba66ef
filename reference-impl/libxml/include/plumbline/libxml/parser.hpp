/// @file
/// XML read within bounds: no network, entity or document type.

#pragma once

#include "plumbline/core/owned.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/core/xml_bounds.hpp"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <string_view>

namespace plumbline::libxml {

// Entities are not replaced, and nothing is read from elsewhere: XML_PARSE_NOENT, _DTDLOAD, _HUGE
// and _RECOVER are not here. A declared encoding could hide from the bounds what the parser sees.
inline constexpr int kParserOptions =
    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;

using ContextPtr = Owned<xmlParserCtxt, xmlFreeParserCtxt>;
using DocumentPtr = Owned<xmlDoc, xmlFreeDoc>;

/// A parser that was not used yet. The library's tables are filled once for all threads.
[[nodiscard]] ContextPtr new_context();

/// check_xml_bounds, and Errc::too_large for more octets than the library can count.
[[nodiscard]] Result<void> check_bounds(std::string_view text, const XmlLimits& limits);

/// Lets the parser read `text`, which check_bounds() has taken, as UTF-8, whatever encoding the XML
/// declaration names. Without document where the parser's events go elsewhere.
///
/// @return Errc::malformed, with line and cause, for what is not well-formed with its namespaces.
[[nodiscard]] Result<DocumentPtr> read(xmlParserCtxt& context, std::string_view text);

/// Reads a document into a tree; errors of check_bounds() and read().
[[nodiscard]] Result<DocumentPtr> parse_document(std::string_view text, const XmlLimits& limits);

}  // namespace plumbline::libxml
