/// @file
/// XML documents as trees of libxml2: read within bounds, written, canonicalized.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/core/xml_bounds.hpp"
#include "plumbline/libxml/parser.hpp"
#include "plumbline/libxml/text.hpp"

#include <string>

namespace plumbline::xmlsec {

using libxml::DocumentPtr;
using libxml::require;

/// A document without content.
[[nodiscard]] DocumentPtr make_document();

/// As libxml::parse_document.
[[nodiscard]] Result<DocumentPtr> parse_document(ByteView octets, const XmlLimits& limits);

/// Puts the nodes that `octets` stand for in place of `node`, whose namespaces are in scope.
/// Errors as parse_document.
[[nodiscard]] Result<void> replace_node(xmlNode& node, ByteView octets, const XmlLimits& limits);

/// The document as text without XML declaration.
[[nodiscard]] std::string text_of_document(xmlDoc& document);

/// A part of a document.
struct DocumentPart {
  const xmlNode* top = nullptr;       ///< with all below it; nullptr: the whole document
  const xmlNode* left_out = nullptr;  ///< with all below it
  bool inner = false;                 ///< without `top` itself
  bool comments = false;
};

/// Exclusive XML Canonicalization 1.0.
///
/// @return Errc::malformed when there is no such form: a namespace URI is relative.
[[nodiscard]] Result<Bytes> canonical_octets(xmlDoc& document, const DocumentPart& part);

}  // namespace plumbline::xmlsec
