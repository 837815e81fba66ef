#include "support.hpp"

#include <map>

namespace plumbline::jose::testing {

const Jwk& key_pair(crypto::KeyKind kind) {
  static std::map<crypto::KeyKind, Jwk> keys;
  auto found = keys.find(kind);
  if (found == keys.end()) {
    found = keys.emplace(kind, Jwk::from_private(crypto::PrivateKey::generate(kind), "pair")).first;
  }
  return found->second;
}

Jwk public_half(const Jwk& key) {
  return Jwk::from_public(key.public_key().value(), key.kid());
}

AlgorithmPolicy all_algorithms() {
  std::vector<std::string> names;
  for (unsigned i = 0; i <= static_cast<unsigned>(JweAlg::a256gcmkw); ++i) {
    names.emplace_back(name_of(static_cast<JweAlg>(i)));
  }
  for (unsigned i = 0; i <= static_cast<unsigned>(JweEnc::a256cbc_hs512); ++i) {
    names.emplace_back(name_of(static_cast<JweEnc>(i)));
  }
  for (unsigned i = 0; i <= static_cast<unsigned>(JwsAlg::eddsa); ++i) {
    names.emplace_back(name_of(static_cast<JwsAlg>(i)));
  }
  return policy_of(names);
}

AlgorithmPolicy policy_of(const std::vector<std::string>& names) {
  return AlgorithmPolicy::named(names).value();
}

}  // namespace plumbline::jose::testing
