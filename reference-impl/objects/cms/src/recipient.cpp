#include "recipient.hpp"

#include "certificate_handle.hpp"  // of the crypto room
#include "identifiers.hpp"
#include "key_handle.hpp"  // of the crypto room

#include <array>

namespace plumbline::cms {
namespace {

using crypto::KeyKind;

/// An addressed RecipientInfo: what all three kinds have in common.
struct Addressed {
  CMS_ContentInfo* info;
  CMS_RecipientInfo* recipient;
  const AlgorithmPolicy& policy;
};

Result<KeyManagement> allowed(const X509_ALGOR* algorithm, const AlgorithmPolicy& policy) {
  const auto known = key_management_of(algorithm);
  if (!known) {
    return fail(Errc::algorithm_not_allowed, "CMS: key management is not on the list");
  }
  if (!policy.allows(*known)) {
    return fail(Errc::algorithm_not_allowed, "CMS: " + std::string{name_of(*known)});
  }
  return *known;
}

Error wrong_kind(KeyManagement algorithm) {
  return fail(Errc::key_mismatch,
              "CMS: " + std::string{name_of(algorithm)} + " with another kind of key");
}

EVP_PKEY* own(EVP_PKEY* pkey) {
  ossl::check(EVP_PKEY_up_ref(pkey), "EVP_PKEY_up_ref");
  return pkey;
}

Result<KeyManagement> transport(const Addressed& to, const KeyPair& pair) {
  X509_ALGOR* algorithm = nullptr;
  ossl::check(CMS_RecipientInfo_ktri_get0_algs(to.recipient, nullptr, nullptr, &algorithm),
              "CMS_RecipientInfo_ktri_get0_algs");
  PLUMBLINE_TRY(const KeyManagement how, allowed(algorithm, to.policy));
  if (how != KeyManagement::rsa_oaep_sha256 || pair.key.kind() != KeyKind::rsa) {
    return wrong_kind(how);
  }
  ossl::check(CMS_RecipientInfo_set0_pkey(to.recipient, own(pair.key.handle().pkey.get())),
              "CMS_RecipientInfo_set0_pkey");
  if (CMS_RecipientInfo_decrypt(to.info, to.recipient) != 1) {
    return not_authentic();
  }
  return how;
}

/// The originator's ephemeral key has to be on our curve, by name or without saying, and be written
/// without unused bits. Whether it is a point of the curve OpenSSL finds out.
///
/// @source RFC 5753 clause 3.1.1, RFC 5480 clause 2.1.1
Result<void> check_originator(CMS_RecipientInfo* recipient, KeyKind ours) {
  constexpr long kUnusedBits = 0x07;
  X509_ALGOR* algorithm = nullptr;
  ASN1_BIT_STRING* key = nullptr;
  ossl::check(
      CMS_RecipientInfo_kari_get0_orig_id(recipient, &algorithm, &key, nullptr, nullptr, nullptr),
      "CMS_RecipientInfo_kari_get0_orig_id");
  if (algorithm == nullptr || key == nullptr) {
    return fail(Errc::unsupported, "CMS: originator is a certificate, not an ephemeral key");
  }
  if ((key->flags & kUnusedBits) != 0) {
    return fail(Errc::malformed, "CMS: originator's key ends within an octet");
  }
  int type = V_ASN1_UNDEF;
  const void* value = nullptr;
  X509_ALGOR_get0(nullptr, &type, &value, algorithm);
  if (type == V_ASN1_UNDEF || type == V_ASN1_NULL) {
    return success();
  }
  if (type != V_ASN1_OBJECT || OBJ_obj2nid(static_cast<const ASN1_OBJECT*>(value)) !=
                                   EC_curve_nist2nid(crypto::curve_name_of(ours))) {
    return fail(Errc::key_mismatch, "CMS: originator's key is on another curve");
  }
  return success();
}

bool is_ecdh(KeyManagement how) {
  return how == KeyManagement::ecdh_aes128_wrap || how == KeyManagement::ecdh_aes192_wrap ||
         how == KeyManagement::ecdh_aes256_wrap;
}

Result<KeyManagement> agreement(const Addressed& to,
                                CMS_RecipientEncryptedKey* encrypted_key,
                                const KeyPair& pair) {
  X509_ALGOR* algorithm = nullptr;
  ossl::check(CMS_RecipientInfo_kari_get0_alg(to.recipient, &algorithm, nullptr),
              "CMS_RecipientInfo_kari_get0_alg");
  PLUMBLINE_TRY(const KeyManagement how, allowed(algorithm, to.policy));
  if (!is_ecdh(how) || crypto::field_size_of(pair.key.kind()) == 0) {
    return wrong_kind(how);
  }
  PLUMBLINE_TRY(check_originator(to.recipient, pair.key.kind()));
  ossl::check(CMS_RecipientInfo_kari_set0_pkey(to.recipient, pair.key.handle().pkey.get()),
              "CMS_RecipientInfo_kari_set0_pkey");
  if (CMS_RecipientInfo_kari_decrypt(to.info, to.recipient, encrypted_key) != 1) {
    return not_authentic();
  }
  return how;
}

std::optional<Result<KeyManagement>> try_pair(const Addressed& to, const KeyPair& pair) {
  X509* const certificate = pair.certificate.handle().x509.get();
  switch (CMS_RecipientInfo_type(to.recipient)) {
    case CMS_RECIPINFO_TRANS:
      if (CMS_RecipientInfo_ktri_cert_cmp(to.recipient, certificate) == 0) {
        return transport(to, pair);
      }
      return std::nullopt;
    case CMS_RECIPINFO_AGREE: {
      const auto* const keys = CMS_RecipientInfo_kari_get0_reks(to.recipient);
      for (int i = 0; i < sk_CMS_RecipientEncryptedKey_num(keys); ++i) {
        auto* const key = sk_CMS_RecipientEncryptedKey_value(keys, i);
        if (CMS_RecipientEncryptedKey_cert_cmp(key, certificate) == 0) {
          return agreement(to, key, pair);
        }
      }
      return std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

std::size_t kek_size_of(KeyManagement how) {
  switch (how) {
    case KeyManagement::kek_aes128_wrap:
      return 16;
    case KeyManagement::kek_aes192_wrap:
      return 24;
    case KeyManagement::kek_aes256_wrap:
      return 32;
    default:
      return 0;
  }
}

std::optional<Result<KeyManagement>> try_kek(const Addressed& to, const SharedKek& kek) {
  if (CMS_RecipientInfo_type(to.recipient) != CMS_RECIPINFO_KEK ||
      CMS_RecipientInfo_kekri_id_cmp(to.recipient, kek.id.data(), kek.id.size()) != 0) {
    return std::nullopt;
  }
  X509_ALGOR* algorithm = nullptr;
  ossl::check(
      CMS_RecipientInfo_kekri_get0_id(to.recipient, &algorithm, nullptr, nullptr, nullptr, nullptr),
      "CMS_RecipientInfo_kekri_get0_id");
  auto how = allowed(algorithm, to.policy);
  if (!how) {
    return how;
  }
  if (kek_size_of(how.value()) != kek.key->size()) {
    return wrong_kind(how.value());
  }
  crypto::SecretBytes key = kek.key->clone();  // OpenSSL wants a pointer that is not const
  ossl::check(CMS_RecipientInfo_set0_key(to.recipient, key.expose_mutable().data(), key.size()),
              "CMS_RecipientInfo_set0_key");
  const int status = CMS_RecipientInfo_decrypt(to.info, to.recipient);
  // Before `key` goes: OpenSSL would free it together with the object.
  CMS_RecipientInfo_set0_key(to.recipient, nullptr, 0);
  return status == 1 ? how : not_authentic();
}

}  // namespace

Error not_authentic() {
  return fail(Errc::authentication_failed, "CMS: does not open with this key");
}

std::optional<Result<KeyManagement>> recover_key(CMS_ContentInfo* info,
                                                 CMS_RecipientInfo* recipient,
                                                 const Credential& credential,
                                                 const AlgorithmPolicy& policy) {
  const Addressed to{.info = info, .recipient = recipient, .policy = policy};
  if (const auto* const kek = std::get_if<SharedKek>(&credential)) {
    return try_kek(to, *kek);
  }
  return try_pair(to, std::get<KeyPair>(credential));
}

}  // namespace plumbline::cms
