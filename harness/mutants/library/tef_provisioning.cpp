// TEFs that hand out the keys of resources, or of a depth, wrongly.

#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/lists.hpp"
#include "library/tef_mutant.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using data_at_rest::Level;
using data_at_rest::Use;
using entities::CredentialRecord;
using entities::ResourceSelector;
using entities::TefPolicy;
using entities::TefResourceKeyInput;
using keys::ResourceKind;

class UsesTheConfidentialityLabel final : public TefPolicy {
 public:
  Result<crypto::SecretBytes> derive_resource_key(const TefResourceKeyInput& input) override {
    return TefPolicy::derive_resource_key({.use = Use::confidentiality, .formula = input.formula});
  }
};

class SwapsNameAndNonce final : public TefPolicy {
 public:
  Result<crypto::SecretBytes> derive_resource_key(const TefResourceKeyInput& input) override {
    TefResourceKeyInput swapped = input;
    if (input.use != Use::authenticity && input.formula.kind == ResourceKind::container) {
      swapped.formula.container_name = as_text(input.formula.freshness);
      swapped.formula.freshness = as_bytes(input.formula.container_name);
    }
    return TefPolicy::derive_resource_key(swapped);
  }
};

class NamesNoContainerOfInstances final : public TefPolicy {
 public:
  Result<crypto::SecretBytes> derive_resource_key(const TefResourceKeyInput& input) override {
    TefResourceKeyInput renamed = input;
    if (input.formula.kind == ResourceKind::content_instance) {
      renamed.formula.container_name = "ContentInstance";
    }
    return TefPolicy::derive_resource_key(renamed);
  }
};

class TakesInstancesForContainers final : public TefPolicy {
 public:
  Result<crypto::SecretBytes> derive_resource_key(const TefResourceKeyInput& input) override {
    TefResourceKeyInput renamed = input;
    renamed.formula.kind = ResourceKind::container;
    return TefPolicy::derive_resource_key(renamed);
  }
};

class CutsNonces final : public TefPolicy {
 public:
  Result<Bytes> freshness_for(const CredentialRecord& record,
                              const ResourceSelector& selector) override {
    PLUMBLINE_TRY(auto octets, TefPolicy::freshness_for(record, selector));
    octets.pop_back();
    return octets;
  }
};

class NeedsNoNonce final : public TefPolicy {
 public:
  Result<Bytes> freshness_for(const CredentialRecord& record,
                              const ResourceSelector& selector) override {
    auto octets = TefPolicy::freshness_for(record, selector);
    return octets ? std::move(octets) : Result<Bytes>{Bytes(16, 0)};
  }
};

class ForgetsTheRegisteredNonce final : public TefPolicy {
 public:
  Result<Bytes> freshness_for(const CredentialRecord& record,
                              const ResourceSelector& selector) override {
    CredentialRecord forgetful = record.clone();
    forgetful.parameters.nonce.reset();
    forgetful.parameters.ct.reset();
    return TefPolicy::freshness_for(forgetful, selector);
  }
};

class KeepsTheMaster final : public TefPolicy {
 public:
  Result<crypto::SecretBytes> provision(const CredentialRecord& record,
                                        const ResourceSelector& selector) override {
    if (level_of(record) != Level::master) {
      return TefPolicy::provision(record, selector);
    }
    PLUMBLINE_TRY(auto keys, derive_data_keys(hash_of(record), record.key.expose()));
    return std::move(keys.confidentiality);
  }
};

class AddsTheMaster final : public TefPolicy {
 public:
  Json usage_information(const CredentialRecord& record) override {
    Json usage = TefPolicy::usage_information(record);
    if (level_of(record) != Level::master) {
      usage["master"] = to_hex(record.key.expose());
    }
    return usage;
  }
};

}  // namespace

void add_tef_provisioning_mutants(std::vector<Mutant>& out) {
  out.push_back(tef_that<UsesTheConfidentialityLabel>(
      "tef-uses-one-label",
      "derives authenticity keys of resources under the confidentiality label",
      "DS-08-TEF-01/A3"));
  out.push_back(tef_that<SwapsNameAndNonce>(
      "tef-swaps-name-and-nonce",
      "puts the Nonce before the container name when it derives a container's key",
      "DS-08-TEF-01/A4"));
  out.push_back(tef_that<NamesNoContainerOfInstances>(
      "tef-names-no-container",
      "says ContentInstance also in the authenticity label of an instance",
      "DS-09-TEF-01/A3"));
  out.push_back(tef_that<TakesInstancesForContainers>(
      "tef-takes-instances-for-containers",
      "names the container in the confidentiality label of an instance",
      "DS-09-TEF-01/A4"));
  out.push_back(tef_that<CutsNonces>(
      "tef-cuts-nonces", "leaves the last octet of a Nonce out", "DS-17-TEF-01/A2"));
  out.push_back(tef_that<NeedsNoNonce>(
      "tef-needs-no-nonce", "takes zero octets where a Nonce is missing", "DS-29-TEF-01/A2"));
  out.push_back(tef_that<ForgetsTheRegisteredNonce>(
      "tef-forgets-registered-nonce",
      "does not use the Nonce or creation time of the registration",
      "DS-29-TEF-02/A2"));
  out.push_back(tef_that<KeepsTheMaster>("tef-keeps-master",
                                         "hands out data_conf instead of the master",
                                         "DS-18-TEF-01/A2",
                                         "master"));
  out.push_back(tef_that<AddsTheMaster>("tef-adds-master",
                                        "adds the master to the usage information",
                                        "DS-18-TEF-01/A3",
                                        "resource"));
}

}  // namespace plumbline::harness
