#include "plumbline/core/quoted_name.hpp"
#include "plumbline/crypto/aead.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/xmlsec/encryption.hpp"

#include "algorithm_traits.hpp"
#include "cek.hpp"
#include "document.hpp"
#include "key_binding.hpp"
#include "tree.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::xmlsec {

namespace {

bool is_direct(const EncryptRequest& request) {
  return std::ranges::any_of(request.recipients, [](const EncryptionRecipient& recipient) {
    return recipient.algorithm == KeyManagement::direct;
  });
}

Result<void> check_shape(const EncryptRequest& request) {
  if (request.recipients.empty()) {
    return fail(Errc::invalid_value, "XML-Enc: no recipient");
  }
  if (is_direct(request) && request.recipients.size() > 1) {
    return fail(Errc::invalid_value, "XML-Enc: direct mode has one recipient");
  }
  if (request.part != EncryptedPart::octets && !request.mime_type.empty()) {
    return fail(Errc::invalid_value, "XML-Enc: a MIME type is that of octets");
  }
  PLUMBLINE_TRY(check_text(request.mime_type, "MIME type"));
  for (const auto& recipient : request.recipients) {
    PLUMBLINE_TRY(check_text(recipient.key->name(), "key name"));
    PLUMBLINE_TRY(check_encrypting_key(
        *recipient.key, {.management = recipient.algorithm, .content = request.algorithm}));
  }
  return success();
}

Result<crypto::SecretBytes> choose_cek(const EncryptRequest& request,
                                       const FixedEncryptionInputs& fixed,
                                       RandomSource& random) {
  const std::size_t size = crypto::key_size_of(aead_of(request.algorithm));
  if (is_direct(request)) {
    return request.recipients.front().key->secret()->clone();
  }
  if (fixed.cek && fixed.cek->size() != size) {
    return fail(Errc::invalid_length, "XML-Enc: the given CEK");
  }
  return fixed.cek ? fixed.cek->clone() : crypto::random_secret(random, size);
}

/// IV, ciphertext and tag, XML Encryption 1.1 clause 5.2.4.
Result<Bytes> encrypt_octets(crypto::AeadAlgorithm aead,
                             const crypto::SecretBytes& cek,
                             const Bytes& iv,
                             ByteView plaintext) {
  if (iv.size() != crypto::iv_size_of(aead)) {
    return fail(Errc::invalid_length, "XML-Enc: the given IV");
  }
  Bytes ciphertext(crypto::ciphertext_size_of(aead, plaintext.size()));
  Bytes tag(crypto::tag_size_of(aead));
  PLUMBLINE_TRY(crypto::aead_seal(
      aead, {.key = cek.expose(), .iv = iv, .associated_data = {}}, plaintext, ciphertext, tag));
  return concat({iv, ciphertext, tag});
}

/// A document whose root is EncryptedData.
Result<DocumentPtr> make_encrypted_data(const EncryptRequest& request,
                                        ByteView plaintext,
                                        const FixedEncryptionInputs& fixed,
                                        RandomSource& random) {
  PLUMBLINE_TRY(const crypto::SecretBytes cek, choose_cek(request, fixed, random));
  const crypto::AeadAlgorithm aead = aead_of(request.algorithm);
  const Bytes iv = fixed.iv ? *fixed.iv : random.bytes(crypto::iv_size_of(aead));
  PLUMBLINE_TRY(const Bytes cipher, encrypt_octets(aead, cek, iv, plaintext));
  DocumentPtr document = make_document();
  xmlNode* const data = add_root(*document, kXenc, "EncryptedData");
  if (request.part != EncryptedPart::octets) {
    set_attribute(
        *data, "Type", request.part == EncryptedPart::element ? kElementType : kContentType);
  } else if (!request.mime_type.empty()) {
    set_attribute(*data, "MimeType", request.mime_type);
  }
  add_algorithm(*data, kXenc, "EncryptionMethod", uri_of(request.algorithm));
  xmlNode* const key_info = add_element(*data, kDs, "KeyInfo");
  if (is_direct(request)) {
    add_key_name(*key_info, request.recipients.front().key->name());
  } else {
    for (const auto& recipient : request.recipients) {
      PLUMBLINE_TRY(add_encrypted_key(*key_info, recipient, cek, fixed.ephemeral));
    }
  }
  add_text_element(
      *add_element(*data, kXenc, "CipherData"), kXenc, "CipherValue", to_base64(cipher));
  return document;
}

/// The element to encrypt.
Result<xmlNode*> find_element(xmlNode& root, const std::optional<ElementName>& name) {
  if (!name) {
    return &root;
  }
  xmlNode* found = nullptr;
  for (xmlNode* node = &root; node != nullptr; node = next_below(root, *node)) {
    if (!is_element(*node, name->namespace_uri, name->local_name)) {
      continue;
    }
    if (found != nullptr) {
      return fail(Errc::not_found,
                  "XML-Enc: more than one element " + quoted_name(name->local_name));
    }
    found = node;
  }
  if (found == nullptr) {
    return fail(Errc::not_found, "XML-Enc: no element " + quoted_name(name->local_name));
  }
  return found;
}

/// Puts the root of `encrypted` in place of `element` or of all that it contains.
void put_in_place(xmlNode& element, xmlDoc& encrypted, EncryptedPart part) {
  xmlNode* const data = require(xmlDocCopyNode(xmlDocGetRootElement(&encrypted), element.doc, 1));
  if (part == EncryptedPart::element) {
    xmlReplaceNode(&element, data);
    xmlFreeNode(&element);
    return;
  }
  xmlFreeNodeList(std::exchange(element.children, nullptr));
  element.last = nullptr;
  require(xmlAddChild(&element, data));
}

}  // namespace

Result<std::string> encrypt(const EncryptRequest& request, RandomSource& random) {
  return encrypt(request, FixedEncryptionInputs{}, random);
}

Result<std::string> encrypt(const EncryptRequest& request,
                            const FixedEncryptionInputs& fixed,
                            RandomSource& random) {
  PLUMBLINE_TRY(check_shape(request));
  if (request.part == EncryptedPart::octets) {
    PLUMBLINE_TRY(const DocumentPtr encrypted,
                  make_encrypted_data(request, request.input, fixed, random));
    return text_of_document(*encrypted);
  }
  PLUMBLINE_TRY(const DocumentPtr document, parse_document(request.input, request.limits));
  PLUMBLINE_TRY(xmlNode* const element,
                find_element(*xmlDocGetRootElement(document.get()), request.element));
  const DocumentPart part{
      .top = element, .inner = request.part == EncryptedPart::content, .comments = true};
  PLUMBLINE_TRY(const Bytes plaintext, canonical_octets(*document, part));
  PLUMBLINE_TRY(const DocumentPtr encrypted,
                make_encrypted_data(request, plaintext, fixed, random));
  put_in_place(*element, *encrypted, request.part);
  return text_of_document(*document);
}

}  // namespace plumbline::xmlsec
