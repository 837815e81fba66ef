// AEs that initiate ESCertKE, each with one fault.

#include "plumbline/entities/ae/ae_policy.hpp"
#include "plumbline/escertke/initiator_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "library/certificate_faults.hpp"
#include "library/escertke_faults.hpp"
#include "library/lists.hpp"
#include "library/mutant_of.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {
namespace {

using channel::TlsEndpoint;
using escertke::InitiatorPolicy;
using onem2m::RequestPrimitive;

/// The reference AE with other decisions about keys by certificates.
class Initiates final : public entities::AePolicy {
 public:
  using Policies = std::function<std::unique_ptr<InitiatorPolicy>()>;

  explicit Initiates(Policies policies) : policies_(std::move(policies)) {}

 private:
  [[nodiscard]] std::unique_ptr<InitiatorPolicy> escertke_policy() override { return policies_(); }

  Policies policies_;
};

class MarksOtherwise : public InitiatorPolicy {
  void prepare(RequestPrimitive& request) const override {
    (*request.content)["m2m:seci"]["sit"] = 5;
  }
};

/// Names a key that has another id.
class NamesAnotherKey : public InitiatorPolicy {
  [[nodiscard]] Result<keys::ExportedKey> export_key(const TlsEndpoint& endpoint) const override {
    PLUMBLINE_TRY(auto made, InitiatorPolicy::export_key(endpoint));
    made.id.back() = made.id.back() == '0' ? '1' : '0';
    return made;
  }
};

/// Tells the TEF of a key while it makes one.
class InvolvesTheTef final : public RunningAe {
 public:
  explicit InvolvesTheTef(std::unique_ptr<RunningAe> behind) : behind_(std::move(behind)) {}

  void command(const UpperTesterCommand& command,
               milliseconds deadline,
               UpperTesterCallback done) override {
    if (command.command != "e2e.establish") {
      behind_->command(command, deadline, std::move(done));
      return;
    }
    const UpperTesterCommand aside{.command = "e2e.host",
                                   .argument = {{"container", "aside"}, {"payload", "aside"}}};
    behind_->command(aside,
                     deadline,
                     [this, command, deadline, done = std::move(done)](
                         const Result<UpperTesterAnswer>& /*answer*/) mutable {
                       behind_->command(command, deadline, std::move(done));
                     });
  }

 private:
  std::unique_ptr<RunningAe> behind_;
};

template <typename Policy>
SlotFault initiating_as() {
  return {.ae_policy = [] {
    return std::make_unique<Initiates>([] { return std::make_unique<Policy>(); });
  }};
}

}  // namespace

void add_escertke_initiator_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::ae_src, "src-escertke-"};
  list.add("marks-otherwise",
           "sends Security Info of another type",
           "CKE-01-SRC-01/A1",
           initiating_as<MarksOtherwise>());
  list.add("names-another-key",
           "has another id for the key",
           "CKE-01-SRC-01/A3",
           initiating_as<NamesAnotherKey>());
  list.add("exports-otherwise",
           "exports the key under another label",
           "CKE-01-SRC-01/A3",
           initiating_as<ExportsUnderAnotherLabel<InitiatorPolicy>>());
  list.add("involves-the-tef",
           "turns to the TEF while it makes a key",
           "CKE-01-SRC-01/A4",
           {.ae = [](std::unique_ptr<RunningAe> behind) {
             return std::make_unique<InvolvesTheTef>(std::move(behind));
           }});
  list.add("ignores-time",
           "takes a certificate that has expired",
           "CKE-02-SRC-01/A2",
           initiating_as<IgnoresTime<InitiatorPolicy, escertke::PeerProof>>(),
           "expired");
  list.add("trusts-any-issuer",
           "does not look who issued a certificate",
           "CKE-02-SRC-01/A2",
           initiating_as<TrustsAnyIssuer<InitiatorPolicy, escertke::PeerProof>>(),
           "foreign");
  list.add("trusts-any-name",
           "does not look whom a certificate names",
           "CKE-02-SRC-01/A3",
           initiating_as<TrustsAnyName<InitiatorPolicy, escertke::PeerProof>>(),
           "misnamed");
  list.add("takes-half-made-keys",
           "has a key before TLS has verified anything",
           "CKE-05-SRC-01/A2",
           initiating_as<TakesHalfMadeKeys<InitiatorPolicy>>(),
           "changed");
  list.add("lets-any-message-pass",
           "takes TLS messages too few",
           "CKE-08-SRC-01/A2",
           initiating_as<LetsAnyMessagePass<InitiatorPolicy>>(),
           "missing");
}

}  // namespace plumbline::harness
