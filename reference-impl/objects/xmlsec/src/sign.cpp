#include "plumbline/xmlsec/signature.hpp"

#include "algorithm_traits.hpp"
#include "document.hpp"
#include "key_binding.hpp"
#include "signature_object.hpp"
#include "signing.hpp"
#include "tree.hpp"

#include <limits>
#include <string>

namespace plumbline::xmlsec {

namespace {

/// Another one for each content, so that a signature can be within the content of another.
std::string object_id(const SignRequest& request) {
  constexpr std::size_t kEnough = 8;
  const Bytes digest = crypto::digest(crypto::HashAlgorithm::sha256, request.input);
  return "content-" + to_hex(ByteView{digest}.first(kEnough));
}

/// Errc::invalid_value for members that the form has no place for.
Result<void> check_shape(const SignRequest& request) {
  const bool is_enveloping = request.form == SignatureForm::enveloping;
  if (request.octets && !is_enveloping) {
    return fail(Errc::invalid_value, "XML-DSig: octets are signed in an Object only");
  }
  if (!request.octets && !request.mime_type.empty()) {
    return fail(Errc::invalid_value, "XML-DSig: a MIME type is that of octets");
  }
  if ((request.form == SignatureForm::detached) == request.ids.empty()) {
    return fail(Errc::invalid_value, "XML-DSig: an Id for each detached element, else none");
  }
  PLUMBLINE_TRY(check_text(request.mime_type, "MIME type"));
  return check_text(request.key->name(), "key name");
}

void add_reference(xmlNode& signed_info, const std::string& uri, crypto::HashAlgorithm digest) {
  xmlNode* const reference = add_element(signed_info, kDs, "Reference");
  set_attribute(*reference, "URI", uri);
  xmlNode* const transforms = add_element(*reference, kDs, "Transforms");
  if (uri.empty()) {
    add_algorithm(*transforms, kDs, "Transform", kEnvelopedSignature);
  }
  add_algorithm(*transforms, kDs, "Transform", kExclusiveC14n);
  add_algorithm(*reference, kDs, "DigestMethod", uri_of(digest));
  add_element(*reference, kDs, "DigestValue");
}

/// All but the digests and the signature.
void fill_signature(xmlNode& signature, const SignRequest& request) {
  xmlNode* const info = add_element(signature, kDs, "SignedInfo");
  add_algorithm(*info, kDs, "CanonicalizationMethod", kExclusiveC14n);
  add_algorithm(*info, kDs, "SignatureMethod", uri_of(request.algorithm));
  if (request.form == SignatureForm::enveloping) {
    add_reference(*info, "#" + object_id(request), request.digest);
  } else if (request.form == SignatureForm::enveloped) {
    add_reference(*info, "", request.digest);
  }
  for (const std::string& id : request.ids) {
    add_reference(*info, "#" + id, request.digest);
  }
  add_element(signature, kDs, "SignatureValue");
  if (!request.key->name().empty()) {
    add_key_name(*add_element(signature, kDs, "KeyInfo"), request.key->name());
  }
}

/// XML Signature 1.1 clause 4.5: octets in base64, or the root of the document.
Result<void> add_object(xmlNode& signature, const SignRequest& request) {
  xmlNode* const object = add_element(signature, kDs, "Object");
  set_attribute(*object, "Id", object_id(request));
  if (request.octets) {
    if (!request.mime_type.empty()) {
      set_attribute(*object, "MimeType", request.mime_type);
    }
    set_attribute(*object, "Encoding", kBase64);
    add_text(*object, to_base64(request.input));
    return success();
  }
  PLUMBLINE_TRY(const DocumentPtr content, parse_document(request.input, request.limits));
  xmlNode* const copy =
      require(xmlDocCopyNode(xmlDocGetRootElement(content.get()), signature.doc, 1));
  require(xmlAddChild(object, copy));
  return success();
}

Result<DocumentPtr> make_skeleton(const SignRequest& request) {
  if (request.form == SignatureForm::enveloping) {
    DocumentPtr document = make_document();
    xmlNode* const signature = add_root(*document, kDs, "Signature");
    fill_signature(*signature, request);
    PLUMBLINE_TRY(add_object(*signature, request));
    return document;
  }
  PLUMBLINE_TRY(DocumentPtr document, parse_document(request.input, request.limits));
  fill_signature(*add_element(*xmlDocGetRootElement(document.get()), kDs, "Signature"), request);
  return document;
}

}  // namespace

Result<std::string> sign(const SignRequest& request) {
  PLUMBLINE_TRY(check_shape(request));
  PLUMBLINE_TRY(check_signing_key(*request.key, request.algorithm));
  PLUMBLINE_TRY(const DocumentPtr document, make_skeleton(request));
  // What a receiver would refuse is refused here by the same reader.
  PLUMBLINE_TRY(const SignatureObject object,
                read_signature(*document, std::numeric_limits<std::size_t>::max()));
  for (const Reference& reference : object.references) {
    PLUMBLINE_TRY(const Bytes octets, canonical_octets(*document, reference.part));
    add_text(*reference.digest_value, to_base64(crypto::digest(reference.digest, octets)));
  }
  PLUMBLINE_TRY(const Bytes info, canonical_octets(*document, {.top = object.signed_info}));
  PLUMBLINE_TRY(const Bytes value, make_signature(request.algorithm, *request.key, info));
  add_text(*object.signature_value, to_base64(value));
  return text_of_document(*document);
}

}  // namespace plumbline::xmlsec
