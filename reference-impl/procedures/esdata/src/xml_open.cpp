#include "plumbline/xmlsec/encryption.hpp"
#include "plumbline/xmlsec/object_kind.hpp"
#include "plumbline/xmlsec/signature.hpp"

#include "format.hpp"
#include "xml_key.hpp"

#include <span>
#include <utility>

namespace plumbline::esdata {

namespace {

using xmlsec::ObjectKind;

std::vector<xmlsec::Key> xml_keys(const HeldKeys& held) {
  std::vector<xmlsec::Key> keys;
  for (const jose::Jwk& key : held.keys_and_cuts()) {
    keys.push_back(xml_key(key));
  }
  return keys;
}

Result<Opened> verify(std::string_view document,
                      std::span<const xmlsec::Key> keys,
                      const HeldKeys& held) {
  PLUMBLINE_TRY(xmlsec::VerifiedSignature verified, xmlsec::verify(document, keys));
  if (verified.references.size() != 1) {
    return fail(Errc::unsupported, "XML-DSig: more than one part of the document is signed");
  }
  return Opened{.security_class = SecurityClass::signature_only,
                .plaintext = std::move(verified.content),
                .associated_data = {},
                .type = std::move(verified.mime_type),
                .opened_with = {},
                .verified_by = {verified.key_name},
                .source = held.source_by_signature(verified.key_name)};
}

/// Whether a signature is inside, the plaintext says: nothing protects the Type of EncryptedData.
bool is_signed(const Bytes& plaintext) {
  const auto kind = xmlsec::kind_of(as_text(plaintext));
  return kind && kind.value() == ObjectKind::signature;
}

Result<Opened> decrypt(std::string_view document,
                       std::span<const xmlsec::Key> keys,
                       const HeldKeys& held) {
  PLUMBLINE_TRY(xmlsec::Decrypted decrypted, xmlsec::decrypt(document, keys));
  Opened opened;
  if (is_signed(decrypted.plaintext)) {
    PLUMBLINE_TRY(opened, verify(as_text(decrypted.plaintext), keys, held));
    opened.security_class = SecurityClass::nested;
  } else {
    opened.security_class = SecurityClass::encryption_only;
    opened.source = held.source_by_decryption(decrypted.key_name, decrypted.recipients);
    opened.plaintext = std::move(decrypted.plaintext);
  }
  opened.opened_with = std::move(decrypted.key_name);
  return opened;
}

}  // namespace

Result<Opened> open_xml(const Object& object, const HeldKeys& held) {
  PLUMBLINE_TRY(const ObjectKind kind, xmlsec::kind_of(object.text));
  const std::vector<xmlsec::Key> keys = xml_keys(held);
  return kind == ObjectKind::signature ? verify(object.text, keys, held)
                                       : decrypt(object.text, keys, held);
}

}  // namespace plumbline::esdata
