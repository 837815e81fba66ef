#include "signing.hpp"

#include "plumbline/crypto/hmac.hpp"

#include "algorithm_traits.hpp"
#include "key_binding.hpp"

#include <string>

namespace plumbline::jose {

namespace {

std::string joined(const SigningInput& input) {
  std::string text;
  text.reserve(input.protected_text.size() + 1 + input.payload_text.size());
  text.append(input.protected_text).append(1, '.').append(input.payload_text);
  return text;
}

}  // namespace

Result<Bytes> make_signature(JwsAlg alg, const Jwk& key, std::string_view input) {
  PLUMBLINE_TRY(check_signing_key(key, alg));
  if (const auto hash = hmac_hash_of(alg)) {
    const auto tag = crypto::hmac(*hash, key.secret()->expose(), {as_bytes(input)});
    return Bytes{tag.expose().begin(), tag.expose().end()};
  }
  return crypto::sign(signature_of(alg), *key.private_key(), as_bytes(input));
}

Result<void> check_signature(JwsAlg alg,
                             const Jwk& key,
                             const SigningInput& input,
                             ByteView signature) {
  PLUMBLINE_TRY(check_verifying_key(key, alg));
  bool authentic = false;
  if (const auto hash = hmac_hash_of(alg)) {
    const auto tag =
        crypto::hmac(*hash,
                     key.secret()->expose(),
                     {as_bytes(input.protected_text), as_bytes("."), as_bytes(input.payload_text)});
    authentic = tag == crypto::SecretBytes{signature};
  } else {
    const auto verified =
        crypto::verify(signature_of(alg), *key.public_key(), as_bytes(joined(input)), signature);
    authentic = verified.has_value();
  }
  if (!authentic) {
    return fail(Errc::authentication_failed, "JWS: the signature is not of this key and content");
  }
  return success();
}

}  // namespace plumbline::jose
