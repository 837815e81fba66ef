#include "samples.hpp"

#include <map>

namespace plumbline::esdata::testing {

Credential symmetric(const std::string& id, int suid, std::size_t octets) {
  crypto::SeededRandom random{as_bytes(id), "key"};
  return {
      .id = id, .suid = suid, .key = jose::Jwk::from_secret(crypto::random_secret(random, octets))};
}

Pair pair(const std::string& id, int suid, crypto::KeyKind kind) {
  static std::map<crypto::KeyKind, crypto::PrivateKey> keys;
  auto found = keys.find(kind);
  if (found == keys.end()) {
    found = keys.emplace(kind, crypto::PrivateKey::generate(kind)).first;
  }
  const crypto::PrivateKey& key = found->second;
  return {.own = {.id = id, .suid = suid, .key = jose::Jwk::from_private(key)},
          .others = {.id = id, .suid = suid, .key = jose::Jwk::from_public(key.public_key())}};
}

SealRequest encryption(std::vector<Target> targets) {
  SealRequest request;
  request.security_class = SecurityClass::encryption_only;
  request.plaintext = as_bytes(kText);
  request.type = "application/json";
  request.targets = std::move(targets);
  return request;
}

SealRequest signature(std::vector<Signer> signers) {
  SealRequest request = encryption({});
  request.security_class = SecurityClass::signature_only;
  request.signers = std::move(signers);
  return request;
}

}  // namespace plumbline::esdata::testing
