#include "encrypted_object.hpp"

#include "agreement_method.hpp"
#include "algorithm_traits.hpp"
#include "key_info.hpp"
#include "tree.hpp"

#include <utility>

namespace plumbline::xmlsec {

namespace {

/// XML Encryption 1.1 clause 3.3; a CipherReference would make the receiver fetch something.
Result<Bytes> read_cipher(Children& children) {
  PLUMBLINE_TRY(const xmlNode* const data, children.take(kXenc, "CipherData"));
  PLUMBLINE_TRY(Children inner, Children::of(*data));
  if (inner.take_if(kXenc, "CipherReference") != nullptr) {
    return fail(Errc::unsupported, "XML-Enc: CipherReference");
  }
  PLUMBLINE_TRY(const xmlNode* const value, inner.take(kXenc, "CipherValue"));
  PLUMBLINE_TRY(inner.end());
  return base64_content(*value);
}

Result<EncryptedPart> read_type(const xmlNode& encrypted_data) {
  const auto type = attribute_of(encrypted_data, "Type");
  if (type == kElementType) {
    return EncryptedPart::element;
  }
  if (type == kContentType) {
    return EncryptedPart::content;
  }
  // Clause 3.1: a type that is not known, or none, says that these are octets.
  return EncryptedPart::octets;
}

/// RSA-OAEP of XML Encryption 1.1 clause 5.5.2 with SHA-256 for both of its hashes.
Result<void> read_oaep(const xmlNode& method) {
  PLUMBLINE_TRY(Children children, Children::of(method));
  if (children.take_if(kXenc, "OAEPparams") != nullptr) {
    return fail(Errc::unsupported, "XML-Enc: OAEPparams");
  }
  const xmlNode* const digest = children.take_if(kDs, "DigestMethod");
  const xmlNode* const mask = children.take_if(kXenc11, "MGF");
  PLUMBLINE_TRY(children.end());
  // Both default to SHA-1.
  if (digest == nullptr || mask == nullptr) {
    return never_open("XML-Enc: RSA-OAEP with", "SHA-1");
  }
  PLUMBLINE_TRY(const std::string digest_uri, required_attribute(*digest, "Algorithm"));
  if (digest_of(digest_uri) != crypto::HashAlgorithm::sha256) {
    return never_open("XML-Enc: RSA-OAEP with", digest_uri);
  }
  PLUMBLINE_TRY(const std::string mask_uri, required_attribute(*mask, "Algorithm"));
  return mask_uri == kMgf1Sha256 ? Result<void>{success()}
                                 : never_open("XML-Enc: RSA-OAEP with", mask_uri);
}

Result<KeyManagement> read_key_method(const xmlNode& method) {
  PLUMBLINE_TRY(const std::string uri, required_attribute(method, "Algorithm"));
  const auto algorithm = key_management_of(uri);
  if (!algorithm) {
    return never_open("XML-Enc: EncryptionMethod", uri);
  }
  if (algorithm == KeyManagement::rsa_oaep) {
    PLUMBLINE_TRY(read_oaep(method));
  } else {
    PLUMBLINE_TRY(const Children parameters, Children::of(method));
    PLUMBLINE_TRY(parameters.end());
  }
  return *algorithm;
}

/// The AgreementMethod in a KeyInfo, if any.
Result<const xmlNode*> agreement_in(const xmlNode& key_info) {
  PLUMBLINE_TRY(Children children, Children::of(key_info));
  while (const xmlNode* const child = children.take_any()) {
    if (is_element(*child, kXenc.uri, "AgreementMethod")) {
      return child;
    }
  }
  return nullptr;
}

Result<void> read_key_info(const xmlNode& key_info, EncryptedKey& key) {
  PLUMBLINE_TRY(const xmlNode* const agreement, agreement_in(key_info));
  if (agreement == nullptr) {
    PLUMBLINE_TRY(key.key_name, key_name_in(key_info));
    return success();
  }
  if (transport_of(key.algorithm) != KeyTransport::key_wrap) {
    return fail(Errc::malformed, "XML-Enc: AgreementMethod without key wrap");
  }
  PLUMBLINE_TRY(Agreement read, read_agreement(*agreement));
  key.algorithm = with_ecdh(key.algorithm);
  key.key_name = std::move(read.recipient_name);
  key.originator = std::move(read.originator);
  key.other_info = std::move(read.other_info);
  return success();
}

/// XML Encryption 1.1 clause 3.5.1
Result<EncryptedKey> read_encrypted_key(const xmlNode& element) {
  EncryptedKey key;
  PLUMBLINE_TRY(Children children, Children::of(element));
  PLUMBLINE_TRY(const xmlNode* const method, children.take(kXenc, "EncryptionMethod"));
  PLUMBLINE_TRY(key.algorithm, read_key_method(*method));
  if (const xmlNode* const key_info = children.take_if(kDs, "KeyInfo")) {
    PLUMBLINE_TRY(read_key_info(*key_info, key));
  }
  PLUMBLINE_TRY(key.cipher, read_cipher(children));
  children.take_if(kXenc, "ReferenceList");
  children.take_if(kXenc, "CarriedKeyName");
  PLUMBLINE_TRY(children.end());
  return key;
}

class Reader {
 public:
  explicit Reader(std::size_t max_recipients) : max_recipients_(max_recipients) {}

