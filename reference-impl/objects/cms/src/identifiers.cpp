#include "identifiers.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace plumbline::cms {
namespace {

using crypto::HashAlgorithm;

template <typename T>
struct Identifier {
  std::string_view der;  ///< in hex
  T meaning;
};

// RFC 4055 clause 4.1, with and without the NULL of the hash; RFC 5753 clause 7.1.4 with
// dhSinglePass-stdDH-sha256kdf-scheme; RFC 3565 clause 2.3.2.
constexpr std::array kKeyManagement{
    Identifier<KeyManagement>{"303806092a864886f70d010107302ba00d300b0609608648016503040201a11a3018"
                              "06092a864886f70d010108300b0609608648016503040201",
                              KeyManagement::rsa_oaep_sha256},
    Identifier<KeyManagement>{"303c06092a864886f70d010107302fa00f300d06096086480165030402010500a11c"
                              "301a06092a864886f70d010108300d06096086480165030402010500",
                              KeyManagement::rsa_oaep_sha256},
    Identifier<KeyManagement>{"301506062b8104010b01300b0609608648016503040105",
                              KeyManagement::ecdh_aes128_wrap},
    Identifier<KeyManagement>{"301506062b8104010b01300b0609608648016503040119",
                              KeyManagement::ecdh_aes192_wrap},
    Identifier<KeyManagement>{"301506062b8104010b01300b060960864801650304012d",
                              KeyManagement::ecdh_aes256_wrap},
    Identifier<KeyManagement>{"300b0609608648016503040105", KeyManagement::kek_aes128_wrap},
    Identifier<KeyManagement>{"300b0609608648016503040119", KeyManagement::kek_aes192_wrap},
    Identifier<KeyManagement>{"300b060960864801650304012d", KeyManagement::kek_aes256_wrap},
};

// RFC 5754 clause 2: parameters absent or NULL.
constexpr std::array kDigests{
    Identifier<HashAlgorithm>{"300b0609608648016503040201", HashAlgorithm::sha256},
    Identifier<HashAlgorithm>{"300d06096086480165030402010500", HashAlgorithm::sha256},
    Identifier<HashAlgorithm>{"300b0609608648016503040202", HashAlgorithm::sha384},
    Identifier<HashAlgorithm>{"300d06096086480165030402020500", HashAlgorithm::sha384},
    Identifier<HashAlgorithm>{"300b0609608648016503040203", HashAlgorithm::sha512},
    Identifier<HashAlgorithm>{"300d06096086480165030402030500", HashAlgorithm::sha512},
};

// RFC 5754 clauses 3.2 and 3.3.
constexpr std::array kSignatures{
    Identifier<SignatureScheme>{"300d06092a864886f70d01010b0500", SignatureScheme::rsa_sha256},
    Identifier<SignatureScheme>{"300d06092a864886f70d01010c0500", SignatureScheme::rsa_sha384},
    Identifier<SignatureScheme>{"300d06092a864886f70d01010d0500", SignatureScheme::rsa_sha512},
    Identifier<SignatureScheme>{"300a06082a8648ce3d040302", SignatureScheme::ecdsa_sha256},
    Identifier<SignatureScheme>{"300a06082a8648ce3d040303", SignatureScheme::ecdsa_sha384},
    Identifier<SignatureScheme>{"300a06082a8648ce3d040304", SignatureScheme::ecdsa_sha512},
};

/// rsaEncryption, which RFC 3370 clause 3.2 has in place of a name with the hash.
constexpr std::string_view kRsaEncryption = "300d06092a864886f70d0101010500";

// Contents of the object identifiers of RFC 3565 and RFC 5084.
constexpr std::array kContentEncryption{
    Identifier<ContentEncryption>{"608648016503040106", ContentEncryption::aes128_gcm},
    Identifier<ContentEncryption>{"60864801650304011a", ContentEncryption::aes192_gcm},
    Identifier<ContentEncryption>{"60864801650304012e", ContentEncryption::aes256_gcm},
    Identifier<ContentEncryption>{"608648016503040102", ContentEncryption::aes128_cbc},
    Identifier<ContentEncryption>{"608648016503040116", ContentEncryption::aes192_cbc},
    Identifier<ContentEncryption>{"60864801650304012a", ContentEncryption::aes256_cbc},
};

template <typename T, std::size_t kRows>
std::optional<T> meaning_of(ByteView der, const std::array<Identifier<T>, kRows>& table) {
  const std::string hex = to_hex(der);
  const auto* const found = std::find_if(
      table.begin(), table.end(), [&hex](const Identifier<T>& row) { return row.der == hex; });
  return found == table.end() ? std::nullopt : std::optional{found->meaning};
}

HashAlgorithm hash_of(SignatureScheme scheme) {
  switch (scheme) {
    case SignatureScheme::rsa_sha256:
    case SignatureScheme::ecdsa_sha256:
      return HashAlgorithm::sha256;
    case SignatureScheme::rsa_sha384:
    case SignatureScheme::ecdsa_sha384:
      return HashAlgorithm::sha384;
    default:
      return HashAlgorithm::sha512;
  }
}

SignatureScheme rsa_with(HashAlgorithm hash) {
  switch (hash) {
    case HashAlgorithm::sha256:
      return SignatureScheme::rsa_sha256;
    case HashAlgorithm::sha384:
      return SignatureScheme::rsa_sha384;
    default:
      return SignatureScheme::rsa_sha512;
  }
}

}  // namespace

std::optional<KeyManagement> key_management_of(const X509_ALGOR* algorithm) {
  return meaning_of(der_of<i2d_X509_ALGOR>(algorithm), kKeyManagement);
}

std::optional<HashAlgorithm> digest_of(ByteView algorithm_der) {
  return meaning_of(algorithm_der, kDigests);
}

std::optional<SignatureScheme> signature_scheme_of(const X509_ALGOR* digest,
                                                   const X509_ALGOR* signature) {
  const auto hash = digest_of(der_of<i2d_X509_ALGOR>(digest));
  const Bytes der = der_of<i2d_X509_ALGOR>(signature);
  if (!hash) {
    return std::nullopt;
  }
  if (to_hex(der) == kRsaEncryption) {
    return rsa_with(*hash);
  }
  const auto scheme = meaning_of(der, kSignatures);
  return scheme && hash_of(*scheme) == *hash ? scheme : std::nullopt;
}

Result<ContentCipher> content_cipher_of(ByteView contents) {
  DerReader members{contents};
  PLUMBLINE_TRY(const ByteView oid, members.take(tag::kObjectIdentifier));
  const auto algorithm = meaning_of(oid, kContentEncryption);
  if (!algorithm) {
    return fail(Errc::algorithm_not_allowed, "CMS: content encryption is not on the list");
  }
  if (!is_authenticated(*algorithm)) {
    PLUMBLINE_TRY(const ByteView iv, members.take(tag::kOctetString));
    return ContentCipher{.algorithm = *algorithm, .nonce_size = iv.size()};
  }
  PLUMBLINE_TRY(const ByteView sequence, members.take(tag::kSequence));
  DerReader parameters{sequence};
  PLUMBLINE_TRY(const ByteView nonce, parameters.take(tag::kOctetString));
  if (parameters.at_end()) {
    return fail(Errc::unsupported, "CMS: GCM tag of default length, which OpenSSL 3.0 cannot read");
  }
  PLUMBLINE_TRY(const std::size_t tag_size, parameters.take_small_integer());
  return ContentCipher{.algorithm = *algorithm, .nonce_size = nonce.size(), .tag_size = tag_size};
}

}  // namespace plumbline::cms
