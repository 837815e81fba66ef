// AEs that initiate ESCertKE, each with one fault.

#include "plumbline/entities/ae/ae_policy.hpp"
#include "plumbline/escertke/initiator_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

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

class List {
 public:
  explicit List(std::vector<Mutant>& out) : out_(out) {}

  template <typename Policy>
  void add(std::string name,
           std::string description,
           const std::string& target,
           std::string variant = {}) {
    add(std::move(name),
        std::move(description),
        target,
        initiating_as<Policy>(),
        std::move(variant));
  }

  void add(std::string name,
           std::string description,
           const std::string& target,
           SlotFault fault,
           std::string variant = {}) {
    out_.push_back(mutant_of(Role::ae_src,
                             "src-escertke-" + std::move(name),
                             std::move(description),
                             target,
                             std::move(fault),
                             std::move(variant)));
  }

 private:
  std::vector<Mutant>& out_;
};

}  // namespace

void add_escertke_initiator_mutants(std::vector<Mutant>& out) {
  List list{out};
  list.add<MarksOtherwise>(
      "marks-otherwise", "sends Security Info of another type", "CKE-01-SRC-01/A1");
  list.add<NamesAnotherKey>("names-another-key", "has another id for the key", "CKE-01-SRC-01/A3");
  list.add<ExportsUnderAnotherLabel<InitiatorPolicy>>(
      "exports-otherwise", "exports the key under another label", "CKE-01-SRC-01/A3");
  list.add("involves-the-tef",
           "turns to the TEF while it makes a key",
           "CKE-01-SRC-01/A4",
           {.ae = [](std::unique_ptr<RunningAe> behind) {
             return std::make_unique<InvolvesTheTef>(std::move(behind));
           }});
  list.add<IgnoresTime<InitiatorPolicy>>(
      "ignores-time", "takes a certificate that has expired", "CKE-02-SRC-01/A2", "expired");
  list.add<TrustsAnyIssuer<InitiatorPolicy>>(
      "trusts-any-issuer", "does not look who issued a certificate", "CKE-02-SRC-01/A2", "foreign");
  list.add<TrustsAnyName<InitiatorPolicy>>(
      "trusts-any-name", "does not look whom a certificate names", "CKE-02-SRC-01/A3", "misnamed");
  list.add<TakesHalfMadeKeys<InitiatorPolicy>>("takes-half-made-keys",
                                               "has a key before TLS has verified anything",
                                               "CKE-05-SRC-01/A2",
                                               "changed");
  list.add<LetsAnyMessagePass<InitiatorPolicy>>(
      "lets-any-message-pass", "takes TLS messages too few", "CKE-08-SRC-01/A2", "missing");
}

}  // namespace plumbline::harness
