#include "plumbline/keys/e2e_message.hpp"

#include "plumbline/crypto/hkdf.hpp"
#include "plumbline/crypto/hmac.hpp"

#include <string_view>
#include <utility>

namespace plumbline::keys {
namespace {

struct Step {
  ByteView previous;  ///< T(n-1)
  std::string_view label;
  std::uint8_t counter;
};

/// T(n) = HMAC-Hash(master, T(n-1) || label || n)
crypto::SecretBytes expand(crypto::HashAlgorithm hash,
                           const crypto::SecretBytes& master,
                           const Step& step) {
  return crypto::hmac(
      hash, master.expose(), {step.previous, as_bytes(step.label), {&step.counter, 1}});
}

}  // namespace

Result<E2eMessageKeys> derive_e2e_message(const E2eMessageInput& input) {
  if (input.key.empty()) {
    return fail(Errc::invalid_length, "Kpsa is empty");
  }
  const ByteView salt = input.salt ? ByteView{*input.salt} : ByteView{};
  E2eMessageKeys keys;
  keys.master = crypto::hkdf_extract(input.hash, salt, input.key);
  keys.msg_auth = expand(input.hash, keys.master, {{}, "E2E Message Authentication Key", 1});
  keys.msg_conf = expand(
      input.hash, keys.master, {keys.msg_auth.expose(), "E2E Message Confidentiality Key", 2});
  keys.att_auth = expand(
      input.hash, keys.master, {keys.msg_conf.expose(), "E2E Attribute Authenticity Key", 3});
  keys.att_conf = expand(
      input.hash, keys.master, {keys.att_auth.expose(), "E2E Attribute Confidentiality Key", 4});
  return keys;
}

ByteView message_aead_key(const E2eMessageKeys& keys, E2eAeadKey choice) noexcept {
  return choice == E2eAeadKey::authentication ? keys.msg_auth.expose() : keys.msg_conf.expose();
}

ByteView attribute_aead_key(const E2eMessageKeys& keys, E2eAeadKey choice) noexcept {
  return choice == E2eAeadKey::authentication ? keys.att_auth.expose() : keys.att_conf.expose();
}

}  // namespace plumbline::keys
