#include "held_keys.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esdata {

namespace {

Purpose purpose_of(const HeldCredential& one) {
  return is_for(Purpose::signature, one.credential.suid) ? Purpose::signature : Purpose::encryption;
}

constexpr std::array<std::size_t, 3> kSizes{32, 24, 16};

void add_cuts(std::vector<jose::Jwk>& keys, const jose::Jwk& key) {
  for (const std::size_t size : kSizes) {
    if (key.secret()->size() > size) {
      const ByteView leftmost = key.secret()->expose().first(size);
      keys.push_back(jose::Jwk::from_secret(crypto::SecretBytes{leftmost}).with(key.attributes()));
    }
  }
}

}  // namespace

Result<HeldKeys> HeldKeys::of(const std::vector<HeldCredential>& held) {
  HeldKeys keys{held};
  for (const HeldCredential& one : held) {
    PLUMBLINE_TRY(auto key, key_for(one.credential, purpose_of(one)));
    keys.set_.add(std::move(key));
  }
  return keys;
}

std::vector<jose::Jwk> HeldKeys::keys_and_cuts() const {
  std::vector<jose::Jwk> keys = set_.keys();
  for (const jose::Jwk& key : set_.keys()) {
    if (key.secret() != nullptr && key.attributes().use == "enc") {
      add_cuts(keys, key);
    }
  }
  return keys;
}

SourceAuthentication HeldKeys::source_by_decryption(const std::string& id,
                                                    std::size_t recipients) const {
  const HeldCredential& with = used(id, Purpose::encryption);
  const bool pairwise = !is_of_certificate(with.credential.suid) && with.targets == 1;
  return pairwise && recipients == 1 ? SourceAuthentication::symmetric : SourceAuthentication::none;
}

SourceAuthentication HeldKeys::source_by_signature(const std::string& id) const {
  return is_of_certificate(used(id, Purpose::signature).credential.suid)
             ? SourceAuthentication::non_repudiable
             : SourceAuthentication::symmetric;
}

const HeldCredential& HeldKeys::used(const std::string& id, Purpose purpose) const {
  return *std::ranges::find_if(held_, [&](const HeldCredential& one) {
    return one.credential.id == id && purpose_of(one) == purpose;
  });
}

}  // namespace plumbline::esdata
