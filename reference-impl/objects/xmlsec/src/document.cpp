#include "document.hpp"

#include "plumbline/core/quoted_name.hpp"

#include "quiet.hpp"
#include "tree.hpp"

#include <libxml/parser.h>
#include <libxml/xmlsave.h>

#include <cstddef>
#include <limits>
#include <string_view>

namespace plumbline::xmlsec {

namespace {

// Entities are not replaced, and nothing is read from elsewhere: XML_PARSE_NOENT, _DTDLOAD, _HUGE
// and _RECOVER are not here. A declared encoding could hide from the bounds what the parser sees.
constexpr int kParserOptions =
    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;

struct FreeContext {
  void operator()(xmlParserCtxt* context) const noexcept { xmlFreeParserCtxt(context); }
};

struct FreeBuffer {
  void operator()(xmlBuffer* buffer) const noexcept { xmlBufferFree(buffer); }
};

/// The library counts in int.
Result<void> check_bounds(ByteView octets, const XmlLimits& limits) {
  if (octets.size() > std::numeric_limits<int>::max()) {
    return fail(Errc::too_large, "XML of " + std::to_string(octets.size()) + " octets");
  }
  return check_xml_bounds(as_text(octets), limits);
}

/// The first line of what libxml2 says; further ones may show octets of the document.
Error not_well_formed(xmlParserCtxt& context) {
  const xmlError* const error = xmlCtxtGetLastError(&context);
  if (error == nullptr || error->message == nullptr) {
    return fail(Errc::malformed, "not well-formed XML");
  }
  const std::string_view message = error->message;
  return fail(Errc::malformed,
              "line " + std::to_string(error->line) +
                  ": not well-formed XML: " + quoted_name(message.substr(0, message.find('\n'))));
}

}  // namespace

DocumentPtr make_document() {
  xmlInitParser();  // its tables, too, are filled once for all threads
  return DocumentPtr{require(xmlNewDoc(library_text("1.0").get()))};
}

Result<DocumentPtr> parse_document(ByteView octets, const XmlLimits& limits) {
  PLUMBLINE_TRY(check_bounds(octets, limits));
  xmlInitParser();
  const Quiet quiet;
  const std::unique_ptr<xmlParserCtxt, FreeContext> context{require(xmlNewParserCtxt())};
  DocumentPtr document{xmlCtxtReadMemory(context.get(),
                                         as_text(octets).data(),
                                         static_cast<int>(octets.size()),
                                         nullptr,
                                         "UTF-8",
                                         kParserOptions)};
  if (!document || context->nsWellFormed == 0) {
    return not_well_formed(*context);
  }
  return document;
}

Result<void> replace_node(xmlNode& node, ByteView octets, const XmlLimits& limits) {
  PLUMBLINE_TRY(check_bounds(octets, limits));
  const Quiet quiet;
  xmlNode* list = nullptr;
  if (xmlParseInNodeContext(node.parent,
                            as_text(octets).data(),
                            static_cast<int>(octets.size()),
                            kParserOptions,
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
  const std::unique_ptr<xmlBuffer, FreeBuffer> buffer{require(xmlBufferCreate())};
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
