#include "plumbline/jose/algorithms.hpp"

#include <array>
#include <cstddef>

namespace plumbline::jose {

namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 13> kJweAlgNames{"dir",
                                                        "A128KW",
                                                        "A192KW",
                                                        "A256KW",
                                                        "RSA-OAEP",
                                                        "RSA-OAEP-256",
                                                        "ECDH-ES",
                                                        "ECDH-ES+A128KW",
                                                        "ECDH-ES+A192KW",
                                                        "ECDH-ES+A256KW",
                                                        "A128GCMKW",
                                                        "A192GCMKW",
                                                        "A256GCMKW"};
constexpr std::array<std::string_view, 6> kJweEncNames{
    "A128GCM", "A192GCM", "A256GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512"};
constexpr std::array<std::string_view, 13> kJwsAlgNames{"HS256",
                                                        "HS384",
                                                        "HS512",
                                                        "RS256",
                                                        "RS384",
                                                        "RS512",
                                                        "ES256",
                                                        "ES384",
                                                        "ES512",
                                                        "PS256",
                                                        "PS384",
                                                        "PS512",
                                                        "EdDSA"};

template <typename Enum, std::size_t kSize>
std::optional<Enum> find_name(const std::array<std::string_view, kSize>& names,
                              std::string_view name) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (names[i] == name) {
      return static_cast<Enum>(i);
    }
  }
  return {};
}

template <typename Enum>
constexpr std::uint32_t bit(Enum value) {
  return 1U << static_cast<unsigned>(value);
}

template <typename Enum>
constexpr std::uint32_t bits(std::initializer_list<Enum> values) {
  std::uint32_t set = 0;
  for (const Enum value : values) {
    set |= bit(value);
  }
  return set;
}

}  // namespace

std::string_view name_of(JweAlg alg) noexcept {
  return kJweAlgNames[static_cast<std::size_t>(alg)];
}

std::string_view name_of(JweEnc enc) noexcept {
  return kJweEncNames[static_cast<std::size_t>(enc)];
}

std::string_view name_of(JwsAlg alg) noexcept {
  return kJwsAlgNames[static_cast<std::size_t>(alg)];
}

std::optional<JweAlg> jwe_alg_named(std::string_view name) noexcept {
  return find_name<JweAlg>(kJweAlgNames, name);
}

std::optional<JweEnc> jwe_enc_named(std::string_view name) noexcept {
  return find_name<JweEnc>(kJweEncNames, name);
}

std::optional<JwsAlg> jws_alg_named(std::string_view name) noexcept {
  return find_name<JwsAlg>(kJwsAlgNames, name);
}

AlgorithmPolicy AlgorithmPolicy::esdata() noexcept {
  AlgorithmPolicy policy;
  policy.jwe_alg_ = bits({JweAlg::dir,
                          JweAlg::a128kw,
                          JweAlg::a192kw,
                          JweAlg::a256kw,
                          JweAlg::rsa_oaep_256,
                          JweAlg::ecdh_es_a128kw,
                          JweAlg::ecdh_es_a192kw,
                          JweAlg::ecdh_es_a256kw});
  policy.jwe_enc_ = bits({JweEnc::a128gcm, JweEnc::a192gcm, JweEnc::a256gcm});
  policy.jws_alg_ = bits({JwsAlg::hs256,
                          JwsAlg::hs384,
                          JwsAlg::hs512,
                          JwsAlg::rs256,
                          JwsAlg::rs384,
                          JwsAlg::rs512,
                          JwsAlg::es256,
                          JwsAlg::es384,
                          JwsAlg::es512});
  return policy;
}

Result<AlgorithmPolicy> AlgorithmPolicy::named(std::span<const std::string> names) {
  AlgorithmPolicy policy;
  for (const std::string& name : names) {
    if (const auto alg = jwe_alg_named(name)) {
      policy.jwe_alg_ |= bit(*alg);
    } else if (const auto enc = jwe_enc_named(name)) {
      policy.jwe_enc_ |= bit(*enc);
    } else if (const auto jws = jws_alg_named(name)) {
      policy.jws_alg_ |= bit(*jws);
    } else {
      return fail(Errc::algorithm_not_allowed, "\"" + name + "\" cannot be opened");
    }
  }
  return policy;
}

bool AlgorithmPolicy::allows(JweAlg alg) const noexcept {
  return (jwe_alg_ & bit(alg)) != 0;
}

bool AlgorithmPolicy::allows(JweEnc enc) const noexcept {
  return (jwe_enc_ & bit(enc)) != 0;
}

bool AlgorithmPolicy::allows(JwsAlg alg) const noexcept {
  return (jws_alg_ & bit(alg)) != 0;
}

}  // namespace plumbline::jose
