/// @file
/// XML documents as trees of libxml2: read within bounds, written, canonicalized.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/core/xml_bounds.hpp"

#include <libxml/tree.h>

#include <memory>
#include <string>

namespace plumbline::xmlsec {

struct FreeDocument {
  void operator()(xmlDoc* document) const noexcept { xmlFreeDoc(document); }
};

using DocumentPtr = std::unique_ptr<xmlDoc, FreeDocument>;

/// What a C library returned; std::bad_alloc for nullptr, the only cause of it here.
template <typename T>
T* require(T* made) {
  if (made == nullptr) {
    throw std::bad_alloc{};
  }
  return made;
}

/// A document without content.
[[nodiscard]] DocumentPtr make_document();

/// Reads UTF-8, whatever encoding the XML declaration names; no network, entity or document type.
///
/// @return Errc::malformed, or as check_xml_bounds.
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
