#include "signing.hpp"

#include "plumbline/crypto/hmac.hpp"

#include "algorithm_traits.hpp"
#include "key_binding.hpp"

namespace plumbline::xmlsec {

Error not_authentic_signature() {
  return fail(Errc::authentication_failed,
              "XML-DSig: the signature is not of this key and content");
}

Result<Bytes> make_signature(SignatureMethod method, const Key& key, ByteView data) {
  PLUMBLINE_TRY(check_signing_key(key, method));
  if (const auto hash = hmac_hash_of(method)) {
    const auto tag = crypto::hmac(*hash, key.secret()->expose(), {data});
    return Bytes{tag.expose().begin(), tag.expose().end()};
  }
  return crypto::sign(signature_of(method), *key.private_key(), data);
}

Result<void> check_signature(SignatureMethod method,
                             const Key& key,
                             ByteView data,
                             ByteView signature) {
  PLUMBLINE_TRY(check_verifying_key(key, method));
  bool is_authentic = false;
  if (const auto hash = hmac_hash_of(method)) {
    const auto tag = crypto::hmac(*hash, key.secret()->expose(), {data});
    is_authentic = tag == crypto::SecretBytes{signature};
  } else {
    is_authentic = crypto::verify(signature_of(method), required(key.public_key()), data, signature)
                       .has_value();
  }
  if (!is_authentic) {
    return not_authentic_signature();
  }
  return success();
}

}  // namespace plumbline::xmlsec
