// Originators that protect, derive, name or send wrongly.

#include "plumbline/crypto/hash.hpp"
#include "plumbline/entities/ae/ae_policy.hpp"

#include "library/ae_fault.hpp"
#include "library/ae_policies.hpp"
#include "library/lists.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {
namespace {

using data_at_rest::Freshness;
using data_at_rest::ProtectedContent;
using data_at_rest::ProtectedData;
using data_at_rest::ProtectInput;
using entities::AePolicy;
using keys::DataSecurityInput;
using keys::DataSecurityKeys;
using keys::ResourceKind;
using onem2m::RequestPrimitive;

class SendsPlaintext final : public AePolicy {
 public:
  Result<ProtectedData> protect(const ProtectInput& input, RandomSource& /*iv*/) override {
    return ProtectedData{
        ProtectedContent{.con = std::string{as_text(input.payload)}, .cnf = "text/plain:0"}};
  }
};

class InventsAFormat final : public AePolicy {
 public:
  Result<ProtectedData> protect(const ProtectInput& input, RandomSource& iv) override {
    auto data = AePolicy::protect(input, iv);
    if (data) {
      if (auto* content = std::get_if<ProtectedContent>(&data.value())) {
        content->con = "v1:" + content->con;
      }
    }
    return data;
  }
};

class RepeatsOneObject final : public AePolicy {
 public:
  Result<ProtectedData> protect(const ProtectInput& input, RandomSource& iv) override {
    if (!first_) {
      PLUMBLINE_TRY(first_, AePolicy::protect(input, iv));
    }
    return *first_;
  }

 private:
  std::optional<ProtectedData> first_;
};

class SendsItsOwnKey final : public AePolicy {
 public:
  void prepare_registration(RequestPrimitive& request) override {
    Json& credential = request.content->at("sec:skr");
    credential["kv"] = to_base64(Bytes(32, 0x42));
    credential["e2e:cp"].erase("src");
  }
};

class NamesAnotherCredential final : public AePolicy {
 public:
  std::string adopt_credential_id(std::string registered, data_at_rest::Use use) override {
    return "0" + AePolicy::adopt_credential_id(std::move(registered), use);
  }
};

class NamesOneCredential final : public AePolicy {
 public:
  std::string adopt_credential_id(std::string registered, data_at_rest::Use use) override {
    if (first_.empty()) {
      first_ = AePolicy::adopt_credential_id(std::move(registered), use);
    }
    return first_;
  }

 private:
  std::string first_;
};

class LeavesNamingToTheTef final : public AePolicy {
 public:
  std::optional<std::string> credential_name(entities::AeCredentialIdForm /*form*/,
                                             const entities::AeKeyName& /*name*/,
                                             crypto::HashAlgorithm /*hash*/) override {
    return std::nullopt;
  }
};

// Derives the data keys as `kChange` has it.
template <Result<DataSecurityKeys> (*kDerive)(const DataSecurityInput&)>
class DerivesDataKeys final : public AePolicy {
 public:
  Result<DataSecurityKeys> derive_data_keys(const DataSecurityInput& input) override {
    return kDerive(input);
  }
};

Result<DataSecurityKeys> from_another_key(const DataSecurityInput& input) {
  const Bytes other = crypto::digest(crypto::HashAlgorithm::sha256, input.key);
  DataSecurityInput changed = input;
  changed.key = other;
  return keys::derive_data_security(changed);
}

Result<DataSecurityKeys> with_salt_and_key_swapped(const DataSecurityInput& input) {
  const Bytes key{input.key.begin(), input.key.end()};
  const Bytes salt = input.salt.value_or(Bytes(crypto::size_of(input.hash), 0));
  DataSecurityInput changed = input;
  changed.salt = key;
  changed.key = salt;
  return keys::derive_data_security(changed);
}

Result<DataSecurityKeys> with_conf_as_auth(const DataSecurityInput& input) {
  PLUMBLINE_TRY(auto keys, keys::derive_data_security(input));
  keys.authenticity = keys.confidentiality.clone();
  return keys;
}

Result<DataSecurityKeys> with_auth_as_conf(const DataSecurityInput& input) {
  PLUMBLINE_TRY(auto keys, keys::derive_data_security(input));
  keys.confidentiality = keys.authenticity.clone();
  return keys;
}

class ConstantSalt final : public AePolicy {
 public:
  Bytes choose_salt(RandomSource& /*random*/) override { return Bytes(32, 0x55); }
};

class Zeros final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, 0); }
};

