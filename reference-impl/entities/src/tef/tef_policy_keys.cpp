/// @file
/// The decisions on keys: which are derived, which fit their parameters, which are handed out.

#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/tef/tef_policy.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace plumbline::entities {

namespace {

using data_at_rest::CryptoParams;
using data_at_rest::KeySource;
using data_at_rest::Level;
using data_at_rest::Use;

struct AlgorithmNeed {
  std::string_view name;
  std::size_t key_octets;  ///< least size of the key it is used with; 0: says nothing of it
};

/// Symmetric rows of the closed lists of TS-0003 clause 8.5.3.2. HMAC keys: RFC 7518 clause 3.2.
constexpr std::array kMacAlgorithms{
    AlgorithmNeed{"HS256", 32}, AlgorithmNeed{"HS384", 48}, AlgorithmNeed{"HS512", 64}};
constexpr std::array kKeyAlgorithms{AlgorithmNeed{"dir", 0},
                                    AlgorithmNeed{"A128KW", 16},
                                    AlgorithmNeed{"A192KW", 24},
                                    AlgorithmNeed{"A256KW", 32}};
constexpr std::array kContentAlgorithms{
    AlgorithmNeed{"A128GCM", 16}, AlgorithmNeed{"A192GCM", 24}, AlgorithmNeed{"A256GCM", 32}};

/// Whether the key that goes out comes from a derivation, so that its size is that of the hash.
bool is_derived(const CredentialRecord& record) {
  return record.parameters.src == KeySource::ke || level_of(record) == Level::resource;
}

std::size_t served_octets(const CredentialRecord& record) {
  return is_derived(record) ? crypto::size_of(hash_of(record)) : record.key.size();
}

Error refusal(const std::string& member, const std::string& why) {
  return fail(Errc::invalid_value, "sec:skr.e2e:cp." + member + ": " + why);
}

/// SUID 35 is for authenticity alone, 34 for everything else; the master is a use of its own level.
Result<void> check_use(const CredentialRecord& record) {
  const Use use = use_of(record);
  if ((use == Use::authenticity) != (record.suid == 35)) {
    return refusal("use", "does not agree with suid");
  }
  if ((level_of(record) == Level::master) != (use == Use::master)) {
    return refusal("use", "does not agree with lvl");
  }
  return success();
}

/// The row of `name`; nullptr when no algorithm is named.
template <std::size_t kSize>
Result<const AlgorithmNeed*> find(const std::array<AlgorithmNeed, kSize>& list,
                                  const std::optional<std::string>& name,
                                  const std::string& member) {
  if (!name) {
    return nullptr;
  }
  for (const AlgorithmNeed& row : list) {
    if (row.name == *name) {
      return &row;
    }
  }
  return refusal(member, "is not allowed for this use");
}

Result<void> check_mac(const CryptoParams& parameters, std::size_t octets) {
  if (parameters.enc) {
    return refusal("enc", "is not allowed for this use");
  }
  PLUMBLINE_TRY(const auto* alg, find(kMacAlgorithms, parameters.alg, "alg"));
  if (alg != nullptr && octets < alg->key_octets) {
    return refusal("alg", "needs a longer key");
  }
  return success();
}

/// The key is the content encryption key when `alg` is dir or absent, else it wraps one.
Result<void> check_encryption(const CryptoParams& parameters, std::size_t octets) {
  PLUMBLINE_TRY(const auto* alg, find(kKeyAlgorithms, parameters.alg, "alg"));
  PLUMBLINE_TRY(const auto* enc, find(kContentAlgorithms, parameters.enc, "enc"));
  if (alg != nullptr && octets < alg->key_octets) {
    return refusal("alg", "needs a longer key");
  }
  const bool direct = alg == nullptr || alg->key_octets == 0;
  if (direct && enc != nullptr && octets < enc->key_octets) {
    return refusal("enc", "needs a longer key");
  }
  return success();
}

/// A master serves both families.
Result<void> check_algorithms(const CredentialRecord& record) {
  const CryptoParams& parameters = record.parameters;
  const Use use = use_of(record);
  const bool mac = use == Use::authenticity ||
                   (use == Use::master && parameters.alg.value_or("").starts_with("HS"));
  const std::size_t octets = served_octets(record);
  return mac ? check_mac(parameters, octets) : check_encryption(parameters, octets);
}

/// `kl` is the size of the key; of a derived one fewer octets may be used.
Result<void> check_size(const CredentialRecord& record) {
  const auto& bits = record.parameters.kl;
  if (!bits) {
    return success();
  }
  const std::size_t served = served_octets(record) * 8;
  const bool fits = *bits == served || (is_derived(record) && *bits < served);
  if (!fits) {
    return refusal("kl", "does not agree with the key");
  }
  return success();
}

/// alg and enc that a key of this use and size serves, when the source registered none.
void complete_algorithms(CryptoParams& parameters, std::size_t octets) {
  if (parameters.use == Use::master || parameters.alg || parameters.enc) {
    return;
  }
  if (parameters.use == Use::authenticity) {
    parameters.alg = "HS256";
    return;
  }
  parameters.alg = "dir";
  parameters.enc = octets >= 32 ? "A256GCM" : octets >= 24 ? "A192GCM" : "A128GCM";
}

}  // namespace

