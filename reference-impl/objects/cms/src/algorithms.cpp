#include "plumbline/cms/algorithms.hpp"

#include <array>

namespace plumbline::cms {
namespace {

constexpr std::size_t kContentEncryption = 7;  // where each kind begins in the table
constexpr std::size_t kSignatureScheme = 13;

constexpr std::array<std::string_view, 19> kNames{
    "RSA-OAEP-SHA256",
    "ECDH-SHA256+AES128-WRAP",
    "ECDH-SHA256+AES192-WRAP",
    "ECDH-SHA256+AES256-WRAP",
    "AES128-WRAP",
    "AES192-WRAP",
    "AES256-WRAP",
    "AES128-GCM",
    "AES192-GCM",
    "AES256-GCM",
    "AES128-CBC",
    "AES192-CBC",
    "AES256-CBC",
    "RSA-SHA256",
    "RSA-SHA384",
    "RSA-SHA512",
    "ECDSA-SHA256",
    "ECDSA-SHA384",
    "ECDSA-SHA512",
};

constexpr std::size_t row_of(KeyManagement algorithm) noexcept {
  return static_cast<std::size_t>(algorithm);
}

constexpr std::size_t row_of(ContentEncryption algorithm) noexcept {
  return kContentEncryption + static_cast<std::size_t>(algorithm);
}

constexpr std::size_t row_of(SignatureScheme scheme) noexcept {
  return kSignatureScheme + static_cast<std::size_t>(scheme);
}

static_assert(row_of(KeyManagement::kek_aes256_wrap) + 1 == kContentEncryption);
static_assert(row_of(ContentEncryption::aes256_cbc) + 1 == kSignatureScheme);
static_assert(row_of(SignatureScheme::ecdsa_sha512) + 1 == kNames.size());

constexpr std::uint32_t bit(std::size_t row) noexcept {
  return std::uint32_t{1} << row;
}

}  // namespace

std::string_view name_of(KeyManagement algorithm) noexcept {
  return kNames.at(row_of(algorithm));
}

std::string_view name_of(ContentEncryption algorithm) noexcept {
  return kNames.at(row_of(algorithm));
}

std::string_view name_of(SignatureScheme scheme) noexcept {
  return kNames.at(row_of(scheme));
}

std::size_t key_size_of(ContentEncryption algorithm) noexcept {
  switch (algorithm) {
    case ContentEncryption::aes128_gcm:
    case ContentEncryption::aes128_cbc:
      return 16;
    case ContentEncryption::aes192_gcm:
    case ContentEncryption::aes192_cbc:
      return 24;
    case ContentEncryption::aes256_gcm:
    case ContentEncryption::aes256_cbc:
      return 32;
  }
  return 0;
}

bool is_authenticated(ContentEncryption algorithm) noexcept {
  return algorithm <= ContentEncryption::aes256_gcm;
}

AlgorithmPolicy AlgorithmPolicy::esdata() {
  AlgorithmPolicy policy;
  policy.open_ = bit(kNames.size()) - 1;
  for (const auto cbc : {ContentEncryption::aes128_cbc,
                         ContentEncryption::aes192_cbc,
                         ContentEncryption::aes256_cbc}) {
    policy.open_ &= ~bit(row_of(cbc));
  }
  return policy;
}

Result<AlgorithmPolicy> AlgorithmPolicy::named(std::span<const std::string> names) {
  AlgorithmPolicy policy;
  for (const std::string& name : names) {
    std::size_t row = 0;
    while (row < kNames.size() && kNames.at(row) != name) {
      ++row;
    }
    if (row == kNames.size()) {
      return fail(Errc::algorithm_not_allowed, "CMS: no algorithm of that name: " + name);
    }
    policy.open_ |= bit(row);
  }
  return policy;
}

bool AlgorithmPolicy::allows(KeyManagement algorithm) const noexcept {
  return (open_ & bit(row_of(algorithm))) != 0;
}

bool AlgorithmPolicy::allows(ContentEncryption algorithm) const noexcept {
  return (open_ & bit(row_of(algorithm))) != 0;
}

bool AlgorithmPolicy::allows(SignatureScheme scheme) const noexcept {
  return (open_ & bit(row_of(scheme))) != 0;
}

}  // namespace plumbline::cms
