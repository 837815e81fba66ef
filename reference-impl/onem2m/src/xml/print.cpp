#include "plumbline/core/owned.hpp"
#include "plumbline/libxml/text.hpp"

#include "document.hpp"
#include "namespaces.hpp"

#include <libxml/xmlwriter.h>

#include <new>
#include <string>
#include <string_view>

namespace plumbline::onem2m::xml {

namespace {

const xmlChar* chars(const std::string& text) {
  // NOLINTNEXTLINE(*-reinterpret-cast): libxml2 has its own name for unsigned char
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

/// A memory writer fails for want of memory only.
void check(int written) {
  if (written < 0) {
    throw std::bad_alloc{};
  }
}

bool uses(const Element& element, std::string_view prefix) {
  const auto in = [&](const std::string& name) {
    return name.size() > prefix.size() && name.starts_with(prefix) && name[prefix.size()] == ':';
  };
  if (in(element.name)) {
    return true;
  }
  for (const auto& [name, value] : element.attributes) {
    if (in(name)) {
      return true;
    }
  }
  for (const Element& child : element.children) {
    if (uses(child, prefix)) {
      return true;
    }
  }
  return false;
}

void print(xmlTextWriter& writer, const Element& element, bool root) {
  check(xmlTextWriterStartElement(&writer, chars(element.name)));
  for (const auto& [prefix, uri] : kNamespaces) {
    if (root && uses(element, prefix)) {
      check(xmlTextWriterWriteAttribute(
          &writer, chars("xmlns:" + std::string{prefix}), chars(std::string{uri})));
    }
  }
  for (const auto& [name, value] : element.attributes) {
    check(xmlTextWriterWriteAttribute(&writer, chars(name), chars(value)));
  }
  if (!element.text.empty()) {
    check(xmlTextWriterWriteString(&writer, chars(element.text)));
  }
  for (const Element& child : element.children) {
    print(writer, child, false);
  }
  check(xmlTextWriterEndElement(&writer));
}

}  // namespace

Bytes print_document(const Element& root) {
  const Owned<xmlBuffer, xmlBufferFree> buffer{libxml::require(xmlBufferCreate())};
  Owned<xmlTextWriter, xmlFreeTextWriter> writer{
      libxml::require(xmlNewTextWriterMemory(buffer.get(), 0))};
  check(xmlTextWriterStartDocument(writer.get(), nullptr, "UTF-8", nullptr));
  print(*writer, root, true);
  check(xmlTextWriterEndDocument(writer.get()));
  writer.reset();  // flushes
  const xmlChar* const content = xmlBufferContent(buffer.get());
  return {content, content + xmlBufferLength(buffer.get())};
}

}  // namespace plumbline::onem2m::xml
