#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json_reader.hpp"
#include "plumbline/jose/jwk.hpp"

#include "roca.hpp"
#include "wipe_text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace plumbline::jose {

namespace {

constexpr JsonLimits kKeyLimits{.octets = std::size_t{64} << 10U, .depth = 16, .values = 4096};
constexpr JsonLimits kSetLimits{.octets = std::size_t{16} << 20U, .depth = 18, .values = 1U << 18U};
constexpr std::size_t kMaxKeys = 1024;

Error about(std::string_view member, Errc code, std::string_view why) {
  return fail(code, "jwk: " + std::string{member} + ": " + std::string{why});
}

/// Every member that holds octets is base64url text, RFC 7518 clause 6.
Result<Bytes> octets_of(const Json& jwk, std::string_view member) {
  const auto found = jwk.find(member);
  if (found == jwk.end() || !found->is_string()) {
    return about(member, Errc::malformed, found == jwk.end() ? "missing" : "no string");
  }
  auto octets = from_base64url(found->get_ref<const std::string&>());
  if (!octets) {
    return about(member, Errc::malformed, octets.error().detail);
  }
  return octets;
}

Result<crypto::SecretBytes> secret_of(const Json& jwk, std::string_view member) {
  PLUMBLINE_TRY(Bytes octets, octets_of(jwk, member));
  crypto::SecretBytes secret{octets};
  crypto::detail::wipe(octets);
  return secret;
}

/// Base64urlUInt: the fewest octets that hold the number, RFC 7518 clause 2.
Result<void> check_number(std::string_view member, ByteView octets) {
  if (octets.empty() || octets.front() == 0) {
    return about(member, Errc::malformed, "not the shortest form of a positive number");
  }
  return success();
}

Result<Bytes> number_of(const Json& jwk, std::string_view member) {
  PLUMBLINE_TRY(Bytes octets, octets_of(jwk, member));
  PLUMBLINE_TRY(check_number(member, octets));
  return octets;
}

Result<crypto::SecretBytes> secret_number_of(const Json& jwk, std::string_view member) {
  PLUMBLINE_TRY(crypto::SecretBytes octets, secret_of(jwk, member));
  PLUMBLINE_TRY(check_number(member, octets.expose()));
  return octets;
}

Result<void> read_key_ops(const Json& jwk, KeyAttributes& attributes) {
  const auto found = jwk.find("key_ops");
  if (found == jwk.end()) {
    return success();
  }
  if (!found->is_array()) {
    return about("key_ops", Errc::malformed, "no array");
  }
  std::set<std::string> distinct;
  attributes.key_ops.emplace();
  for (const Json& operation : *found) {
    if (!operation.is_string()) {
      return about("key_ops", Errc::malformed, "an element is no string");
    }
    attributes.key_ops->push_back(operation.get<std::string>());
    if (!distinct.insert(attributes.key_ops->back()).second) {
      return about("key_ops", Errc::malformed, "an operation occurs twice");
    }
  }
  return success();
}

Result<KeyAttributes> read_attributes(const Json& jwk) {
  KeyAttributes attributes;
  JsonReader reader{jwk, "jwk"};
  attributes.kid = reader.optional_string("kid");
  attributes.use = reader.optional_string("use");
  attributes.alg = reader.optional_string("alg");
  PLUMBLINE_TRY(reader.finish_lenient());
  PLUMBLINE_TRY(read_key_ops(jwk, attributes));
  return attributes;
}

/// An exponent of 1 leaves every message as it is; an even one cannot be inverted.
Result<void> check_rsa(const crypto::RsaPublicNumbers& numbers) {
  constexpr std::size_t kMaxExponentOctets = 32;  // NIST SP 800-56B: below 2^256
  const Bytes& e = numbers.exponent;
  if (e.size() > kMaxExponentOctets || (e.back() & 1U) == 0 || (e.size() == 1 && e[0] < 3)) {
    return about("e", Errc::invalid_value, "no odd number from 3 to 2^256");
  }
  if (is_roca_shaped(numbers.modulus)) {
    return about("n", Errc::invalid_value, "a modulus with the ROCA weakness");
  }
  return success();
}

Result<Jwk> read_rsa(const Json& jwk) {
  crypto::RsaPublicNumbers numbers;
  PLUMBLINE_TRY(numbers.modulus, number_of(jwk, "n"));
  PLUMBLINE_TRY(numbers.exponent, number_of(jwk, "e"));
  PLUMBLINE_TRY(check_rsa(numbers));
  if (!jwk.contains("d")) {
    PLUMBLINE_TRY(auto key, crypto::PublicKey::from_rsa(numbers));
    return Jwk::from_public(std::move(key));
  }
  if (jwk.contains("oth")) {
    return about("oth", Errc::unsupported, "more than two prime factors");
  }
  crypto::RsaPrivateNumbers all;
  all.pub = std::move(numbers);
  PLUMBLINE_TRY(all.d, secret_number_of(jwk, "d"));
  PLUMBLINE_TRY(all.p, secret_number_of(jwk, "p"));
  PLUMBLINE_TRY(all.q, secret_number_of(jwk, "q"));
  PLUMBLINE_TRY(all.dp, secret_number_of(jwk, "dp"));
  PLUMBLINE_TRY(all.dq, secret_number_of(jwk, "dq"));
  PLUMBLINE_TRY(all.qi, secret_number_of(jwk, "qi"));
  PLUMBLINE_TRY(auto key, crypto::PrivateKey::from_rsa(all));
  return Jwk::from_private(std::move(key));
}

Result<std::string> curve_of(const Json& jwk) {
  JsonReader reader{jwk, "jwk"};
  std::string curve = reader.string("crv");
  PLUMBLINE_TRY(reader.finish_lenient());
  return curve;
}

Result<Jwk> read_ec(const Json& jwk) {
  PLUMBLINE_TRY(const std::string name, curve_of(jwk));
  crypto::KeyKind curve{};
  if (name == "P-256") {
    curve = crypto::KeyKind::ec_p256;
  } else if (name == "P-384") {
    curve = crypto::KeyKind::ec_p384;
  } else if (name == "P-521") {
    curve = crypto::KeyKind::ec_p521;
  } else {
    return about("crv", Errc::unsupported, "none of P-256, P-384, P-521");
  }
  crypto::EcPoint point;
  PLUMBLINE_TRY(point.x, octets_of(jwk, "x"));
  PLUMBLINE_TRY(point.y, octets_of(jwk, "y"));
  if (!jwk.contains("d")) {
    PLUMBLINE_TRY(auto key, crypto::PublicKey::from_ec(curve, point));
    return Jwk::from_public(std::move(key));
  }
  PLUMBLINE_TRY(const crypto::SecretBytes scalar, secret_of(jwk, "d"));
  PLUMBLINE_TRY(auto key, crypto::PrivateKey::from_ec(curve, point, scalar));
  return Jwk::from_private(std::move(key));
}

Result<Jwk> read_okp(const Json& jwk) {
  PLUMBLINE_TRY(const std::string name, curve_of(jwk));
  if (name != "Ed25519") {
    return about("crv", Errc::unsupported, "not Ed25519");
  }
  PLUMBLINE_TRY(const Bytes octets, octets_of(jwk, "x"));
  PLUMBLINE_TRY(auto public_key, crypto::PublicKey::from_ed25519(octets));
  if (!jwk.contains("d")) {
    return Jwk::from_public(std::move(public_key));
  }
  PLUMBLINE_TRY(const crypto::SecretBytes seed, secret_of(jwk, "d"));
  PLUMBLINE_TRY(auto key, crypto::PrivateKey::from_ed25519(seed));
  PLUMBLINE_TRY(const Bytes derived, key.public_key().ed25519_octets());
  if (derived != octets) {
    return about("x", Errc::malformed, "does not belong to d");
  }
  return Jwk::from_private(std::move(key));
}

Result<Jwk> read_oct(const Json& jwk) {
  PLUMBLINE_TRY(crypto::SecretBytes secret, secret_of(jwk, "k"));
  if (secret.empty()) {
    return about("k", Errc::invalid_length, "empty");
  }
  return Jwk::from_secret(std::move(secret));
}

Result<Jwk> read_material(const Json& jwk) {
  JsonReader reader{jwk, "jwk"};
  const std::string kty = reader.string("kty");
  PLUMBLINE_TRY(reader.finish_lenient());
  if (kty == "oct") {
    return read_oct(jwk);
  }
  if (kty == "RSA") {
    return read_rsa(jwk);
  }
  if (kty == "EC") {
    return read_ec(jwk);
  }
  if (kty == "OKP") {
    return read_okp(jwk);
  }
  return about("kty", Errc::unsupported, "none of oct, RSA, EC, OKP");
}

/// Overwrites all text of a key that was parsed here.
void wipe_values(Json& value) {
  if (value.is_string()) {
    wipe_text(value.get_ref<std::string&>());
  } else if (value.is_structured()) {
    for (Json& element : value) {
      wipe_values(element);
    }
  }
}

}  // namespace

