#include "document.hpp"

#include "plumbline/core/owned.hpp"
#include "plumbline/libxml/quiet.hpp"

#include "tree.hpp"

#include <libxml/parser.h>
#include <libxml/xmlsave.h>

namespace plumbline::xmlsec {

DocumentPtr make_document() {
  xmlInitParser();  // its tables, too, are filled once for all threads
  return DocumentPtr{require(xmlNewDoc(library_text("1.0").get()))};
}

Result<DocumentPtr> parse_document(ByteView octets, const XmlLimits& limits) {
  return libxml::parse_document(as_text(octets), limits);
}

Result<void> replace_node(xmlNode& node, ByteView octets, const XmlLimits& limits) {
  PLUMBLINE_TRY(libxml::check_bounds(as_text(octets), limits));
  const libxml::Quiet quiet;
  xmlNode* list = nullptr;
  if (xmlParseInNodeContext(node.parent,
                            as_text(octets).data(),
                            static_cast<int>(octets.size()),
                            libxml::kParserOptions,
                            &list) != XML_ERR_OK) {
    xmlFreeNodeList(list);
    return fail(Errc::malformed, "not well-formed XML for its place in the document");
  }
  while (list != nullptr) {
    xmlNode* const next = list->next;
    // A text node may be merged into one before it; no other is ever freed here.
    require(xmlAddPrevSibling(&node, list));
    list = next;
  }
  xmlUnlinkNode(&node);
  xmlFreeNode(&node);
  return success();
}

std::string text_of_document(xmlDoc& document) {
  const Owned<xmlBuffer, xmlBufferFree> buffer{require(xmlBufferCreate())};
  xmlSaveCtxt* const saver =
      require(xmlSaveToBuffer(buffer.get(), "UTF-8", XML_SAVE_NO_DECL | XML_SAVE_AS_XML));
  const bool saved = xmlSaveDoc(saver, &document) >= 0;
  if (xmlSaveClose(saver) < 0 || !saved) {
    throw std::bad_alloc{};
  }
  std::string text{text_of(xmlBufferContent(buffer.get()))};
  if (text.ends_with('\n')) {
    text.pop_back();
  }
  return text;
}

}  // namespace plumbline::xmlsec
