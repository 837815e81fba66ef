#include "plumbline/xmlsec/object_kind.hpp"

#include "document.hpp"
#include "tree.hpp"

namespace plumbline::xmlsec {

namespace {

bool has_signature(const xmlNode& root) {
  if (is_element(root, kDs.uri, "Signature")) {
    return true;
  }
  for (const xmlNode* child = root.children; child != nullptr; child = child->next) {
    if (is_element(*child, kDs.uri, "Signature")) {
      return true;
    }
  }
  return false;
}

bool has_encrypted(xmlNode& root) {
  for (xmlNode* node = &root; node != nullptr; node = next_below(root, *node)) {
    if (is_element(*node, kXenc.uri, "EncryptedData")) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<ObjectKind> kind_of(std::string_view document, const XmlLimits& limits) {
  PLUMBLINE_TRY(const DocumentPtr tree, parse_document(as_bytes(document), limits));
  xmlNode& root = *xmlDocGetRootElement(tree.get());
  if (has_signature(root)) {
    return ObjectKind::signature;
  }
  if (has_encrypted(root)) {
    return ObjectKind::encryption;
  }
  return fail(Errc::malformed, "XML: neither Signature nor EncryptedData");
}

}  // namespace plumbline::xmlsec
