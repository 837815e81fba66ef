#include "plumbline/keys/pairwise_e2e.hpp"

#include "plumbline/keys/enrolment.hpp"
#include "plumbline/keys/fqdn.hpp"

#include <string>

namespace plumbline::keys {

Result<crypto::SecretBytes> derive_pairwise_e2e(const PairwiseE2eInput& input) {
  constexpr std::size_t kKeySize = 32;
  if (input.pairwise_key.size() != kKeySize) {
    return fail(Errc::invalid_length, "pairwiseE2EKey is not 32 octets");
  }
  if (input.use == PairwiseE2eUse::esprim) {
    return crypto::SecretBytes{input.pairwise_key};
  }
  if (input.target.empty()) {
    return fail(Errc::invalid_length, "target of ESData is empty");
  }
  PLUMBLINE_TRY(const std::string target, fqdn_of(input.target));
  return derive_usage_constrained(
      {.ke = input.pairwise_key, .suid = static_cast<int>(input.use), .target = target});
}

}  // namespace plumbline::keys
