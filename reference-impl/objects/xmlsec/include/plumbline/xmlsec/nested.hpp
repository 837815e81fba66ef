/// @file
/// Nested sign-then-encrypt: a signed document as the element that is encrypted.

#pragma once

#include "plumbline/xmlsec/encryption.hpp"
#include "plumbline/xmlsec/signature.hpp"

#include <span>
#include <string>
#include <string_view>

namespace plumbline::xmlsec {

/// Signs as `inner` asks and encrypts the root of the result as `outer` asks; input, part, element
/// and mime_type of `outer` are ignored.
///
/// @source TS-0003 clause 8.5.2.4
/// @return as sign and encrypt.
[[nodiscard]] Result<std::string> encrypt_signed(const SignRequest& inner,
                                                 EncryptRequest outer,
                                                 RandomSource& random);
/// As above with fixed inputs of the encryption.
[[nodiscard]] Result<std::string> encrypt_signed(const SignRequest& inner,
                                                 EncryptRequest outer,
                                                 const FixedEncryptionInputs& fixed,
                                                 RandomSource& random);

struct NestedKeys {
  std::span<const Key> decryption;
  std::span<const Key> verification;
};

struct OpenedNested {
  Decrypted outer;          ///< its plaintext is the signed document
  VerifiedSignature inner;  ///< its content is the payload
};

/// The reverse.
///
/// @return as decrypt with EncryptedPart::element, then as verify.
[[nodiscard]] Result<OpenedNested> decrypt_signed(std::string_view document,
                                                  const NestedKeys& keys,
                                                  DecryptOptions decrypt_options = {},
                                                  const VerifyOptions& verify_options = {});

}  // namespace plumbline::xmlsec
