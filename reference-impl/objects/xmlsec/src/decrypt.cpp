#include "plumbline/core/furthest_failure.hpp"
#include "plumbline/crypto/aead.hpp"
#include "plumbline/xmlsec/encryption.hpp"

#include "algorithm_traits.hpp"
#include "cek.hpp"
#include "document.hpp"
#include "encrypted_object.hpp"
#include "key_binding.hpp"
#include "tree.hpp"

#include <utility>

namespace plumbline::xmlsec {

namespace {

/// The one answer to every cause: which of key, encrypted key and tag was wrong is nobody's
/// business.
Error not_authentic() {
  return fail(Errc::authentication_failed, "XML-Enc: does not open with this key");
}

Result<xmlNode*> find_encrypted(xmlNode& root) {
  xmlNode* found = nullptr;
  for (xmlNode* node = &root; node != nullptr; node = next_below(root, *node)) {
    if (!is_element(*node, kXenc.uri, "EncryptedData")) {
      continue;
    }
    if (found != nullptr) {
      return fail(Errc::unsupported, "XML-Enc: more than one EncryptedData");
    }
    found = node;
  }
  if (found == nullptr) {
    return fail(Errc::malformed, "XML-Enc: no EncryptedData");
  }
  return found;
}

Result<Bytes> open_with(const EncryptedObject& object,
                        const EncryptedKey& encrypted,
                        const Key& key) {
  PLUMBLINE_TRY(
      check_decrypting_key(key, {.management = encrypted.algorithm, .content = object.algorithm}));
  const crypto::AeadAlgorithm aead = aead_of(object.algorithm);
  auto cek = recover_cek(encrypted, key);
  if (!cek && cek.error().code == Errc::key_mismatch) {
    return std::move(cek).error();
  }
  if (!cek || cek.value().size() != crypto::key_size_of(aead)) {
    return not_authentic();
  }
  const ByteView cipher = object.cipher;
  const std::size_t iv_size = crypto::iv_size_of(aead);
  const std::size_t tag_size = crypto::tag_size_of(aead);
  auto plaintext = crypto::aead_open(
      aead,
      {.key = cek.value().expose(), .iv = cipher.first(iv_size), .associated_data = {}},
      cipher.subspan(iv_size, cipher.size() - iv_size - tag_size),
      cipher.last(tag_size));
  if (!plaintext) {
    return not_authentic();
  }
  return plaintext;
}

/// Tries each key with each recipient.
class Opener {
 public:
  Opener(const EncryptedObject& object, std::span<const Key> keys, const AlgorithmPolicy& policy)
      : object_(object),
        keys_(keys),
        policy_(policy) {}

  Result<Decrypted> open() {
    if (!policy_.allows(object_.algorithm)) {
      return not_allowed(name_of(object_.algorithm));
    }
    for (std::size_t i = 0; i < object_.keys.size(); ++i) {
      if (!object_.keys[i]) {
        failure_.add(object_.keys[i].error());
      } else if (try_recipient(i)) {
        return std::move(opened_);
      }
    }
    return failure_.take();
  }

 private:
  static Error not_allowed(std::string_view name) {
    return fail(Errc::algorithm_not_allowed, "XML-Enc: EncryptionMethod " + std::string{name});
  }

  bool try_recipient(std::size_t index) {
    const EncryptedKey& encrypted = object_.keys[index].value();
    if (!policy_.allows(encrypted.algorithm)) {
      failure_.add(not_allowed(name_of(encrypted.algorithm)));
      return false;
    }
    for (const Key& key : keys_) {
      if (!key.may_be_named(encrypted.key_name)) {
        continue;
      }
      auto plaintext = open_with(object_, encrypted, key);
      if (!plaintext) {
        failure_.add(std::move(plaintext).error());
        continue;
      }
      opened_ = {.plaintext = std::move(plaintext).value(),
                 .part = object_.part,
                 .mime_type = object_.mime_type,
                 .key_name = encrypted.key_name.value_or(key.name()),
                 .recipient = index,
                 .recipients = object_.keys.size()};
      return true;
    }
    return false;
  }

  const EncryptedObject& object_;
  std::span<const Key> keys_;
  const AlgorithmPolicy& policy_;
  FurthestFailure failure_;
  Decrypted opened_;
};

/// The document with the plaintext in place of EncryptedData.
Result<std::string> restore(xmlDoc& document,
                            xmlNode& encrypted,
                            const Decrypted& opened,
                            const XmlLimits& limits) {
  if (&encrypted != xmlDocGetRootElement(&document)) {
    PLUMBLINE_TRY(replace_node(encrypted, opened.plaintext, limits));
    return text_of_document(document);
  }
  if (opened.part == EncryptedPart::content) {
    return fail(Errc::malformed, "XML-Enc: content without an element around it");
  }
  PLUMBLINE_TRY(const DocumentPtr element, parse_document(opened.plaintext, limits));
  return text_of_document(*element);
}

}  // namespace

Result<Decrypted> decrypt(std::string_view document,
                          std::span<const Key> keys,
                          const DecryptOptions& options) {
  PLUMBLINE_TRY(const DocumentPtr tree, parse_document(as_bytes(document), options.limits));
  PLUMBLINE_TRY(xmlNode* const encrypted, find_encrypted(*xmlDocGetRootElement(tree.get())));
  PLUMBLINE_TRY(const EncryptedObject object, read_encrypted(*encrypted, options.recipients));
  if (options.part && *options.part != object.part) {
    return fail(Errc::invalid_value, "XML-Enc: another part than asked for");
  }
  const crypto::AeadAlgorithm aead = aead_of(object.algorithm);
  if (object.cipher.size() < crypto::iv_size_of(aead) + crypto::tag_size_of(aead)) {
    return fail(Errc::invalid_length,
                "XML-Enc: CipherValue of " + std::to_string(object.cipher.size()) + " octets");
  }
  PLUMBLINE_TRY(Decrypted opened, Opener(object, keys, options.algorithms).open());
  if (opened.part != EncryptedPart::octets) {
    PLUMBLINE_TRY(opened.document, restore(*tree, *encrypted, opened, options.limits));
  }
  return opened;
}

}  // namespace plumbline::xmlsec
