#include "plumbline/core/owned.hpp"
#include "plumbline/libxml/quiet.hpp"

#include "document.hpp"
#include "tree.hpp"

#include <libxml/c14n.h>
#include <libxml/xmlIO.h>

#include <cstddef>

namespace plumbline::xmlsec {

namespace {

/// libxml2 asks about each node of the document. A namespace declaration has no parent of its own.
int is_visible(void* data, xmlNode* node, xmlNode* parent) {
  const auto& part = *static_cast<const DocumentPart*>(data);
  if (part.inner && node == part.top) {
    return 0;
  }
  const bool is_attribute = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE;
  const xmlNode* const owner = is_attribute ? parent : node;
  if (is_attribute && part.inner && owner == part.top) {
    return 0;
  }
  for (const xmlNode* at = owner; at != nullptr; at = at->parent) {
    if (at == part.left_out) {
      return 0;
    }
    if (at == part.top) {
      return 1;
    }
  }
  return part.top == nullptr ? 1 : 0;
}

}  // namespace

Result<Bytes> canonical_octets(xmlDoc& document, const DocumentPart& part) {
  const libxml::Quiet quiet;
  const Owned<xmlOutputBuffer, xmlOutputBufferClose> buffer{require(xmlAllocOutputBuffer(nullptr))};
  DocumentPart asked = part;
  if (xmlC14NExecute(&document,
                     is_visible,
                     &asked,
                     XML_C14N_EXCLUSIVE_1_0,
                     nullptr,
                     part.comments ? 1 : 0,
                     buffer.get()) < 0) {
    return fail(Errc::malformed, "XML: no canonical form, a namespace URI is relative");
  }
  const ByteView octets = as_bytes(
      text_of(xmlOutputBufferGetContent(buffer.get()), xmlOutputBufferGetSize(buffer.get())));
  return Bytes{octets.begin(), octets.end()};
}

}  // namespace plumbline::xmlsec
