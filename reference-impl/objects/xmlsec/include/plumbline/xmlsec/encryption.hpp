/// @file
/// XML Encryption 1.1, of octets, of an element or of an element's content.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/core/xml_bounds.hpp"
#include "plumbline/crypto/asymmetric_key.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/xmlsec/algorithms.hpp"
#include "plumbline/xmlsec/key.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::xmlsec {

/// What EncryptedData stands for, its Type; clause 3.1.
enum class EncryptedPart : std::uint8_t { octets, element, content };

/// An expanded name.
struct ElementName {
  std::string namespace_uri;  ///< empty: none
  std::string local_name;
};

/// Who shall be able to read it.
struct EncryptionRecipient {
  KeyManagement algorithm = KeyManagement::kw_aes256;
  const Key* key = nullptr;  ///< symmetric or public; not null
};

struct EncryptRequest {
  ByteView input;  ///< octets of any kind, or the XML document that has the element
  EncryptedPart part = EncryptedPart::octets;
  std::optional<ElementName> element;  ///< the only one of that name; the root when absent
  ContentEncryption algorithm = ContentEncryption::aes256_gcm;
  std::vector<EncryptionRecipient> recipients;
  std::string mime_type;  ///< of octets; a hint that nothing protects, clause 3.1
  XmlLimits limits;       ///< on `input` when that is XML
};

/// What is random in an encryption, given instead. For known-answer tests only: a repeated IV under
/// one key breaks AES-GCM.
struct FixedEncryptionInputs {
  std::optional<crypto::SecretBytes> cek;
  std::optional<Bytes> iv;  ///< 12 octets
  std::optional<crypto::PrivateKey> ephemeral;
};

/// Encrypts for every recipient, each with an EncryptedKey of its own in the KeyInfo of
/// EncryptedData. An element or content is encrypted in its exclusive canonical form with comments,
/// so that it can be read at any place. CEK and IV come from `random`, ephemeral EC keys from
/// crypto::PrivateKey::generate.
///
/// @source XML Encryption 1.1 clauses 4.1, 4.3; TS-0003 tables 8.5.3.2-1, 8.5.3.2-2
/// @return the EncryptedData element, or the document in which it stands for element or content,
///         without XML declaration; Errc::invalid_value without a recipient, with `direct` beside
///         others, or for names and types that XML cannot carry; Errc::key_mismatch when a key is
///         not of the type, use or size that its algorithm is bound to; Errc::not_found when there
///         is not exactly one such element; Errc::malformed, Errc::unsupported, Errc::too_large
///         for a document that cannot be read.
[[nodiscard]] Result<std::string> encrypt(const EncryptRequest& request, RandomSource& random);
/// As above with fixed inputs; Errc::invalid_length when one does not fit the algorithm.
[[nodiscard]] Result<std::string> encrypt(const EncryptRequest& request,
                                          const FixedEncryptionInputs& fixed,
                                          RandomSource& random);

struct DecryptOptions {
  AlgorithmPolicy algorithms = AlgorithmPolicy::esdata();
  std::optional<EncryptedPart> part;  ///< the only one that is taken; its Type is not protected
  XmlLimits limits;
  std::size_t recipients = 64;  ///< Errc::too_large beyond
};

struct Decrypted {
  Bytes plaintext;
  EncryptedPart part = EncryptedPart::octets;
  std::string mime_type;       ///< as the object has it: not authentic
  std::string key_name;        ///< of the object, else of the key; empty when neither has one
  std::size_t recipient = 0;   ///< index of the EncryptedKey whose key opened it; 0 when direct
  std::size_t recipients = 0;  ///< how many there are; 1 when direct
  std::string document;        ///< of an element or content: with it in place of EncryptedData
};

/// Decrypts the only EncryptedData of a document with the first key and recipient that fit.
///
/// @source XML Encryption 1.1 clause 4.4
/// @return Errc::malformed, Errc::too_large, Errc::invalid_length (less than IV and tag),
///         Errc::unsupported (a document type declaration, CipherReference, OAEPparams, more than
///         one EncryptedData), Errc::invalid_value (another part than asked for),
///         Errc::algorithm_not_allowed, Errc::key_not_found (no key of that KeyName),
///         Errc::key_mismatch (type, use or size of the key, curve of the originator's key),
///         Errc::authentication_failed: a wrong key, encrypted key, ciphertext or tag, all with one
///         and the same detail.
[[nodiscard]] Result<Decrypted> decrypt(std::string_view document,
                                        std::span<const Key> keys,
                                        const DecryptOptions& options = {});

}  // namespace plumbline::xmlsec
