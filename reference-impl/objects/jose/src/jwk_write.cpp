#include "plumbline/core/bytes.hpp"
#include "plumbline/jose/jwk.hpp"

#include "wipe_text.hpp"

#include <vector>

namespace plumbline::jose {

namespace {

/// JSON text that holds secrets: no growth leaves a copy behind.
class SecretText {
 public:
  void append(std::string_view text) { octets_.insert(octets_.end(), text.begin(), text.end()); }

  /// "name":"base64url of octets"
  void append_member(std::string_view name, ByteView octets) {
    std::string value = to_base64url(octets);
    append("\"" + std::string{name} + "\":\"");
    append(value);
    append("\"");
    wipe_text(value);
  }

  [[nodiscard]] ByteView view() const { return octets_; }

 private:
  std::vector<std::uint8_t, crypto::detail::WipingAllocator<std::uint8_t>> octets_;
};

std::string_view curve_name(crypto::KeyKind kind) {
  switch (kind) {
    case crypto::KeyKind::ec_p256:
      return "P-256";
    case crypto::KeyKind::ec_p384:
      return "P-384";
    case crypto::KeyKind::ec_p521:
      return "P-521";
    default:
      return "Ed25519";
  }
}

/// The members that name the key, RFC 7638 clause 3.2. The numbers exist: the key is of that kind.
Json required_members(const crypto::PublicKey& key) {
  if (key.kind() == crypto::KeyKind::rsa) {
    const crypto::RsaPublicNumbers numbers = key.rsa_numbers().value();
    return {{"kty", "RSA"},
            {"n", to_base64url(numbers.modulus)},
            {"e", to_base64url(numbers.exponent)}};
  }
  if (key.kind() == crypto::KeyKind::ed25519) {
    return {{"kty", "OKP"},
            {"crv", curve_name(key.kind())},
            {"x", to_base64url(key.ed25519_octets().value())}};
  }
  const crypto::EcPoint point = key.ec_point().value();
  return {{"kty", "EC"},
          {"crv", curve_name(key.kind())},
          {"x", to_base64url(point.x)},
          {"y", to_base64url(point.y)}};
}

void add_attributes(Json& jwk, const KeyAttributes& attributes) {
  const auto add = [&jwk](std::string_view name, const auto& value) {
    if (value) {
      jwk.emplace(std::string{name}, *value);
    }
  };
  add("kid", attributes.kid);
  add("use", attributes.use);
  add("key_ops", attributes.key_ops);
  add("alg", attributes.alg);
}

void append_private_members(SecretText& text, const crypto::PrivateKey& key) {
  const auto add = [&text](std::string_view name, const crypto::SecretBytes& octets) {
    text.append(",");
    text.append_member(name, octets.expose());
  };
  if (key.kind() != crypto::KeyKind::rsa) {
    add("d", key.secret_octets().value());
    return;
  }
  const crypto::RsaPrivateNumbers numbers = key.rsa_numbers().value();
  add("d", numbers.d);
  add("p", numbers.p);
  add("q", numbers.q);
  add("dp", numbers.dp);
  add("dq", numbers.dq);
  add("qi", numbers.qi);
}

}  // namespace

// RFC 7638 clause 3: no white space, members in the order of their names, as Json keeps them.
Bytes Jwk::thumbprint(crypto::HashAlgorithm hash) const {
  if (const auto key = public_key()) {
    return crypto::digest(hash, as_bytes(json_text(required_members(*key))));
  }
  SecretText text;
  text.append("{");
  text.append_member("k", secret()->expose());
  text.append(R"(,"kty":"oct"})");
  return crypto::digest(hash, text.view());
}

Result<Json> Jwk::public_json() const {
  const auto key = public_key();
  if (!key) {
    return fail(Errc::key_mismatch, "jwk: a symmetric key has no public form");
  }
  Json jwk = required_members(*key);
  add_attributes(jwk, attributes_);
  return jwk;
}

crypto::SecretBytes Jwk::secret_json_text() const {
  const auto key = public_key();
  Json open_members = key ? required_members(*key) : Json({{"kty", "oct"}});
  add_attributes(open_members, attributes_);
  std::string open_text = json_text(open_members);
  open_text.pop_back();
  SecretText text;
  text.append(open_text);
  if (const auto* octets = secret()) {
    text.append(",");
    text.append_member("k", octets->expose());
  } else if (const auto* own = private_key()) {
    append_private_members(text, *own);
  }
  text.append("}");
  return crypto::SecretBytes{text.view()};
}

}  // namespace plumbline::jose
