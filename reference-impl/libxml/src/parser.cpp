#include "plumbline/libxml/parser.hpp"

#include "plumbline/core/quoted_name.hpp"
#include "plumbline/libxml/quiet.hpp"
#include "plumbline/libxml/text.hpp"

#include <limits>
#include <string>

namespace plumbline::libxml {
namespace {

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

ContextPtr new_context() {
  xmlInitParser();
  return ContextPtr{require(xmlNewParserCtxt())};
}

Result<void> check_bounds(std::string_view text, const XmlLimits& limits) {
  if (text.size() > std::numeric_limits<int>::max()) {
    return fail(Errc::too_large, "XML of " + std::to_string(text.size()) + " octets");
  }
  return check_xml_bounds(text, limits);
}

Result<DocumentPtr> read(xmlParserCtxt& context, std::string_view text) {
  const Quiet quiet;
  DocumentPtr document{xmlCtxtReadMemory(
      &context, text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kParserOptions)};
  if (context.wellFormed == 0 || context.nsWellFormed == 0) {
    return not_well_formed(context);
  }
  return document;
}

Result<DocumentPtr> parse_document(std::string_view text, const XmlLimits& limits) {
  PLUMBLINE_TRY(check_bounds(text, limits));
  return read(*new_context(), text);
}

}  // namespace plumbline::libxml
