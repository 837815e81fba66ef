#include "plumbline/keys/data_security.hpp"

#include "plumbline/crypto/hkdf.hpp"
#include "plumbline/crypto/hmac.hpp"

#include <array>
#include <utility>

namespace plumbline::keys {
namespace {

// TR-0012 7.3.2.2. The label of the expansion ends in "Key", that of the resource keys does not.
constexpr std::string_view kAuthenticityLabel = "Data Authenticity and Integrity";
constexpr std::string_view kExpansionConfidentialityLabel = "Data Confidentiality Key";
constexpr std::string_view kResourceConfidentialityLabel = "Data Confidentiality";
constexpr std::string_view kContentInstance = "ContentInstance";

DataSecurityKeys expand(crypto::HashAlgorithm hash, crypto::SecretBytes master) {
  static constexpr std::array<std::uint8_t, 1> kFirst{1};
  static constexpr std::array<std::uint8_t, 1> kSecond{2};
  auto authenticity = crypto::hmac(hash, master.expose(), {as_bytes(kAuthenticityLabel), kFirst});
  auto confidentiality =
      crypto::hmac(hash,
                   master.expose(),
                   {authenticity.expose(), as_bytes(kExpansionConfidentialityLabel), kSecond});
  return {.master = std::move(master),
          .authenticity = std::move(authenticity),
          .confidentiality = std::move(confidentiality)};
}

Result<crypto::SecretBytes> derive_resource_key(const ResourceKeyInput& input,
                                                std::string_view label,
                                                std::string_view name) {
  if (input.key.empty()) {
    return fail(Errc::invalid_length, "data security key is empty");
  }
  if (input.container_name.empty()) {
    return fail(Errc::invalid_length, "container name is empty");
  }
  if (input.freshness.empty()) {
    return fail(Errc::invalid_length, "neither a nonce nor a creation time");
  }
  return crypto::hmac(input.hash, input.key, {as_bytes(label), as_bytes(name), input.freshness});
}

}  // namespace

Result<DataSecurityKeys> derive_data_security(const DataSecurityInput& input) {
  if (input.key.empty()) {
    return fail(Errc::invalid_length, "Ke is empty");
  }
  const ByteView salt = input.salt ? ByteView{*input.salt} : ByteView{};
  return expand(input.hash, crypto::hkdf_extract(input.hash, salt, input.key));
}

DataSecurityKeys expand_data_security(crypto::HashAlgorithm hash, ByteView master) {
  return expand(hash, crypto::SecretBytes{master});
}

ByteView aead_key(const DataSecurityKeys& keys, AeadKey choice) noexcept {
  return choice == AeadKey::authenticity ? keys.authenticity.expose()
                                         : keys.confidentiality.expose();
}

Result<crypto::SecretBytes> derive_resource_authenticity_key(const ResourceKeyInput& input) {
  return derive_resource_key(input, kAuthenticityLabel, input.container_name);
}

Result<crypto::SecretBytes> derive_resource_confidentiality_key(const ResourceKeyInput& input) {
  const bool instance = input.kind == ResourceKind::content_instance;
  return derive_resource_key(
      input, kResourceConfidentialityLabel, instance ? kContentInstance : input.container_name);
}

}  // namespace plumbline::keys
