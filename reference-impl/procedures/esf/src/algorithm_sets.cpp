#include "plumbline/esf/algorithm_sets.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::esf {

namespace {

using jose::JweAlg;
using jose::JweEnc;
using jose::JwsAlg;

constexpr std::array kKeyEncryption{JweAlg::a256kw,
                                    JweAlg::a192kw,
                                    JweAlg::a128kw,
                                    JweAlg::ecdh_es_a256kw,
                                    JweAlg::ecdh_es_a192kw,
                                    JweAlg::ecdh_es_a128kw,
                                    JweAlg::rsa_oaep_256};
constexpr std::array kEncryption{JweEnc::a256gcm, JweEnc::a192gcm, JweEnc::a128gcm};
constexpr std::array kSignatures{
    JwsAlg::es512, JwsAlg::es384, JwsAlg::es256, JwsAlg::rs512, JwsAlg::rs384, JwsAlg::rs256};

constexpr int kRsa = 112;
constexpr int kShort = 128;
constexpr int kMiddle = 192;
constexpr int kLong = 256;

template <typename List, typename Value>
bool has(const List& list, const std::optional<Value>& value) {
  return value && std::ranges::find(list, *value) != list.end();
}

Error no_set(std::string_view kind) {
  return fail(Errc::algorithm_not_allowed, "no " + std::string{kind} + " of that name");
}

/// "name" or "name:signature".
struct SplitName {
  std::string_view first;
  std::optional<std::string_view> signature;
};

SplitName split(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) {
    return {.first = name, .signature = {}};
  }
  return {.first = name.substr(0, colon), .signature = name.substr(colon + 1)};
}

int strength(JwsAlg alg) noexcept {
  switch (alg) {
    case JwsAlg::rs256:
    case JwsAlg::rs384:
    case JwsAlg::rs512:
      return kRsa;
    case JwsAlg::es256:
      return kShort;
    case JwsAlg::es384:
      return kMiddle;
    default:
      return kLong;
  }
}

int strength(JweAlg alg) noexcept {
  switch (alg) {
    case JweAlg::rsa_oaep_256:
      return kRsa;
    case JweAlg::a256kw:
      return kLong;
    case JweAlg::a192kw:
      return kMiddle;
    default:
      return kShort;
  }
}

int strength(JweEnc enc) noexcept {
  if (enc == JweEnc::a128gcm) {
    return kShort;
  }
  return enc == JweEnc::a192gcm ? kMiddle : kLong;
}

int strength_with(int strength_alone, const std::optional<JwsAlg>& signature) noexcept {
  return signature ? std::min(strength_alone, strength(*signature)) : strength_alone;
}

}  // namespace

std::string name_of(const KeAlgSet& set) {
  std::string name;
  switch (set.establishment) {
    case KeyEstablishment::trusted_third_party:
      name = "TTP";
      break;
    case KeyEstablishment::provisioned_key:
      name = "PSK";
      break;
    case KeyEstablishment::key_agreement:
      name = name_of(JweAlg::ecdh_es);
      break;
    case KeyEstablishment::key_encryption:
      name = name_of(set.alg.value());
      break;
  }
  return set.signature ? name.append(":").append(name_of(*set.signature)) : name;
}

std::string name_of(const PsAlgSet& set) {
  if (!set.enc) {
    return std::string{name_of(set.alg.value())};
  }
  std::string name{name_of(*set.enc)};
  return set.alg ? name.append(":").append(name_of(*set.alg)) : name;
}

Result<KeAlgSet> ke_alg_set_named(std::string_view name) {
  const SplitName parts = split(name);
  KeAlgSet set;
  if (parts.first == "TTP" || parts.first == "PSK") {
    set.establishment = parts.first == "TTP" ? KeyEstablishment::trusted_third_party
                                             : KeyEstablishment::provisioned_key;
    return parts.signature ? Result<KeAlgSet>{no_set("keAlgSet")} : set;
  }
  const auto alg = jose::jwe_alg_named(parts.first);
  if (alg == JweAlg::ecdh_es) {
    set.establishment = KeyEstablishment::key_agreement;
  } else if (has(kKeyEncryption, alg)) {
    set.establishment = KeyEstablishment::key_encryption;
    set.alg = alg;
  } else {
    return no_set("keAlgSet");
  }
  if (parts.signature) {
    set.signature = jose::jws_alg_named(*parts.signature);
    if (!has(kSignatures, set.signature)) {
      return no_set("keAlgSet");
    }
  }
  return set;
}

Result<PsAlgSet> ps_alg_set_named(std::string_view name) {
  const SplitName parts = split(name);
  PsAlgSet set;
  set.enc = jose::jwe_enc_named(parts.first);
  set.alg = jose::jws_alg_named(parts.signature.value_or(parts.first));
  const bool has_signature = has(kSignatures, set.alg);
  const bool known = set.enc
                         ? has(kEncryption, set.enc) && parts.signature.has_value() == has_signature
                         : !parts.signature && (has_signature || set.alg == JwsAlg::hs256);
  if (!known) {
    return no_set("psAlgSet");
  }
  return set;
}

PayloadSecurity class_of(const PsAlgSet& set) noexcept {
  if (set.enc) {
    return set.alg ? PayloadSecurity::aead_signature : PayloadSecurity::aead;
  }
  return set.alg == JwsAlg::hs256 ? PayloadSecurity::mic : PayloadSecurity::signature;
}

bool needs_master_key(const PsAlgSet& set) noexcept {
  return class_of(set) != PayloadSecurity::signature;
}

bool is_signed(const PsAlgSet& set) noexcept {
  return class_of(set) == PayloadSecurity::signature ||
         class_of(set) == PayloadSecurity::aead_signature;
}

int strength_of(const KeAlgSet& set) noexcept {
  switch (set.establishment) {
    case KeyEstablishment::key_encryption:
      return strength_with(set.alg ? strength(*set.alg) : 0, set.signature);
    case KeyEstablishment::key_agreement:
      return strength_with(kShort, set.signature);
    default:
      return kLong;
  }
}

int strength_of(const PsAlgSet& set) noexcept {
  return strength_with(set.enc ? strength(*set.enc) : kLong, set.alg);
}

AlgorithmSets all_algorithm_sets() {
  AlgorithmSets all;
  all.ke = {{.establishment = KeyEstablishment::provisioned_key, .alg = {}, .signature = {}},
            {.establishment = KeyEstablishment::trusted_third_party, .alg = {}, .signature = {}}};
  const auto add_unsigned_and_signed = [&all](KeAlgSet set) {
    all.ke.push_back(set);
    for (const JwsAlg signature : kSignatures) {
      set.signature = signature;
      all.ke.push_back(set);
    }
  };
  for (const JweAlg alg : kKeyEncryption) {
    add_unsigned_and_signed(
        {.establishment = KeyEstablishment::key_encryption, .alg = alg, .signature = {}});
  }
  add_unsigned_and_signed(
      {.establishment = KeyEstablishment::key_agreement, .alg = {}, .signature = {}});
  for (const JweEnc enc : kEncryption) {
    all.ps.push_back({.enc = enc, .alg = {}});
    for (const JwsAlg signature : kSignatures) {
      all.ps.push_back({.enc = enc, .alg = signature});
    }
  }
  all.ps.push_back({.enc = {}, .alg = JwsAlg::hs256});
  for (const JwsAlg signature : kSignatures) {
    all.ps.push_back({.enc = {}, .alg = signature});
  }
  return all;
}

}  // namespace plumbline::esf