Result<Jwk> Jwk::from_json(const Json& jwk) {
  if (!jwk.is_object()) {
    return fail(Errc::malformed, "jwk: no JSON object");
  }
  PLUMBLINE_TRY(const Jwk key, read_material(jwk));
  PLUMBLINE_TRY(KeyAttributes attributes, read_attributes(jwk));
  return key.with(std::move(attributes));
}

Result<Jwk> Jwk::parse(std::string_view text) {
  PLUMBLINE_TRY(Json jwk, parse_json(text, kKeyLimits));
  auto key = from_json(jwk);
  wipe_values(jwk);
  return key;
}

Result<JwkSet> JwkSet::from_json(const Json& set) {
  const bool wrapped = set.is_object();
  const auto keys = wrapped ? set.find("keys") : set.end();
  const Json& list = wrapped && keys != set.end() ? *keys : set;
  if (!list.is_array()) {
    return fail(Errc::malformed, "jwk set: neither an array nor an object with an array keys");
  }
  if (list.size() > kMaxKeys) {
    return fail(Errc::too_large, "jwk set: more than " + std::to_string(kMaxKeys) + " keys");
  }
  JwkSet result;
  std::set<std::pair<std::string, std::string>> names;
  for (const Json& element : list) {
    auto key = Jwk::from_json(element);
    if (!key && key.error().code == Errc::unsupported) {
      continue;  // RFC 7517 clause 5: keys of a type that is not understood are ignored
    }
    if (!key) {
      return std::move(key).error();
    }
    const auto& kid = key.value().kid();
    if (kid && !names.emplace(key.value().kty(), *kid).second) {
      return fail(Errc::conflict, "jwk set: two keys of one type have the same kid");
    }
    result.add(std::move(key).value());
  }
  return result;
}

Result<JwkSet> JwkSet::parse(std::string_view text) {
  PLUMBLINE_TRY(Json set, parse_json(text, kSetLimits));
  auto keys = from_json(set);
  wipe_values(set);
  return keys;
}

}  // namespace plumbline::jose