Result<void> TefPolicy::check_parameters(const CredentialRecord& record) {
  PLUMBLINE_TRY(check_use(record));
  PLUMBLINE_TRY(check_algorithms(record));
  return check_size(record);
}

crypto::SecretBytes TefPolicy::generate_key(RandomSource& random, std::size_t size) {
  return crypto::random_secret(random, size);
}

Result<crypto::SecretBytes> TefPolicy::derive_master(const keys::DataSecurityInput& input) {
  PLUMBLINE_TRY(auto derived, keys::derive_data_security(input));
  return std::move(derived.master);
}

Result<DataKeys> TefPolicy::derive_data_keys(crypto::HashAlgorithm hash, ByteView master) {
  auto expanded = keys::expand_data_security(hash, master);
  return DataKeys{.authenticity = std::move(expanded.authenticity),
                  .confidentiality = std::move(expanded.confidentiality)};
}

Result<crypto::SecretBytes> TefPolicy::derive_resource_key(const TefResourceKeyInput& input) {
  return input.use == Use::authenticity ? keys::derive_resource_authenticity_key(input.formula)
                                        : keys::derive_resource_confidentiality_key(input.formula);
}

Result<Bytes> TefPolicy::freshness_for(const CredentialRecord& record,
                                       const ResourceSelector& selector) {
  const CryptoParams& registered = record.parameters;
  const auto octets_of = [](std::string_view text) {
    const ByteView octets = as_bytes(text);
    return Bytes{octets.begin(), octets.end()};
  };
  if (selector.nonce) {
    return *selector.nonce;
  }
  if (!selector.creation_time.empty()) {
    return octets_of(selector.creation_time);
  }
  if (registered.nonce) {
    return *registered.nonce;
  }
  if (registered.ct) {
    return octets_of(*registered.ct);
  }
  return fail(Errc::invalid_value, "query e2e:nonce: is missing, and so is e2e:ct");
}

Result<crypto::SecretBytes> TefPolicy::provision(const CredentialRecord& record,
                                                 const ResourceSelector& selector) {
  const Level level = level_of(record);
  const Use use = use_of(record);
  crypto::SecretBytes key = record.key.clone();
  if (level == Level::master) {
    return key;
  }
  if (record.parameters.src == KeySource::ke) {
    PLUMBLINE_TRY(auto both, derive_data_keys(hash_of(record), record.key.expose()));
    key = std::move(use == Use::authenticity ? both.authenticity : both.confidentiality);
  }
  if (level == Level::keys) {
    return key;
  }
  if (!selector.kind) {
    return fail(Errc::invalid_value, "query e2e:kind: is missing");
  }
  if (selector.name.empty()) {
    return fail(Errc::invalid_value, "query e2e:name: is missing");
  }
  PLUMBLINE_TRY(const Bytes freshness, freshness_for(record, selector));
  return derive_resource_key({.use = use,
                              .formula = {.hash = hash_of(record),
                                          .key = key.expose(),
                                          .kind = *selector.kind,
                                          .container_name = selector.name,
                                          .freshness = freshness}});
}

Json TefPolicy::usage_information(const CredentialRecord& record) {
  CryptoParams usage = record.parameters;
  usage.lvl = level_of(record);
  usage.use = use_of(record);
  usage.hash = hash_of(record);
  const std::size_t octets = served_octets(record);
  complete_algorithms(usage, octets);
  usage.kl = usage.kl.value_or(static_cast<std::uint32_t>(octets * 8));
  return parse_json(data_at_rest::to_text(usage)).value();
}

}  // namespace plumbline::entities
