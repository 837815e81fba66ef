#include "held_keys.hpp"

#include <algorithm>
#include <utility>

namespace plumbline::esdata {

namespace {

Purpose purpose_of(const HeldCredential& one) {
  return is_for(Purpose::signature, one.credential.suid) ? Purpose::signature : Purpose::encryption;
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
