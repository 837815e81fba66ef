#include "plumbline/cms/signed.hpp"

#include "certificate_handle.hpp"  // of the crypto room
#include "cms_ossl.hpp"
#include "key_handle.hpp"  // of the crypto room

namespace plumbline::cms {
namespace {

using crypto::KeyKind;
using TimePtr = ossl::Ptr<ASN1_TIME, ASN1_TIME_free>;

const EVP_MD* digest_for(crypto::HashAlgorithm hash) {
  switch (hash) {
    case crypto::HashAlgorithm::sha256:
      return EVP_sha256();
    case crypto::HashAlgorithm::sha384:
      return EVP_sha384();
    case crypto::HashAlgorithm::sha512:
      return EVP_sha512();
  }
  return nullptr;
}

Result<ObjectPtr> object_identifier(const std::string& dotted) {
  constexpr int kNoNames = 1;
  ObjectPtr oid{OBJ_txt2obj(dotted.c_str(), kNoNames)};
  if (!oid) {
    return fail(Errc::invalid_value, "CMS: no object identifier: " + dotted);
  }
  return oid;
}

/// RFC 5652 clause 11.3: UTCTime until 2049.
TimePtr asn1_time(TimePoint time) {
  return ossl::require<TimePtr>(ASN1_TIME_set(nullptr, std::chrono::system_clock::to_time_t(time)),
                                "ASN1_TIME_set");
}

/// Whether the certificate of that signer goes into the object: OpenSSL refuses to add one twice.
bool brings_certificate(const SignRequest& request, std::size_t index) {
  const auto certificate_of = [&request](std::size_t i) {
    return request.signers[i].pair.certificate.handle().x509.get();
  };
  for (std::size_t i = 0; i < index; ++i) {
    if (X509_cmp(certificate_of(i), certificate_of(index)) == 0) {
      return false;
    }
  }
  return request.with_certificates;
}

Result<void> add_signer(CMS_ContentInfo* info, const SignRequest& request, std::size_t index) {
  const Signer& signer = request.signers[index];
  X509* const certificate = signer.pair.certificate.handle().x509.get();
  EVP_PKEY* const key = signer.pair.key.handle().pkey.get();
  if (signer.pair.key.kind() == KeyKind::ed25519 || X509_check_private_key(certificate, key) != 1) {
    return fail(Errc::key_mismatch,
                "CMS: a signer's key is neither RSA nor EC, or not the one of its certificate");
  }
  const unsigned flags =
      CMS_NOSMIMECAP |
      (brings_certificate(request, index) ? 0U : static_cast<unsigned>(CMS_NOCERTS));
  CMS_SignerInfo* const added =
      CMS_add1_signer(info, certificate, key, digest_for(signer.hash), flags);
  if (added == nullptr) {
    ossl::throw_fault("CMS_add1_signer");
  }
  // Given here, or OpenSSL would ask the clock.
  const auto time = asn1_time(request.signing_time);
  ossl::check(CMS_signed_add1_attr_by_NID(
                  added, NID_pkcs9_signingTime, ASN1_STRING_type(time.get()), time.get(), -1),
              "CMS_signed_add1_attr_by_NID");
  return success();
}

}  // namespace

Result<Bytes> sign(const SignRequest& request) {
  if (request.signers.empty()) {
    return fail(Errc::invalid_value, "CMS: nobody signs");
  }
  const ErrorScope errors;
  PLUMBLINE_TRY(const ObjectPtr type, object_identifier(request.content_type));
  const unsigned flags =
      CMS_PARTIAL | CMS_BINARY | (request.detached ? static_cast<unsigned>(CMS_DETACHED) : 0U);
  const auto info =
      ossl::require<CmsPtr>(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags), "CMS_sign");
  ossl::check(CMS_set1_eContentType(info.get(), type.get()), "CMS_set1_eContentType");
  for (std::size_t i = 0; i < request.signers.size(); ++i) {
    PLUMBLINE_TRY(add_signer(info.get(), request, i));
  }
  const auto payload = reader_of(request.payload);
  ossl::check(CMS_final(info.get(), payload.get(), nullptr, flags), "CMS_final");
  return der_of<i2d_CMS_ContentInfo>(info.get());
}

}  // namespace plumbline::cms
