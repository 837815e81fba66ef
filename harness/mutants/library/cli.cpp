// Client AEs that derive, find or verify wrongly, or do not verify at all.

#include "plumbline/crypto/hash.hpp"
#include "plumbline/entities/ae/ae_policy.hpp"

#include "library/ae_fault.hpp"
#include "library/ae_policies.hpp"
#include "library/lists.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace plumbline::harness {
namespace {

using data_at_rest::Decryption;
using data_at_rest::KeyNeed;
using data_at_rest::Level;
using data_at_rest::TagCheck;
using entities::AePolicy;
using entities::AeRetrieved;
using entities::AeServedCredential;
using keys::ResourceKind;

bool is_json(std::string_view object) {
  return object.starts_with('{');
}

class ReleasesWhatDidNotVerify final : public AePolicy {
 public:
  Result<Bytes> decrypt(const Decryption& decryption) override {
    auto payload = AePolicy::decrypt(decryption);
    return payload ? std::move(payload) : Result<Bytes>{Bytes{'?'}};
  }
};

class SkipsTheTag final : public AePolicy {
 public:
  Result<void> verify(const TagCheck& check) override {
    const bool of_a_policy = check.detached_payload && is_json(as_text(*check.detached_payload));
    return of_a_policy ? AePolicy::verify(check) : success();
  }
};

class SkipsThePolicysSignature final : public AePolicy {
 public:
  Result<void> verify(const TagCheck& check) override {
    const bool of_a_policy = check.detached_payload && is_json(as_text(*check.detached_payload));
    return of_a_policy ? success() : AePolicy::verify(check);
  }
};

class ExtractsTheMasterAgain final : public AePolicy {
 public:
  keys::DataSecurityKeys expand_master(crypto::HashAlgorithm hash, ByteView master) override {
    return AePolicy::expand_master(hash, crypto::digest(hash, master));
  }
};

class TakesConfForAuth final : public AePolicy {
 public:
  keys::DataSecurityKeys expand_master(crypto::HashAlgorithm hash, ByteView master) override {
    auto keys = AePolicy::expand_master(hash, master);
    keys.authenticity = keys.confidentiality.clone();
    return keys;
  }
};

class TakesAuthForConf final : public AePolicy {
 public:
  keys::DataSecurityKeys expand_master(crypto::HashAlgorithm hash, ByteView master) override {
    auto keys = AePolicy::expand_master(hash, master);
    keys.confidentiality = keys.authenticity.clone();
    return keys;
  }
};

class ReadsCompactOnly final : public AePolicy {
 public:
  Result<Bytes> decrypt(const Decryption& decryption) override {
    return is_json(decryption.jwe) ? fail(Errc::unsupported, "JSON serialization")
                                   : AePolicy::decrypt(decryption);
  }
};

class DerivesFromResourceKeys final : public AePolicy {
 public:
  Result<crypto::SecretBytes> working_key(const KeyNeed& need,
                                          const AeServedCredential& credential) override {
    AeServedCredential taken = credential;
    taken.level = credential.level == Level::resource ? Level::keys : credential.level;
    return AePolicy::working_key(need, taken);
  }
};

class IgnoresLifetimes final : public AePolicy {
 public:
  bool usable(TimePoint /*expiry*/, TimePoint /*now*/) override { return true; }
};

// Finds nothing where `kBlind` says so.
template <bool (*kBlind)(const AeRetrieved&)>
class FindsNothing final : public AePolicy {
 public:
  Result<std::vector<KeyNeed>> find_credentials(const AeRetrieved& retrieved) override {
    return kBlind(retrieved) ? fail(Errc::not_found, "no Credential-Id")
                             : AePolicy::find_credentials(retrieved);
  }
};

bool in_children(const AeRetrieved& retrieved) {
  return std::holds_alternative<std::vector<data_at_rest::ProtectedChild>>(retrieved.data);
}

bool in_system_resource(const AeRetrieved& retrieved) {
  return retrieved.root == "m2m:dvi";
}

bool beside_the_params(const AeRetrieved& retrieved) {
  return !retrieved.separate_ids.empty();
}

class IgnoresTheTagsScope final : public AePolicy {
 public:
  Result<std::vector<KeyNeed>> find_credentials(const AeRetrieved& retrieved) override {
    auto needs = AePolicy::find_credentials(retrieved);
    if (needs) {
      for (KeyNeed& need : needs.value()) {
        need.scope =
            need.use == data_at_rest::Use::authenticity ? data_at_rest::KeyScope::data : need.scope;
      }
    }
    return needs;
  }
};

class AsksWithoutTheId final : public AePolicy {
 public:
  void prepare_credential_request(onem2m::RequestPrimitive& request) override {
    request.query["kid"] = request.to.substr(request.to.rfind('/') + 1);
    request.to = "-";
  }
};

class ForgetsTheFreshness final : public AePolicy {
 public:
  void prepare_credential_request(onem2m::RequestPrimitive& request) override {
    request.query.erase("e2e:nonce");
    request.query.erase("e2e:ct");
  }
};

void add_careless(MutantList& list) {
  list.add<TrustsAnyTef>("cli-asks-a-tef-without-tls",
                         "asks for credentials outside a secure channel",
                         "AR-03-CLI-01/A2");
  list.add<TrustsAnyCse>("cli-reads-from-a-cse-without-tls",
                         "retrieves outside a security association",
                         "AR-17-CLI-01/A2");
  list.add<ReleasesWhatDidNotVerify>("cli-releases-what-did-not-verify",
                                     "delivers something although decryption failed",
                                     "AR-14-CLI-01/A2");
  list.add<SkipsTheTag>(
      "cli-skips-the-tag", "does not check a separate authentication tag", "DS-22-CLI-01/A2");
  list.add<SkipsThePolicysSignature>("cli-skips-the-policys-signature",
                                     "does not check the signature over a policy",
                                     "DS-16-CLI-01/A2");
  list.add<IgnoresLifetimes>(
      "cli-ignores-lifetimes", "uses credentials after their lifetime", "DS-19-CLI-01/A2");
  list.add<AsksWithoutTheId>(
      "cli-asks-without-the-id", "does not address the credential by its id", "DS-28-CLI-01/A2");
  list.add<ForgetsTheFreshness>("cli-forgets-the-freshness",
                                "asks for a resource key without nonce or time",
                                "DS-29-CLI-01/A2");
}

void add_deriving(MutantList& list) {
  list.add<ExtractsTheMasterAgain>(
      "cli-extracts-again", "applies a hash to the provisioned master", "DS-02-CLI-01/A2");
  list.add<TakesConfForAuth>(
      "cli-takes-conf-for-auth", "verifies with data_conf", "DS-03-CLI-01/A2");
  list.add<TakesAuthForConf>(
      "cli-takes-auth-for-conf", "decrypts with data_auth", "DS-04-CLI-01/A2");
  list.add<TakesTheOtherAeadKey>("cli-takes-the-other-aead-key",
                                 "uses data_auth where one key serves an AEAD algorithm",
                                 "DS-05-CLI-01/A2");
  list.add<ConfusesResourceKinds<ResourceKind::container>>(
      "cli-derives-containers-as-instances",
      "uses the formula of an instance for a container",
      "DS-08-CLI-01/A2");
  list.add<ConfusesResourceKinds<ResourceKind::content_instance>>(
      "cli-derives-instances-as-containers",
      "uses the formula of a container for an instance",
      "DS-09-CLI-01/A2");
  list.add<DerivesFromResourceKeys>("cli-derives-from-resource-keys",
                                    "derives once more from a key that is final",
                                    "DS-18-CLI-01/A2");
  list.add<DerivesFromResourceKeys>("cli-misuses-resource-specific-credentials",
                                    "takes a resource-specific credential for a data key",
                                    "DS-29-CLI-01/A3");
  list.add<IgnoresTheTagsScope>("cli-ignores-the-tags-scope",
                                "verifies with data_auth where the tag has a key of a container",
                                "DS-24-CLI-01/A2");
}

void add_finding(MutantList& list) {
  list.add<ReadsCompactOnly>(
      "cli-reads-compact-only", "does not read JSON serialization", "DS-12-CLI-01/A2");
  list.add<FindsNothing<in_children>>(
      "cli-knows-no-children", "does not read the child-resource form", "DS-20-CLI-01/A2");
  list.add<FindsNothing<in_system_resource>>(
      "cli-opens-instances-only", "does not open a protected <mgmtObj>", "DS-23-CLI-01/A2");
  list.add<FindsNothing<beside_the_params>>("cli-looks-in-the-params-only",
                                            "does not find a Credential-Id in a child of its own",
                                            "DS-26-CLI-01/A2");
}

}  // namespace

void add_cli_mutants(std::vector<Mutant>& out) {
  MutantList list{out, Role::ae_cli};
  add_careless(list);
  add_deriving(list);
  add_finding(list);
}

}  // namespace plumbline::harness
