#include "plumbline/cms/enveloped.hpp"

#include "certificate_handle.hpp"  // of the crypto room
#include "cms_ossl.hpp"

#include <openssl/rsa.h>

namespace plumbline::cms {
namespace {

using crypto::KeyKind;

const EVP_CIPHER* cipher_of(ContentEncryption encryption) {
  switch (encryption) {
    case ContentEncryption::aes128_gcm:
      return EVP_aes_128_gcm();
    case ContentEncryption::aes192_gcm:
      return EVP_aes_192_gcm();
    case ContentEncryption::aes256_gcm:
      return EVP_aes_256_gcm();
    case ContentEncryption::aes128_cbc:
      return EVP_aes_128_cbc();
    case ContentEncryption::aes192_cbc:
      return EVP_aes_192_cbc();
    case ContentEncryption::aes256_cbc:
      return EVP_aes_256_cbc();
  }
  return nullptr;
}

/// OpenSSL's defaults would be PKCS #1 v1.5, the X9.63 KDF with SHA-1 and a wrap of the size of the
/// content encryption key.
Result<void> add(CMS_ContentInfo* info, const crypto::Certificate& certificate) {
  const KeyKind kind = certificate.public_key().kind();
  if (kind == KeyKind::ed25519) {
    return fail(Errc::key_mismatch, "CMS: no key management with an Ed25519 certificate");
  }
  CMS_RecipientInfo* const recipient =
      CMS_add1_recipient_cert(info, certificate.handle().x509.get(), CMS_KEY_PARAM);
  if (recipient == nullptr) {
    ossl::throw_fault("CMS_add1_recipient_cert");
  }
  EVP_PKEY_CTX* const context = CMS_RecipientInfo_get0_pkey_ctx(recipient);
  if (kind == KeyKind::rsa) {
    ossl::check(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING), "OAEP");
    ossl::check(EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()), "OAEP with SHA-256");
    return success();
  }
  ossl::check(EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()), "KDF with SHA-256");
  ossl::check(EVP_EncryptInit_ex(CMS_RecipientInfo_kari_get0_ctx(recipient),
                                 EVP_aes_256_wrap(),
                                 nullptr,
                                 nullptr,
                                 nullptr),
              "AES-256 key wrap");
  return success();
}

struct OpensslFree {
  std::size_t size = 0;

  void operator()(std::uint8_t* octets) const noexcept { OPENSSL_clear_free(octets, size); }
};

using OpensslOctets = std::unique_ptr<std::uint8_t, OpensslFree>;

/// A copy that OpenSSL may own: it wipes a key when it frees it.
OpensslOctets copy_for_openssl(ByteView octets) {
  auto* const copy = static_cast<std::uint8_t*>(OPENSSL_memdup(octets.data(), octets.size()));
  if (copy == nullptr) {
    ossl::throw_fault("OPENSSL_memdup");
  }
  return OpensslOctets{copy, OpensslFree{octets.size()}};
}

Result<void> add(CMS_ContentInfo* info, const SharedKek& kek) {
  if (kek.id.empty()) {
    return fail(Errc::invalid_value, "CMS: a shared key without identifier");
  }
  const std::size_t size = kek.key->size();
  if (size != 16 && size != 24 && size != 32) {
    return fail(Errc::key_mismatch,
                "CMS: key-encryption key of " + std::to_string(size) + " octets");
  }
  auto key = copy_for_openssl(kek.key->expose());
  auto id = copy_for_openssl(kek.id);
  if (CMS_add0_recipient_key(
          info, NID_undef, key.get(), size, id.get(), kek.id.size(), nullptr, nullptr, nullptr) ==
      nullptr) {
    ossl::throw_fault("CMS_add0_recipient_key");
  }
  static_cast<void>(key.release());
  static_cast<void>(id.release());
  return success();
}

}  // namespace

Result<Bytes> seal(const SealRequest& request) {
  if (request.recipients.empty()) {
    return fail(Errc::invalid_value, "CMS: nobody to seal to");
  }
  const auto info = ossl::require<CmsPtr>(
      CMS_encrypt(nullptr, nullptr, cipher_of(request.encryption), CMS_PARTIAL | CMS_BINARY),
      "CMS_encrypt");
  for (const Recipient& recipient : request.recipients) {
    PLUMBLINE_TRY(std::visit([&info](const auto& to) { return add(info.get(), to); }, recipient));
  }
  const auto plaintext = reader_of(request.plaintext);
  ossl::check(CMS_final(info.get(), plaintext.get(), nullptr, CMS_BINARY), "CMS_final");
  return der_of<i2d_CMS_ContentInfo>(info.get());
}

}  // namespace plumbline::cms
