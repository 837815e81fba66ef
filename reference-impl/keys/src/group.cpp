#include "plumbline/keys/group.hpp"

#include "plumbline/crypto/hmac.hpp"

#include "identifier.hpp"

namespace plumbline::keys {

Result<crypto::SecretBytes> derive_group_key(const GroupKeyInput& input) {
  constexpr std::string_view kLabel = "oneM2M Group Secure Connection Key derivation";
  if (input.kpsa.empty()) {
    return fail(Errc::invalid_length, "Kpsa is empty");
  }
  if (input.rand.empty()) {
    return fail(Errc::invalid_length, "Rand is empty");
  }
  PLUMBLINE_TRY(const auto enrollee_id, Identifier::from(input.enrollee_id));
  return crypto::hmac(crypto::HashAlgorithm::sha256,
                      input.kpsa,
                      {as_bytes(kLabel), enrollee_id.octets(), input.rand});
}

}  // namespace plumbline::keys
