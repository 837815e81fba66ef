#include "plumbline/xmlsec/algorithms.hpp"

#include "algorithm_traits.hpp"

#include <array>
#include <cstddef>

namespace plumbline::xmlsec {

namespace {

struct Names {
  std::string_view name;
  std::string_view uri;
};

// In the order of the enumerations.
constexpr std::array<Names, 8> kKeyManagement{{
    {"direct", ""},
    {"kw-aes128", "http://www.w3.org/2001/04/xmlenc#kw-aes128"},
    {"kw-aes192", "http://www.w3.org/2001/04/xmlenc#kw-aes192"},
    {"kw-aes256", "http://www.w3.org/2001/04/xmlenc#kw-aes256"},
    {"rsa-oaep", "http://www.w3.org/2009/xmlenc11#rsa-oaep"},
    {"ECDH-ES+kw-aes128", "http://www.w3.org/2001/04/xmlenc#kw-aes128"},
    {"ECDH-ES+kw-aes192", "http://www.w3.org/2001/04/xmlenc#kw-aes192"},
    {"ECDH-ES+kw-aes256", "http://www.w3.org/2001/04/xmlenc#kw-aes256"},
}};
constexpr std::array<Names, 3> kContentEncryption{{
    {"aes128-gcm", "http://www.w3.org/2009/xmlenc11#aes128-gcm"},
    {"aes192-gcm", "http://www.w3.org/2009/xmlenc11#aes192-gcm"},
    {"aes256-gcm", "http://www.w3.org/2009/xmlenc11#aes256-gcm"},
}};
constexpr std::array<Names, 9> kSignature{{
    {"hmac-sha256", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"},
    {"hmac-sha384", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha384"},
    {"hmac-sha512", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512"},
    {"rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"},
    {"rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"},
    {"rsa-sha512", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"},
    {"ecdsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"},
    {"ecdsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"},
    {"ecdsa-sha512", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"},
}};
constexpr std::array<Names, 3> kDigests{{
    {"sha256", "http://www.w3.org/2001/04/xmlenc#sha256"},
    {"sha384", "http://www.w3.org/2001/04/xmldsig-more#sha384"},
    {"sha512", "http://www.w3.org/2001/04/xmlenc#sha512"},
}};

template <std::size_t kSize, typename Enum>
const Names& names_of(const std::array<Names, kSize>& table, Enum value) {
  return table.at(static_cast<std::size_t>(value));
}

/// The first row whose `column` is `text`.
template <typename Enum, std::size_t kSize>
std::optional<Enum> find(const std::array<Names, kSize>& table,
                         std::string_view Names::* column,
                         std::string_view text) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (!text.empty() && table.at(i).*column == text) {
      return static_cast<Enum>(i);
    }
  }
  return {};
}

template <typename Enum>
constexpr std::uint32_t bit(Enum value) {
  return 1U << static_cast<unsigned>(value);
}

constexpr std::uint32_t first_bits(std::size_t count) {
  return (1U << count) - 1;
}

}  // namespace

std::string_view name_of(KeyManagement algorithm) noexcept {
  return names_of(kKeyManagement, algorithm).name;
}

std::string_view name_of(ContentEncryption algorithm) noexcept {
  return names_of(kContentEncryption, algorithm).name;
}

std::string_view name_of(SignatureMethod algorithm) noexcept {
  return names_of(kSignature, algorithm).name;
}

std::optional<KeyManagement> key_management_named(std::string_view name) noexcept {
  return find<KeyManagement>(kKeyManagement, &Names::name, name);
}

std::optional<ContentEncryption> content_encryption_named(std::string_view name) noexcept {
  return find<ContentEncryption>(kContentEncryption, &Names::name, name);
}

std::optional<SignatureMethod> signature_method_named(std::string_view name) noexcept {
  return find<SignatureMethod>(kSignature, &Names::name, name);
}

std::string_view uri_of(KeyManagement algorithm) noexcept {
  return names_of(kKeyManagement, algorithm).uri;
}

std::string_view uri_of(ContentEncryption algorithm) noexcept {
  return names_of(kContentEncryption, algorithm).uri;
}

std::string_view uri_of(SignatureMethod method) noexcept {
  return names_of(kSignature, method).uri;
}

std::string_view uri_of(crypto::HashAlgorithm digest) noexcept {
  return names_of(kDigests, digest).uri;
}

std::optional<KeyManagement> key_management_of(std::string_view uri) noexcept {
  return find<KeyManagement>(kKeyManagement, &Names::uri, uri);
}

std::optional<ContentEncryption> content_encryption_of(std::string_view uri) noexcept {
  return find<ContentEncryption>(kContentEncryption, &Names::uri, uri);
}

std::optional<SignatureMethod> signature_method_of(std::string_view uri) noexcept {
  return find<SignatureMethod>(kSignature, &Names::uri, uri);
}

std::optional<crypto::HashAlgorithm> digest_of(std::string_view uri) noexcept {
  return find<crypto::HashAlgorithm>(kDigests, &Names::uri, uri);
}

AlgorithmPolicy AlgorithmPolicy::esdata() noexcept {
  AlgorithmPolicy policy;
  policy.key_management_ = first_bits(kKeyManagement.size());
  policy.content_encryption_ = first_bits(kContentEncryption.size());
  policy.signature_ = first_bits(kSignature.size());
  return policy;
}

Result<AlgorithmPolicy> AlgorithmPolicy::named(std::span<const std::string> names) {
  AlgorithmPolicy policy;
  for (const std::string& name : names) {
    if (const auto management = key_management_named(name)) {
      policy.key_management_ |= bit(*management);
    } else if (const auto encryption = content_encryption_named(name)) {
      policy.content_encryption_ |= bit(*encryption);
    } else if (const auto method = signature_method_named(name)) {
      policy.signature_ |= bit(*method);
    } else {
      return fail(Errc::algorithm_not_allowed, "\"" + name + "\" cannot be opened");
    }
  }
  return policy;
}

bool AlgorithmPolicy::allows(KeyManagement algorithm) const noexcept {
  return (key_management_ & bit(algorithm)) != 0;
}

bool AlgorithmPolicy::allows(ContentEncryption algorithm) const noexcept {
  return (content_encryption_ & bit(algorithm)) != 0;
}

bool AlgorithmPolicy::allows(SignatureMethod algorithm) const noexcept {
  return (signature_ & bit(algorithm)) != 0;
}

}  // namespace plumbline::xmlsec
