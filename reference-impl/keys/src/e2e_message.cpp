#include "plumbline/keys/e2e_message.hpp"

#include "plumbline/crypto/hkdf.hpp"
#include "plumbline/crypto/hmac.hpp"

#include <string_view>

namespace plumbline::keys {

Result<E2eMessageKeys> derive_e2e_message(const E2eMessageInput& input) {
  if (input.key.empty()) {
    return fail(Errc::invalid_length, "Kpsa is empty");
  }
  const ByteView salt = input.salt ? ByteView{*input.salt} : ByteView{};
  E2eMessageKeys keys;
  keys.master = crypto::hkdf_extract(input.hash, salt, input.key);
  // T(n) = HMAC-Hash(master, T(n-1) || label || n)
  const auto expand = [&](ByteView previous, std::string_view label, std::uint8_t n) {
    return crypto::hmac(input.hash, keys.master.expose(), {previous, as_bytes(label), {&n, 1}});
  };
  keys.msg_auth = expand({}, "E2E Message Authentication Key", 1);
  keys.msg_conf = expand(keys.msg_auth.expose(), "E2E Message Confidentiality Key", 2);
  keys.att_auth = expand(keys.msg_conf.expose(), "E2E Attribute Authenticity Key", 3);
  keys.att_conf = expand(keys.att_auth.expose(), "E2E Attribute Confidentiality Key", 4);
  return keys;
}

ByteView message_aead_key(const E2eMessageKeys& keys, E2eAeadKey choice) noexcept {
  return choice == E2eAeadKey::authentication ? keys.msg_auth.expose() : keys.msg_conf.expose();
}

ByteView attribute_aead_key(const E2eMessageKeys& keys, E2eAeadKey choice) noexcept {
  return choice == E2eAeadKey::authentication ? keys.att_auth.expose() : keys.att_conf.expose();
}

}  // namespace plumbline::keys
