#include "signature_object.hpp"

#include "plumbline/core/quoted_name.hpp"

#include "algorithm_traits.hpp"
#include "key_info.hpp"
#include "tree.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace plumbline::xmlsec {

namespace {

/// Elements by their Id, the whole document over: one that occurs twice is where wrapping begins.
Result<std::map<std::string, xmlNode*>> elements_by_id(xmlNode& root) {
  std::map<std::string, xmlNode*> ids;
  for (xmlNode* node = &root; node != nullptr; node = next_below(root, *node)) {
    if (node->type != XML_ELEMENT_NODE) {
      continue;
    }
    if (auto id = attribute_of(*node, "Id"); id && !ids.emplace(*id, node).second) {
      return fail(Errc::malformed, "XML-DSig: Id " + quoted_name(*id) + " occurs twice");
    }
  }
  return ids;
}

Result<xmlNode*> find_signature(xmlNode& root) {
  if (is_element(root, kDs.uri, "Signature")) {
    return &root;
  }
  xmlNode* found = nullptr;
  for (xmlNode* child = root.children; child != nullptr; child = child->next) {
    if (!is_element(*child, kDs.uri, "Signature")) {
      continue;
    }
    if (found != nullptr) {
      return fail(Errc::malformed, "XML-DSig: more than one Signature below the root");
    }
    found = child;
  }
  if (found == nullptr) {
    return fail(Errc::malformed, "XML-DSig: no Signature at or below the root");
  }
  return found;
}

/// Errc::algorithm_not_allowed unless `element` names that algorithm, without parameters.
Result<void> expect_algorithm(const xmlNode& element, std::string_view uri) {
  PLUMBLINE_TRY(const std::string named, required_attribute(element, "Algorithm"));
  if (named != uri) {
    return never_open("XML-DSig: " + std::string{local_name_of(element)}, named);
  }
  PLUMBLINE_TRY(Children parameters, Children::of(element));
  if (parameters.take_any() != nullptr) {
    return fail(Errc::unsupported, "XML-DSig: parameters of " + quoted_name(uri));
  }
  return success();
}

Result<void> check_distinct(const std::vector<Reference>& references) {
  std::set<std::string_view> uris;
  for (const Reference& reference : references) {
    if (!uris.insert(reference.uri).second) {
      return fail(Errc::malformed, "XML-DSig: two References to one element");
    }
  }
  return success();
}

class Reader {
 public:
  Reader(xmlNode& root, xmlNode& signature, std::map<std::string, xmlNode*> ids)
      : root_(root),
        signature_(signature),
        ids_(std::move(ids)) {}

  Result<SignatureObject> read(std::size_t max_references) {
    PLUMBLINE_TRY(Children children, Children::of(signature_));
    PLUMBLINE_TRY(object_.signed_info, children.take(kDs, "SignedInfo"));
    PLUMBLINE_TRY(object_.signature_value, children.take(kDs, "SignatureValue"));
    PLUMBLINE_TRY(object_.signature, base64_content(*object_.signature_value));
    if (const xmlNode* const key_info = children.take_if(kDs, "KeyInfo")) {
      PLUMBLINE_TRY(object_.key_name, key_name_in(*key_info));
    }
    object_.object = children.take_if(kDs, "Object");
    PLUMBLINE_TRY(children.end());
    PLUMBLINE_TRY(read_signed_info(max_references));
    return std::move(object_);
  }

 private:
  [[nodiscard]] bool is_enveloping() const { return &signature_ == &root_; }

  /// XML Signature 1.1 clause 4.4
  Result<void> read_signed_info(std::size_t max_references) {
    PLUMBLINE_TRY(Children children, Children::of(*object_.signed_info));
    PLUMBLINE_TRY(const xmlNode* const method, children.take(kDs, "CanonicalizationMethod"));
    PLUMBLINE_TRY(expect_algorithm(*method, kExclusiveC14n));
    PLUMBLINE_TRY(const xmlNode* const signature_method, children.take(kDs, "SignatureMethod"));
    PLUMBLINE_TRY(read_method(*signature_method));
    while (xmlNode* const reference = children.take_if(kDs, "Reference")) {
      if (object_.references.size() == max_references) {
        return fail(Errc::too_large,
                    "XML-DSig: more than " + std::to_string(max_references) + " references");
      }
      PLUMBLINE_TRY(read_reference(*reference));
    }
    PLUMBLINE_TRY(children.end());
    return check_references();
  }