class RepeatsTheIv final : public AePolicy {
 public:
  RandomSource& iv_source(RandomSource& /*random*/) override { return zeros_; }

 private:
  Zeros zeros_;
};

class RepeatsTheNonce final : public AePolicy {
 public:
  Freshness choose_freshness(RandomSource& random, TimePoint now, bool by_time) override {
    Freshness freshness = AePolicy::choose_freshness(random, now, by_time);
    freshness.nonce = Bytes(freshness.nonce.size(), 0x11);
    return freshness;
  }
};

class ForgetsTheTime final : public AePolicy {
 public:
  Freshness choose_freshness(RandomSource& random, TimePoint now, bool by_time) override {
    Freshness freshness = AePolicy::choose_freshness(random, now, by_time);
    freshness.time.clear();
    return freshness;
  }
};

class SignsSomethingElse final : public AePolicy {
 public:
  Result<data_at_rest::ProtectedChild> protect_policy(const ProtectInput& input) override {
    const std::string other = R"({"pv":{"acr":[]}})";
    ProtectInput changed = input;
    changed.payload = as_bytes(other);
    return AePolicy::protect_policy(changed);
  }
};

// Changes the attributes of what it hosts, by root member, as `kChange` has it.
template <void (*kChange)(Json& content)>
class HostsChanged final : public AePolicy {
 public:
  void prepare_hosting(RequestPrimitive& request) override {
    if (request.content && request.operation == onem2m::Operation::create) {
      kChange(*request.content);
    }
  }
};

void drop_key_length(Json& content) {
  if (content.contains("e2e:ec")) {
    content["e2e:ec"]["e2e:cp"].erase("kl");
  }
}

void drop_policy_reference(Json& content) {
  for (const char* root : {"m2m:cnt", "e2e:ec", "e2e:at"}) {
    if (content.contains(root)) {
      content[root].erase("acpi");
    }
  }
}

void call_the_tag_a_signature(Json& content) {
  if (content.contains("e2e:at")) {
    content["e2e:ds"] = content["e2e:at"];
    content["e2e:ds"]["cnd"] =
        data_at_rest::names_of(data_at_rest::ChildKind::digital_signature).definition;
    content.erase("e2e:at");
  }
}

void drop_separate_ids(Json& content) {
  if (content.contains("m2m:cin") &&
      content["m2m:cin"].value("cnf", "").starts_with("application/json")) {
    content["m2m:cin"]["con"] = "{}";
  }
}

// Changes the CryptoParams that it registers, as `kChange` has it.
template <void (*kChange)(Json& params)>
class RegistersChanged final : public AePolicy {
 public:
  void prepare_registration(RequestPrimitive& request) override {
    Json& credential = request.content->at("sec:skr");
    if (credential.contains("e2e:cp")) {
      kChange(credential["e2e:cp"]);
    }
  }
};

void drop_freshness(Json& params) {
  params.erase("nonce");
  params.erase("ct");
}

void drop_algorithms(Json& params) {
  params.erase("alg");
  params.erase("enc");
}

void add_deriving(MutantList& list) {
  list.add<DerivesDataKeys<from_another_key>>(
      "src-derives-from-another-key", "does not start from the shared Ke", "DS-01-SRC-01/A2");
  list.add<DerivesDataKeys<with_salt_and_key_swapped>>(
      "src-swaps-salt-and-key", "uses K as the key of the extraction", "DS-02-SRC-01/A2");
  list.add<DerivesDataKeys<with_conf_as_auth>>(
      "src-takes-conf-for-auth", "makes tags with data_conf", "DS-03-SRC-01/A2");
  list.add<DerivesDataKeys<with_auth_as_conf>>(
      "src-takes-auth-for-conf", "encrypts with data_auth", "DS-04-SRC-01/A2");
  list.add<TakesTheOtherAeadKey>("src-takes-the-other-aead-key",
                                 "uses data_auth where one key serves an AEAD algorithm",
                                 "DS-05-SRC-01/A2");
  list.add<ConstantSalt>("src-repeats-the-salt", "uses a constant Salt", "DS-06-SRC-01/A2");
  list.add<ConfusesResourceKinds<ResourceKind::container>>(
      "src-derives-containers-as-instances",
      "uses the formula of an instance for a container",
      "DS-08-SRC-01/A2");
  list.add<ConfusesResourceKinds<ResourceKind::content_instance>>(
      "src-derives-instances-as-containers",
      "uses the formula of a container for an instance",
      "DS-09-SRC-01/A2");
}

