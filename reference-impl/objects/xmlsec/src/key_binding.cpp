#include "key_binding.hpp"

#include "plumbline/core/quoted_name.hpp"

#include "algorithm_traits.hpp"

#include <stdexcept>
#include <string>

namespace plumbline::xmlsec {

namespace {

Error mismatch(const Key& key, std::string_view algorithm, std::string_view why) {
  const std::string name = key.name().empty() ? "key" : "key " + quoted_name(key.name());
  return fail(Errc::key_mismatch,
              name + " for " + std::string{algorithm} + ": " + std::string{why});
}

Result<void> check_secret(const Key& key, std::string_view algorithm, std::size_t size) {
  if (key.secret() == nullptr) {
    return mismatch(key, algorithm, "no symmetric key");
  }
  if (key.secret()->size() != size) {
    return mismatch(key, algorithm, "not of " + std::to_string(size) + " octets");
  }
  return success();
}

bool is_ec(crypto::KeyKind kind) {
  return kind == crypto::KeyKind::ec_p256 || kind == crypto::KeyKind::ec_p384 ||
         kind == crypto::KeyKind::ec_p521;
}

bool is_public_only(const Key& key) {
  return key.secret() == nullptr && key.private_key() == nullptr;
}

}  // namespace

Result<void> check_encrypting_key(const Key& key, const EncryptionAlgorithms& algorithms) {
  const std::string_view name = name_of(algorithms.management);
  if (key.use() == KeyUse::signature) {
    return mismatch(key, name, "it is for signatures");
  }
  const auto kind = key.kind();
  switch (transport_of(algorithms.management)) {
    case KeyTransport::direct:
      return check_secret(key, name, crypto::key_size_of(aead_of(algorithms.content)));
    case KeyTransport::key_wrap:
      return check_secret(key, name, wrapping_key_size(algorithms.management));
    case KeyTransport::rsa_oaep:
      return kind == crypto::KeyKind::rsa ? Result<void>{success()}
                                          : mismatch(key, name, "no RSA key");
    default:
      return kind && is_ec(*kind) ? Result<void>{success()} : mismatch(key, name, "no EC key");
  }
}

Result<void> check_decrypting_key(const Key& key, const EncryptionAlgorithms& algorithms) {
  PLUMBLINE_TRY(check_encrypting_key(key, algorithms));
  if (is_public_only(key)) {
    return mismatch(key, name_of(algorithms.management), "no private key");
  }
  return success();
}

Result<void> check_verifying_key(const Key& key, SignatureMethod method) {
  if (key.use() == KeyUse::encryption) {
    return mismatch(key, name_of(method), "it is for encryption");
  }
  if (const auto hash = hmac_hash_of(method)) {
    if (key.secret() == nullptr) {
      return mismatch(key, name_of(method), "no symmetric key");
    }
    // As JOSE has it, RFC 7518 clause 3.2: at least as long as the hash.
    return key.secret()->size() < crypto::size_of(*hash)
               ? mismatch(key, name_of(method), "shorter than the hash")
               : Result<void>{success()};
  }
  return key.kind() == key_kind_of(method)
             ? Result<void>{success()}
             : mismatch(key, name_of(method), "of another type or curve");
}

Result<void> check_signing_key(const Key& key, SignatureMethod method) {
  PLUMBLINE_TRY(check_verifying_key(key, method));
  if (is_public_only(key)) {
    return mismatch(key, name_of(method), "no private key");
  }
  return success();
}

crypto::PublicKey required(const std::optional<crypto::PublicKey>& key) {
  if (!key) {
    throw std::logic_error{"a key that was checked is not there"};
  }
  return *key;
}

}  // namespace plumbline::xmlsec
