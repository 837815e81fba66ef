/// @file
/// Protected data made by the tester itself, with the reference procedures.

#pragma once

#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/data_at_rest/protect.hpp"
#include "plumbline/harness/bench.hpp"

#include <string>

namespace plumbline::testcases {

struct ProtectedSample {
  std::string payload;               ///< what is inside
  data_at_rest::ProtectedData data;  ///< what is hosted
  crypto::SecretBytes key;           ///< data key (encryption, or AEAD); withheld
  crypto::SecretBytes tag_key;       ///< for integrity and both; withheld
};

/// Protects a payload of the case under fresh keys that carry the given Credential-Ids.
/// @param plan protection, form, algorithms
[[nodiscard]] ProtectedSample make_sample(harness::Bench& bench,
                                          const data_at_rest::ProtectionPlan& plan,
                                          const std::string& credential_id,
                                          const std::string& tag_credential_id = {});

/// As make_sample(), of one compact JWE (AEAD): con, and cnf "application/jose:0:1".
struct JweSample {
  std::string payload;
  std::string con;
  std::string cnf;
  crypto::SecretBytes key;
};

[[nodiscard]] JweSample make_jwe_sample(harness::Bench& bench, const std::string& credential_id);

}  // namespace plumbline::testcases