void add_protecting(MutantList& list) {
  list.add<SendsPlaintext>(
      "src-sends-plaintext", "hosts what it should protect", "AR-01-SRC-01/A2");
  list.add<SendsPlaintext>(
      "src-sends-plain-system-resources", "hosts a <mgmtObj> unprotected", "DS-23-SRC-01/A2");
  list.add<RepeatsTheIv>("src-repeats-the-iv", "encrypts with a constant IV", "DS-10-SRC-01/A2");
  list.add<ForgetsTheTime>(
      "src-forgets-the-time", "leaves the time out of what is authenticated", "DS-10-SRC-01/A3");
  list.add<RepeatsOneObject>(
      "src-repeats-one-object", "hosts one protected object for every instance", "DS-10-SRC-01/A4");
  list.add<RepeatsTheNonce>(
      "src-repeats-the-nonce", "derives the keys of all instances alike", "DS-10-SRC-01/A5");
  list.add<InventsAFormat>(
      "src-invents-a-format", "hosts something that is no JOSE", "DS-12-SRC-01/A2");
  list.add<SignsSomethingElse>(
      "src-signs-another-policy", "signs rules that it does not host", "DS-16-SRC-01/A2");
}

void add_sending(MutantList& list) {
  list.add<SendsItsOwnKey>("src-sends-its-own-key",
                           "registers a key although the TEF is to generate it",
                           "AR-02-SRC-01/A2");
  list.add<TrustsAnyTef>(
      "src-registers-without-tls", "registers outside a secure channel", "AR-03-SRC-01/A2");
  list.add<TrustsAnyCse>(
      "src-hosts-without-tls", "hosts outside a security association", "AR-17-SRC-01/A2");
  list.add<NamesAnotherCredential>("src-names-another-credential",
                                   "hosts data with an id that the TEF never gave",
                                   "AR-09-SRC-01/A2");
  list.add<LeavesNamingToTheTef>(
      "src-never-names-credentials", "asks for no id of its own", "DS-13-SRC-01/A2");
  list.add<HostsChanged<call_the_tag_a_signature>>(
      "src-calls-the-tag-a-signature", "hosts the tag as e2e:ds", "DS-15-SRC-01/A2");
  list.add<HostsChanged<drop_key_length>>(
      "src-forgets-the-key-length", "hosts CryptoParams without kl", "DS-15-SRC-01/A3");
  list.add<HostsChanged<drop_policy_reference>>(
      "src-forgets-the-policy", "hosts without a reference to its policy", "DS-15-SRC-01/A4");
  list.add<NamesOneCredential>(
      "src-names-two-keys-alike", "gives two keys one Credential-Id", "DS-25-SRC-01/A2");
  list.add<HostsChanged<drop_separate_ids>>("src-forgets-the-separate-ids",
                                            "hosts no Credential-Ids beside the children",
                                            "DS-26-SRC-01/A2");
  list.add<RegistersChanged<drop_algorithms>>("src-registers-no-algorithms",
                                              "registers CryptoParams without alg and enc",
                                              "DS-30-SRC-01/A2");
  list.add<RegistersChanged<drop_freshness>>(
      "src-registers-no-freshness", "registers neither nonce nor time", "DS-30-SRC-01/A3");
}

}  // namespace

void add_src_mutants(std::vector<Mutant>& out) {
  MutantList list{out, Role::ae_src};
  add_deriving(list);
  add_protecting(list);
  add_sending(list);
}

}  // namespace plumbline::harness
