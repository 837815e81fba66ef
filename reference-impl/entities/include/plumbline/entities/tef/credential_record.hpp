/// @file
/// What a Trust Enabler Function knows of one registered credential.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/hash.hpp"
#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/data_at_rest/crypto_params.hpp"

#include <string>
#include <vector>

namespace plumbline::entities {

/// One <symmKeyReg>.
struct CredentialRecord {
  std::string id;                    ///< RelativeKeyID; the Credential-Id is id@FQDN
  std::string source;                ///< absolute id of the entity that registered it
  unsigned suid = 34;                ///< 34 conf, aead, master · 35 auth
  std::vector<std::string> targets;  ///< absolute ids: the whole access rule
  std::vector<std::string> labels;
  std::string admin_fqdn;  ///< empty when absent
  /// As registered; `src` is absent when the source brought its own value.
  data_at_rest::CryptoParams parameters;
  TimePoint created;
  TimePoint modified;
  TimePoint expiry;
  /// The master when `src` is ke. Otherwise the key of that level itself; at level resource the
  /// data_auth or data_conf from which resource keys are derived.
  crypto::SecretBytes key;

  /// A second owner of everything, the key included.
  [[nodiscard]] CredentialRecord clone() const;
};

/// The registered level; keys when none was.
[[nodiscard]] data_at_rest::Level level_of(const CredentialRecord& record) noexcept;
/// The registered use; else what level and SUID say: master, authenticity (35) or confidentiality.
[[nodiscard]] data_at_rest::Use use_of(const CredentialRecord& record) noexcept;
/// The registered hash of the derivations; else SHA-256.
[[nodiscard]] crypto::HashAlgorithm hash_of(const CredentialRecord& record) noexcept;

}  // namespace plumbline::entities