  Result<void> read_method(const xmlNode& element) {
    PLUMBLINE_TRY(const std::string uri, required_attribute(element, "Algorithm"));
    const auto method = signature_method_of(uri);
    if (!method) {
      return never_open("XML-DSig: SignatureMethod", uri);
    }
    object_.method = *method;
    // HMACOutputLength is the one that is known: it would let a peer choose a tag of one octet.
    return expect_algorithm(element, uri);
  }

  /// XML Signature 1.1 clause 4.4.3
  Result<void> read_reference(const xmlNode& element) {
    Reference reference;
    PLUMBLINE_TRY(reference.uri, required_attribute(element, "URI"));
    PLUMBLINE_TRY(reference.part, resolve(reference.uri));
    PLUMBLINE_TRY(Children children, Children::of(element));
    PLUMBLINE_TRY(const xmlNode* const transforms, children.take(kDs, "Transforms"));
    PLUMBLINE_TRY(check_transforms(*transforms, reference.uri.empty()));
    PLUMBLINE_TRY(const xmlNode* const method, children.take(kDs, "DigestMethod"));
    PLUMBLINE_TRY(const std::string uri, required_attribute(*method, "Algorithm"));
    const auto digest = digest_of(uri);
    if (!digest) {
      return never_open("XML-DSig: DigestMethod", uri);
    }
    reference.digest = *digest;
    PLUMBLINE_TRY(reference.digest_value, children.take(kDs, "DigestValue"));
    PLUMBLINE_TRY(reference.digest_octets, base64_content(*reference.digest_value));
    PLUMBLINE_TRY(children.end());
    object_.references.push_back(std::move(reference));
    return success();
  }

  /// The whole document without its signature, or the element of an Id at the one place that the
  /// form has for it: another place would be a copy that a reader of the document does not look at.
  [[nodiscard]] Result<DocumentPart> resolve(const std::string& uri) const {
    if (uri.empty()) {
      return DocumentPart{.left_out = &signature_};
    }
    if (!uri.starts_with('#')) {
      return fail(Errc::unsupported, "XML-DSig: reference to " + quoted_name(uri));
    }
    const auto found = ids_.find(uri.substr(1));
    const bool is_there =
        found != ids_.end() && found->second != &signature_ &&
        (is_enveloping() ? found->second == object_.object : found->second->parent == &root_);
    if (!is_there) {
      return fail(Errc::not_found,
                  "XML-DSig: no element with Id " + quoted_name(uri.substr(1)) +
                      (is_enveloping() ? " that is the Object" : " below the root"));
    }
    return DocumentPart{.top = found->second};
  }

  static Result<void> check_transforms(const xmlNode& transforms, bool is_enveloped) {
    PLUMBLINE_TRY(Children children, Children::of(transforms));
    if (is_enveloped) {
      PLUMBLINE_TRY(const xmlNode* const enveloped, children.take(kDs, "Transform"));
      PLUMBLINE_TRY(expect_algorithm(*enveloped, kEnvelopedSignature));
    }
    PLUMBLINE_TRY(const xmlNode* const canonical, children.take(kDs, "Transform"));
    PLUMBLINE_TRY(expect_algorithm(*canonical, kExclusiveC14n));
    return children.end();
  }

  Result<void> check_references() {
    const auto& references = object_.references;
    if (references.empty()) {
      return fail(Errc::malformed, "XML-DSig: no Reference");
    }
    const bool is_enveloped =
        std::ranges::any_of(references, [](const Reference& one) { return one.uri.empty(); });
    if ((is_enveloped || is_enveloping()) && references.size() > 1) {
      return fail(Errc::malformed, "XML-DSig: a Reference beside that of the whole content");
    }
    PLUMBLINE_TRY(check_distinct(references));
    if (is_enveloping() != (object_.object != nullptr) || (is_enveloping() && is_enveloped)) {
      return fail(Errc::malformed, "XML-DSig: an Object that is not signed, or none");
    }
    if (!is_enveloping()) {
      object_.form = is_enveloped ? SignatureForm::enveloped : SignatureForm::detached;
    }
    return success();
  }

  xmlNode& root_;
  xmlNode& signature_;
  std::map<std::string, xmlNode*> ids_;
  SignatureObject object_;
};

}  // namespace

Result<SignatureObject> read_signature(xmlDoc& document, std::size_t max_references) {
  xmlNode& root = *xmlDocGetRootElement(&document);
  PLUMBLINE_TRY(auto ids, elements_by_id(root));
  PLUMBLINE_TRY(xmlNode* const signature, find_signature(root));
  return Reader{root, *signature, std::move(ids)}.read(max_references);
}

}  // namespace plumbline::xmlsec
