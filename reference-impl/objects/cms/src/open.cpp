#include "plumbline/cms/enveloped.hpp"

#include "enveloped_layout.hpp"
#include "parse.hpp"
#include "recipient.hpp"

#include <array>
#include <utility>

namespace plumbline::cms {
namespace {

constexpr std::array kEnveloped{ContentType::auth_enveloped_data, ContentType::enveloped_data};

/// Decrypts the content under the key that is in `info` now.
Result<Bytes> decrypt(CMS_ContentInfo* info) {
  const auto out = ossl::memory_writer();
  // OpenSSL writes before it has seen the tag: what is in `out` counts only when all is well.
  if (CMS_decrypt(info, nullptr, nullptr, nullptr, out.get(), CMS_BINARY) != 1) {
    return not_authentic();
  }
  const ByteView plaintext = ossl::written(out);
  return Bytes{plaintext.begin(), plaintext.end()};
}

class Opener {
 public:
  Opener(CMS_ContentInfo* info,
         std::span<const Credential> credentials,
         const AlgorithmPolicy& policy)
      : info_(info),
        credentials_(credentials),
        policy_(policy) {}

  /// The first pair that opens, else the failure that tells most.
  Result<Opened> open(ContentEncryption encryption) {
    STACK_OF(CMS_RecipientInfo)* const recipients = CMS_get0_RecipientInfos(info_);
    for (int i = 0; i < sk_CMS_RecipientInfo_num(recipients); ++i) {
      for (std::size_t j = 0; j < credentials_.size(); ++j) {
        auto opened = attempt(sk_CMS_RecipientInfo_value(recipients, i), credentials_[j]);
        if (opened) {
          return Opened{.plaintext = std::move(opened->first),
                        .recipient = static_cast<std::size_t>(i),
                        .recipients = count(recipients),
                        .credential = j,
                        .key_management = opened->second,
                        .encryption = encryption};
        }
      }
    }
    return std::move(failure_);
  }

 private:
  static std::size_t count(const STACK_OF(CMS_RecipientInfo) * recipients) {
    std::size_t all = 0;
    for (int i = 0; i < sk_CMS_RecipientInfo_num(recipients); ++i) {
      CMS_RecipientInfo* const one = sk_CMS_RecipientInfo_value(recipients, i);
      all += CMS_RecipientInfo_type(one) != CMS_RECIPINFO_AGREE
                 ? 1
                 : static_cast<std::size_t>(
                       sk_CMS_RecipientEncryptedKey_num(CMS_RecipientInfo_kari_get0_reks(one)));
    }
    return all;
  }

  std::optional<std::pair<Bytes, KeyManagement>> attempt(CMS_RecipientInfo* recipient,
                                                         const Credential& credential) {
    auto how = recover_key(info_, recipient, credential, policy_);
    if (!how) {
      return std::nullopt;
    }
    if (!*how) {
      keep(std::move(*how).error());
      return std::nullopt;
    }
    auto plaintext = decrypt(info_);
    if (!plaintext) {
      keep(std::move(plaintext).error());
      return std::nullopt;
    }
    return std::pair{std::move(plaintext).value(), how->value()};
  }

  /// That octets were not authentic is told before anything else, the earlier one among others.
  void keep(Error failure) {
    if (failure_.code == Errc::key_not_found || failure.code == Errc::authentication_failed) {
      failure_ = std::move(failure);
    }
  }

  CMS_ContentInfo* info_;
  std::span<const Credential> credentials_;
  const AlgorithmPolicy& policy_;
  Error failure_ = fail(Errc::key_not_found, "CMS: names none of the credentials");
};

}  // namespace

Result<Opened> open(ByteView ber,
                    std::span<const Credential> credentials,
                    const OpenOptions& options) {
  PLUMBLINE_TRY(const Parsed parsed, parse(ber, kEnveloped, options.limits));
  PLUMBLINE_TRY(const ContentType type, content_type_of(parsed.der));
  PLUMBLINE_TRY(const ContentCipher cipher, read_layout(type, parsed.der, options.limits));
  if (!options.algorithms.allows(cipher.algorithm)) {
    return fail(Errc::algorithm_not_allowed, "CMS: " + std::string{name_of(cipher.algorithm)});
  }
  const ErrorScope errors;
  return Opener{parsed.info.get(), credentials, options.algorithms}.open(cipher.algorithm);
}

}  // namespace plumbline::cms
