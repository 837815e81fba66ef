// TEFs that do not check a registration, or drop parts of it.

#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/tef_mutant.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using entities::CredentialRecord;
using entities::CredentialStore;
using entities::TefConfiguration;
using entities::TefPolicy;

class LetsEverybodyRegister final : public TefPolicy {
 public:
  bool permits_registration(std::string_view /*requester*/,
                            const TefConfiguration& /*configuration*/) override {
    return true;
  }
};

class ChecksNoParameters final : public TefPolicy {
 public:
  Result<void> check_parameters(const CredentialRecord& /*record*/) override { return success(); }
};

class DropsThePolicy final : public TefPolicy {
 public:
  Result<void> keep(CredentialStore& store, CredentialRecord& record) override {
    record.targets = {record.source};
    return store.put(record);
  }
};

class IgnoresTheLifetime final : public TefPolicy {
 public:
  Result<TimePoint> expiry_for(std::optional<TimePoint> /*requested*/,
                               TimePoint now,
                               const TefConfiguration& configuration) override {
    return now + configuration.default_lifetime;
  }
};

class TellsNoAlgorithms final : public TefPolicy {
 public:
  Json usage_information(const CredentialRecord& record) override {
    Json usage = TefPolicy::usage_information(record);
    usage.erase("alg");
    usage.erase("enc");
    return usage;
  }
};

class DropsParameters final : public TefPolicy {
 public:
  Result<void> keep(CredentialStore& store, CredentialRecord& record) override {
    record.parameters.salt.reset();
    record.parameters.nonce.reset();
    return store.put(record);
  }
};

// Takes the last two labels of a name for the whole: "another.tef.example" for "tef.example".
FrontHandler registers_for_other_tefs() {
  return [](entities::Server& tef,
            const onem2m::RequestPrimitive& request,
            const onem2m::Association& association) {
    onem2m::RequestPrimitive renamed = request;
    if (request.operation == onem2m::Operation::create) {
      Json& name = renamed.content->at("sec:skr").at("fq");
      const std::string text = name.get<std::string>();
      const std::size_t last = text.rfind('.');
      const std::size_t dot = last == 0 ? std::string::npos : text.rfind('.', last - 1);
      name = dot == std::string::npos ? text : text.substr(dot + 1);
    }
    return tef.handle(renamed, association);
  };
}

}  // namespace

void add_tef_checks_mutants(std::vector<Mutant>& out) {
  out.push_back(tef_that<LetsEverybodyRegister>(
      "tef-lets-everybody-register", "registers for whoever authenticates", "DS-14-TEF-01/A2"));
  out.push_back(tef_with("tef-registers-for-other-tefs",
                         "takes Credential-Ids of TEFs below its own name for its own",
                         "DS-14-TEF-02/A2",
                         {.wrap = front(registers_for_other_tefs())}));
  out.push_back(tef_that<ChecksNoParameters>(
      "tef-checks-no-parameters", "registers any CryptoParams", "DS-14-TEF-03/A2"));
  out.push_back(tef_that<DropsThePolicy>("tef-drops-the-policy",
                                         "registers every credential for its source alone",
                                         "DS-14-TEF-04/A2"));
  out.push_back(tef_that<IgnoresTheLifetime>(
      "tef-ignores-lifetime", "gives every credential a day", "DS-19-TEF-01/A3"));
  out.push_back(tef_that<TellsNoAlgorithms>(
      "tef-tells-no-algorithms", "serves credentials without their algorithms", "DS-21-TEF-01/A2"));
  out.push_back(tef_that<DropsParameters>(
      "tef-drops-parameters", "keeps neither Salt nor Nonce of a registration", "DS-30-TEF-01/A2"));
}

}  // namespace plumbline::harness
