#include "plumbline/cms/signed.hpp"

#include "certificate_handle.hpp"  // of the crypto room
#include "identifiers.hpp"
#include "parse.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::cms {
namespace {

using crypto::KeyKind;

/// Counts, and that every digest to be computed over the payload is on the list: each costs a pass.
///
/// @source RFC 5652 clause 5.1
Result<void> check_layout(ByteView der, const CmsLimits& limits) {
  PLUMBLINE_TRY(const ByteView content, content_of(der));
  DerReader members{content};
  PLUMBLINE_TRY(members.take_small_integer());
  PLUMBLINE_TRY(const ByteView set, members.take(tag::kSet));
  DerReader digests{set};
  for (std::size_t count = 0; !digests.at_end(); ++count) {
    const ByteView before = digests.rest();
    PLUMBLINE_TRY(digests.take(tag::kSequence));
    if (count == limits.recipients) {
      return fail(Errc::too_large, "CMS: too many digest algorithms");
    }
    if (!digest_of(before.first(before.size() - digests.rest().size()))) {
      return fail(Errc::algorithm_not_allowed, "CMS: digest algorithm is not on the list");
    }
  }
  return success();
}

/// What is signed: inside the object or beside it, never both.
Result<ByteView> payload_of(CMS_ContentInfo* info, const VerifyOptions& options) {
  ASN1_OCTET_STRING** const content = CMS_get0_content(info);
  if (content == nullptr) {
    return fail(Errc::malformed, "CMS: SignedData without a place for content");
  }
  if ((*content == nullptr) != options.detached_payload.has_value()) {
    return fail(Errc::invalid_value,
                *content == nullptr ? "CMS: the payload is kept elsewhere"
                                    : "CMS: a payload inside and another one given");
  }
  return *content == nullptr ? *options.detached_payload : octets_of(*content);
}

std::string dotted(const ASN1_OBJECT* oid) {
  constexpr int kNoNames = 1;
  const int size = OBJ_obj2txt(nullptr, 0, oid, kNoNames);
  ossl::check(size, "OBJ_obj2txt");
  std::string text(static_cast<std::size_t>(size) + 1, '\0');
  ossl::check(OBJ_obj2txt(text.data(), size + 1, oid, kNoNames), "OBJ_obj2txt");
  text.pop_back();  // the terminator
  return text;
}

bool is_rsa(SignatureScheme scheme) {
  return scheme <= SignatureScheme::rsa_sha512;
}

/// The one value of a signed attribute that stands there once; null otherwise.
const void* attribute(const CMS_SignerInfo* signer, int nid, int type) {
  constexpr int kOnceWithOneValue = -3;
  return CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(nid), kOnceWithOneValue, type);
}

std::optional<TimePoint> signing_time_of(const CMS_SignerInfo* signer) {
  for (const int type : {V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME}) {
    const auto* const time =
        static_cast<const ASN1_TIME*>(attribute(signer, NID_pkcs9_signingTime, type));
    if (time != nullptr && ASN1_TIME_check(time) == 1) {
      return crypto::time_point(time);
    }
  }
  return std::nullopt;
}

Error not_authentic() {
  return fail(Errc::authentication_failed, "CMS: a signature does not verify");
}

class Verifier {
 public:
  Verifier(CMS_ContentInfo* info,
           std::span<const crypto::Certificate> trusted,
           const VerifyOptions& options)
      : info_(info),
        trusted_(trusted),
        options_(options) {}

  Result<VerifiedData> verify() {
    PLUMBLINE_TRY(const ByteView payload, payload_of(info_, options_));
    PLUMBLINE_TRY(digest(payload));
    PLUMBLINE_TRY(auto verified, verify_all());
    return VerifiedData{.payload = {payload.begin(), payload.end()},
                        .content_type = dotted(CMS_get0_eContentType(info_)),
                        .verified = std::move(verified)};
  }

 private:
  /// Runs the payload through every digest that SignedData announces.
  Result<void> digest(ByteView payload) {
    auto source = reader_of(payload);
    digests_.reset(CMS_dataInit(info_, source.get()));
    if (!digests_) {
      return fail(Errc::malformed, "CMS: SignedData without digest algorithms");
    }
    static_cast<void>(source.release());  // the end of the chain now
    std::array<std::uint8_t, std::size_t{16} << 10U> block{};
    while (BIO_read(digests_.get(), block.data(), static_cast<int>(block.size())) > 0) {
    }
    return success();
  }

