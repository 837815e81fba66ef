#include "support/derivation.hpp"

#include <utility>

namespace plumbline::testcases {

using harness::Bench;

crypto::HashAlgorithm hash_in_force(const Bench& bench) {
  return crypto::hash_named(bench.parameter("hash")).value_or(crypto::HashAlgorithm::sha256);
}

keys::DataSecurityKeys derive_from_ke(Bench& bench, const std::optional<Bytes>& salt) {
  if (!bench.world().ke.key) {
    throw harness::StimulusEnded{"source and TEF share no Ke"};
  }
  auto derived = keys::derive_data_security(
      {.hash = hash_in_force(bench), .salt = salt, .key = bench.world().ke.key->expose()});
  keys::DataSecurityKeys own = std::move(derived).value();
  bench.withhold(own.master.expose(), "data_sec_master");
  bench.withhold(own.authenticity.expose(), "data_auth");
  bench.withhold(own.confidentiality.expose(), "data_conf");
  return own;
}

Json from_ke(const Bench& bench,
             std::string_view use,
             std::string_view level,
             const std::optional<Bytes>& salt) {
  Json params = {{"src", "ke"},
                 {"kid", bench.world().ke.key_id},
                 {"hash", crypto::name_of(hash_in_force(bench))},
                 {"use", use},
                 {"lvl", level}};
  if (salt) {
    params["salt"] = to_hex(*salt);
  }
  return params;
}

Json suid_for(std::string_view use) {
  return {{"suid", use == "auth" ? 35 : 34}};
}

crypto::SecretBytes derive_resource_key(Bench& bench,
                                        std::string_view use,
                                        const keys::ResourceKeyInput& input) {
  auto key = use == "auth" ? keys::derive_resource_authenticity_key(input)
                           : keys::derive_resource_confidentiality_key(input);
  if (!key) {
    return {};
  }
  bench.withhold(key.value().expose(), "resource key");
  return std::move(key).value();
}

}  // namespace plumbline::testcases
