#include "cek.hpp"

#include "plumbline/crypto/key_management.hpp"
#include "plumbline/crypto/key_wrap.hpp"

#include "agreement_method.hpp"
#include "algorithm_traits.hpp"
#include "key_binding.hpp"
#include "tree.hpp"

namespace plumbline::xmlsec {

namespace {

/// XML Encryption 1.1 clause 5.6.4: the key that wraps.
Result<crypto::SecretBytes> agree(const crypto::PrivateKey& mine,
                                  const crypto::PublicKey& theirs,
                                  ByteView other_info,
                                  KeyManagement algorithm) {
  PLUMBLINE_TRY(const crypto::SecretBytes shared, crypto::ecdh(mine, theirs));
  return crypto::one_step_kdf({.shared_secret = shared.expose(),
                               .other_info = other_info,
                               .output_size = wrapping_key_size(algorithm)});
}

void add_oaep_method(xmlNode& encrypted_key) {
  xmlNode* const method =
      add_algorithm(encrypted_key, kXenc, "EncryptionMethod", uri_of(KeyManagement::rsa_oaep));
  add_algorithm(*method, kDs, "DigestMethod", uri_of(crypto::HashAlgorithm::sha256));
  add_algorithm(*method, kXenc11, "MGF", kMgf1Sha256);
}

/// Writes EncryptionMethod and KeyInfo.
Result<Bytes> encrypt_cek(xmlNode& element,
                          const EncryptionRecipient& recipient,
                          const crypto::SecretBytes& cek,
                          const std::optional<crypto::PrivateKey>& ephemeral) {
  const Key& key = *recipient.key;
  if (transport_of(recipient.algorithm) == KeyTransport::rsa_oaep) {
    add_oaep_method(element);
    add_key_name(*add_element(element, kDs, "KeyInfo"), key.name());
    return crypto::rsa_oaep_encrypt(
        crypto::HashAlgorithm::sha256, required(key.public_key()), cek.expose());
  }
  add_algorithm(element, kXenc, "EncryptionMethod", uri_of(recipient.algorithm));
  xmlNode* const key_info = add_element(element, kDs, "KeyInfo");
  if (transport_of(recipient.algorithm) == KeyTransport::key_wrap) {
    add_key_name(*key_info, key.name());
    return crypto::aes_key_wrap(key.secret()->expose(), cek.expose());
  }
  const crypto::PrivateKey mine =
      ephemeral ? *ephemeral : crypto::PrivateKey::generate(*key.kind());
  PLUMBLINE_TRY(const Bytes other_info,
                add_agreement(*key_info,
                              {.originator = mine.public_key(),
                               .algorithm = recipient.algorithm,
                               .recipient_name = key.name()}));
  PLUMBLINE_TRY(const crypto::SecretBytes wrapping_key,
                agree(mine, required(key.public_key()), other_info, recipient.algorithm));
  return crypto::aes_key_wrap(wrapping_key.expose(), cek.expose());
}

}  // namespace

Result<void> add_encrypted_key(xmlNode& key_info,
                               const EncryptionRecipient& recipient,
                               const crypto::SecretBytes& cek,
                               const std::optional<crypto::PrivateKey>& ephemeral) {
  xmlNode* const element = add_element(key_info, kXenc, "EncryptedKey");
  PLUMBLINE_TRY(const Bytes encrypted, encrypt_cek(*element, recipient, cek, ephemeral));
  add_text_element(
      *add_element(*element, kXenc, "CipherData"), kXenc, "CipherValue", to_base64(encrypted));
  return success();
}

Result<crypto::SecretBytes> recover_cek(const EncryptedKey& encrypted, const Key& key) {
  switch (transport_of(encrypted.algorithm)) {
    case KeyTransport::direct:
      return key.secret()->clone();
    case KeyTransport::rsa_oaep:
      return crypto::rsa_oaep_decrypt(
          crypto::HashAlgorithm::sha256, *key.private_key(), encrypted.cipher);
    case KeyTransport::key_wrap:
      return crypto::aes_key_unwrap(key.secret()->expose(), encrypted.cipher);
    default: {
      PLUMBLINE_TRY(const crypto::SecretBytes wrapping_key,
                    agree(*key.private_key(),
                          required(encrypted.originator),
                          encrypted.other_info,
                          encrypted.algorithm));
      return crypto::aes_key_unwrap(wrapping_key.expose(), encrypted.cipher);
    }
  }
}

}  // namespace plumbline::xmlsec
