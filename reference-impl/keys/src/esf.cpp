#include "plumbline/keys/esf.hpp"

#include "plumbline/crypto/hmac.hpp"

#include "identifier.hpp"

#include <array>

namespace plumbline::keys {

Result<crypto::SecretBytes> derive_esf_key(const EsfKeyInput& input) {
  constexpr std::string_view kLabel = "oneM2M ESF Key derivation";
  constexpr std::size_t kSaltSize = 16;
  if (input.key.empty()) {
    return fail(Errc::invalid_length, "ESF credential is empty");
  }
  if (input.salt.size() != kSaltSize) {
    return fail(Errc::invalid_length, "ESF salt is not 16 octets");
  }
  if (input.target_data_class < 1 || input.target_data_class > 9) {
    return fail(Errc::invalid_value, "ESF target data class outside 1 to 9");
  }
  PLUMBLINE_TRY(const auto source_id, Identifier::from(input.source_id));
  const std::string_view session_type = input.session_type == EsfSessionType::s1 ? "S1:" : "Sm:";
  const std::array<std::uint8_t, 2> target_data_class{
      static_cast<std::uint8_t>('0' + input.target_data_class), ':'};
  return crypto::hmac(crypto::HashAlgorithm::sha256,
                      input.key,
                      {as_bytes(kLabel),
                       as_bytes(session_type),
                       target_data_class,
                       source_id.octets(),
                       as_bytes(":"),
                       input.salt});
}

}  // namespace plumbline::keys
