#include "plumbline/xmlsec/nested.hpp"

#include <utility>

namespace plumbline::xmlsec {

Result<std::string> encrypt_signed(const SignRequest& inner,
                                   EncryptRequest outer,
                                   RandomSource& random) {
  return encrypt_signed(inner, std::move(outer), FixedEncryptionInputs{}, random);
}

Result<std::string> encrypt_signed(const SignRequest& inner,
                                   EncryptRequest outer,
                                   const FixedEncryptionInputs& fixed,
                                   RandomSource& random) {
  PLUMBLINE_TRY(const std::string signed_document, sign(inner));
  outer.input = as_bytes(signed_document);
  outer.part = EncryptedPart::element;
  outer.element.reset();
  outer.mime_type.clear();
  return encrypt(outer, fixed, random);
}

Result<OpenedNested> decrypt_signed(std::string_view document,
                                    const NestedKeys& keys,
                                    DecryptOptions decrypt_options,
                                    const VerifyOptions& verify_options) {
  decrypt_options.part = EncryptedPart::element;
  OpenedNested opened;
  PLUMBLINE_TRY(opened.outer, decrypt(document, keys.decryption, decrypt_options));
  PLUMBLINE_TRY(opened.inner,
                verify(as_text(opened.outer.plaintext), keys.verification, verify_options));
  return opened;
}

}  // namespace plumbline::xmlsec