  Result<std::vector<VerifiedSignature>> verify_all() {
    STACK_OF(CMS_SignerInfo)* const signers = CMS_get0_SignerInfos(info_);
    const auto count = static_cast<std::size_t>(std::max(sk_CMS_SignerInfo_num(signers), 0));
    if (count == 0 || count > options_.limits.recipients) {
      return fail(count == 0 ? Errc::malformed : Errc::too_large,
                  "CMS: SignedData with " + std::to_string(count) + " signers");
    }
    std::vector<VerifiedSignature> verified;
    Error failure = fail(Errc::key_not_found, "CMS: no trusted certificate is a signer's");
    for (std::size_t i = 0; i < count; ++i) {
      auto one = verify_one(sk_CMS_SignerInfo_value(signers, static_cast<int>(i)), i);
      if (one) {
        verified.push_back(one.value());
        continue;
      }
      if (options_.required == RequiredSignatures::all) {
        return std::move(one).error();
      }
      if (failure.code != Errc::authentication_failed && one.error().code != Errc::key_not_found) {
        failure = std::move(one).error();
      }
    }
    if (verified.empty()) {
      return failure;
    }
    return verified;
  }

  /// With the first trusted certificate that it names and that fits.
  Result<VerifiedSignature> verify_one(CMS_SignerInfo* signer, std::size_t index) {
    Error failure = fail(Errc::key_not_found, "CMS: a signer is none of the trusted certificates");
    for (std::size_t i = 0; i < trusted_.size(); ++i) {
      if (CMS_SignerInfo_cert_cmp(signer, trusted_[i].handle().x509.get()) != 0) {
        continue;
      }
      auto scheme = verify_with(signer, trusted_[i]);
      if (scheme) {
        return VerifiedSignature{.index = index,
                                 .signer = i,
                                 .scheme = scheme.value(),
                                 .signing_time = signing_time_of(signer)};
      }
      failure = std::move(scheme).error();
    }
    return failure;
  }

  Result<SignatureScheme> verify_with(CMS_SignerInfo* signer,
                                      const crypto::Certificate& certificate) {
    PLUMBLINE_TRY(const SignatureScheme scheme, scheme_of(signer));
    const KeyKind kind = certificate.public_key().kind();
    if (kind == KeyKind::ed25519 || is_rsa(scheme) != (kind == KeyKind::rsa)) {
      return fail(Errc::key_mismatch,
                  "CMS: " + std::string{name_of(scheme)} + " with another kind of key");
    }
    PLUMBLINE_TRY(check_content_type(signer));
    CMS_SignerInfo_set1_signer_cert(signer, certificate.handle().x509.get());
    if (CMS_SignerInfo_verify(signer) != 1 ||
        CMS_SignerInfo_verify_content(signer, digests_.get()) != 1) {
      return not_authentic();
    }
    return scheme;
  }

  [[nodiscard]] Result<SignatureScheme> scheme_of(CMS_SignerInfo* signer) const {
    X509_ALGOR* digest = nullptr;
    X509_ALGOR* signature = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &signature);
    const auto scheme = signature_scheme_of(digest, signature);
    if (!scheme) {
      return fail(Errc::algorithm_not_allowed, "CMS: signature algorithm is not on the list");
    }
    if (!options_.algorithms.allows(*scheme)) {
      return fail(Errc::algorithm_not_allowed, "CMS: " + std::string{name_of(*scheme)});
    }
    return *scheme;
  }

  /// RFC 5652 clause 11.1, which OpenSSL leaves to its caller.
  [[nodiscard]] Result<void> check_content_type(const CMS_SignerInfo* signer) const {
    if (CMS_signed_get_attr_count(signer) < 0) {
      return fail(Errc::unsupported, "CMS: a signature without signed attributes");
    }
    const auto* const type =
        static_cast<const ASN1_OBJECT*>(attribute(signer, NID_pkcs9_contentType, V_ASN1_OBJECT));
    if (type == nullptr || OBJ_cmp(type, CMS_get0_eContentType(info_)) != 0) {
      return not_authentic();
    }
    return success();
  }

  CMS_ContentInfo* info_;
  std::span<const crypto::Certificate> trusted_;
  const VerifyOptions& options_;
  ossl::BioPtr digests_;
};

}  // namespace

Result<VerifiedData> verify(ByteView ber,
                            std::span<const crypto::Certificate> trusted,
                            const VerifyOptions& options) {
  constexpr std::array kSigned{ContentType::signed_data};
  if (options.detached_payload && options.detached_payload->size() > options.limits.octets) {
    return fail(Errc::too_large, "CMS: detached payload");
  }
  PLUMBLINE_TRY(const Parsed parsed, parse(ber, kSigned, options.limits));
  PLUMBLINE_TRY(check_layout(parsed.der, options.limits));
  const ErrorScope errors;
  return Verifier{parsed.info.get(), trusted, options}.verify();
}

}  // namespace plumbline::cms
