#include "plumbline/cms/content_info.hpp"
#include "plumbline/cms/enveloped.hpp"
#include "plumbline/cms/mime.hpp"
#include "plumbline/cms/signed.hpp"
#include "plumbline/cms/text_forms.hpp"

#include "format.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::esdata {

namespace {

/// The credentials that CMS can name, and their ids beside them.
struct Parties {
  std::vector<jose::Jwk> keys;
  std::vector<cms::Credential> decryption;
  std::vector<std::string> decryption_ids;
  std::vector<crypto::Certificate> trusted;
  std::vector<std::string> trusted_ids;
};

void add_pair(Parties& parties, const Credential& credential) {
  if (!credential.certificate) {
    return;
  }
  if (is_for(Purpose::signature, credential.suid)) {
    parties.trusted.push_back(*credential.certificate);
    parties.trusted_ids.push_back(credential.id);
  } else if (credential.key.private_key() != nullptr) {
    parties.decryption.emplace_back(
        cms::KeyPair{.key = *credential.key.private_key(), .certificate = *credential.certificate});
    parties.decryption_ids.push_back(credential.id);
  }
}

Parties parties_of(const HeldKeys& held) {
  Parties parties;
  for (const HeldCredential& one : held.credentials()) {
    add_pair(parties, one.credential);
  }
  parties.keys = held.keys_and_cuts();
  for (const jose::Jwk& key : parties.keys) {
    if (key.secret() != nullptr && key.attributes().use == "enc") {
      const std::string id = key.kid().value_or("");
      const ByteView octets = as_bytes(id);
      parties.decryption.emplace_back(
          cms::SharedKek{.id = {octets.begin(), octets.end()}, .key = key.secret()});
      parties.decryption_ids.push_back(id);
    }
  }
  return parties;
}

Result<Opened> verify(ByteView ber, const Parties& parties, const HeldKeys& held) {
  PLUMBLINE_TRY(cms::VerifiedData verified, cms::verify(ber, parties.trusted));
  if (verified.content_type != cms::kDataContentType) {
    return fail(Errc::unsupported, "CMS: what is signed is no id-data");
  }
  PLUMBLINE_TRY(cms::MimeEntity entity, cms::from_mime(verified.payload));
  Opened opened;
  opened.security_class = SecurityClass::signature_only;
  opened.plaintext = std::move(entity.body);
  opened.type = std::move(entity.content_type);
  // Signatures are a SET, whose order says nothing: the credentials have one.
  std::ranges::stable_sort(verified.verified, {}, &cms::VerifiedSignature::signer);
  for (const cms::VerifiedSignature& signature : verified.verified) {
    const std::string& id = parties.trusted_ids[signature.signer];
    opened.verified_by.push_back(id);
    opened.source = std::max(opened.source, held.source_by_signature(id));
  }
  return opened;
}

/// RFC 8551 clause 3.7: a signed message within what was encrypted, whose type is authentic.
bool is_message(const cms::MimeEntity& entity) {
  const std::string type = cms::media_type_in(entity.content_type);
  return type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime";
}

Result<Opened> decrypt(ByteView ber, const Parties& parties, const HeldKeys& held) {
  PLUMBLINE_TRY(const cms::Opened decrypted, cms::open(ber, parties.decryption));
  PLUMBLINE_TRY(cms::MimeEntity entity, cms::from_mime(decrypted.plaintext));
  const std::string& id = parties.decryption_ids[decrypted.credential];
  Opened opened;
  if (is_message(entity)) {
    PLUMBLINE_TRY(const Bytes inside, cms::from_smime(as_text(decrypted.plaintext)));
    PLUMBLINE_TRY(opened, verify(inside, parties, held));
    opened.security_class = SecurityClass::nested;
  } else {
    opened.security_class = SecurityClass::encryption_only;
    opened.source = held.source_by_decryption(id, decrypted.recipients);
    opened.plaintext = std::move(entity.body);
    opened.type = std::move(entity.content_type);
  }
  opened.opened_with = id;
  return opened;
}

}  // namespace

Result<Opened> open_cms(const Object& object, const HeldKeys& held) {
  const ByteView ber = as_bytes(object.text);
  PLUMBLINE_TRY(const cms::ContentType type, cms::content_type_of(ber));
  const Parties parties = parties_of(held);
  return type == cms::ContentType::signed_data ? verify(ber, parties, held)
                                               : decrypt(ber, parties, held);
}

}  // namespace plumbline::esdata