  /// XML Encryption 1.1 clause 3.4
  Result<EncryptedObject> read(const xmlNode& element) {
    PLUMBLINE_TRY(object_.part, read_type(element));
    object_.mime_type = attribute_of(element, "MimeType").value_or("");
    PLUMBLINE_TRY(Children children, Children::of(element));
    PLUMBLINE_TRY(const xmlNode* const method, children.take(kXenc, "EncryptionMethod"));
    PLUMBLINE_TRY(read_content_method(*method));
    PLUMBLINE_TRY(read_keys(children.take_if(kDs, "KeyInfo")));
    PLUMBLINE_TRY(object_.cipher, read_cipher(children));
    PLUMBLINE_TRY(children.end());
    return std::move(object_);
  }

 private:
  Result<void> read_content_method(const xmlNode& method) {
    PLUMBLINE_TRY(const std::string uri, required_attribute(method, "Algorithm"));
    const auto algorithm = content_encryption_of(uri);
    if (!algorithm) {
      return never_open("XML-Enc: EncryptionMethod", uri);
    }
    object_.algorithm = *algorithm;
    PLUMBLINE_TRY(const Children parameters, Children::of(method));
    return parameters.end();
  }

  Result<void> read_keys(const xmlNode* key_info) {
    EncryptedKey direct;
    if (key_info != nullptr) {
      PLUMBLINE_TRY(direct.key_name, key_name_in(*key_info));
      PLUMBLINE_TRY(Children children, Children::of(*key_info));
      while (const xmlNode* const child = children.take_any()) {
        if (is_element(*child, kXenc.uri, "EncryptedKey")) {
          PLUMBLINE_TRY(add_key(*child));
        }
      }
    }
    if (object_.keys.empty()) {
      object_.keys.emplace_back(std::move(direct));
    } else if (direct.key_name) {
      return fail(Errc::malformed, "XML-Enc: a key by name beside EncryptedKey");
    }
    return success();
  }

  /// Algorithms that are never open are passed over when another recipient may do.
  Result<void> add_key(const xmlNode& element) {
    if (object_.keys.size() == max_recipients_) {
      return fail(Errc::too_large,
                  "XML-Enc: more than " + std::to_string(max_recipients_) + " recipients");
    }
    auto key = read_encrypted_key(element);
    if (!key && key.error().code != Errc::algorithm_not_allowed) {
      return std::move(key).error();
    }
    object_.keys.push_back(std::move(key));
    return success();
  }

  std::size_t max_recipients_;
  EncryptedObject object_;
};

}  // namespace

Result<EncryptedObject> read_encrypted(const xmlNode& encrypted_data, std::size_t max_recipients) {
  return Reader{max_recipients}.read(encrypted_data);
}

}  // namespace plumbline::xmlsec
