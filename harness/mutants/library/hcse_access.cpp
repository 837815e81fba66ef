// Hosting CSEs that serve whom they should not.

#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/lists.hpp"
#include "library/mutant_of.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using entities::Access;
using entities::AccessRequest;
using entities::CseConfiguration;
using entities::CsePolicy;
using entities::ResourceTree;

class LetsEverybodyHost final : public CsePolicy {
 public:
  bool permits(const AccessRequest& request,
               const ResourceTree& tree,
               const CseConfiguration& configuration) const override {
    return request.operation == Access::create || CsePolicy::permits(request, tree, configuration);
  }
};

class LetsEverybodyRead final : public CsePolicy {
 public:
  bool permits(const AccessRequest& request,
               const ResourceTree& tree,
               const CseConfiguration& configuration) const override {
    return request.operation == Access::retrieve ||
           CsePolicy::permits(request, tree, configuration);
  }
};

// Takes the right to read for the right to do anything.
class ConfusesRights final : public CsePolicy {
 public:
  bool permits(const AccessRequest& request,
               const ResourceTree& tree,
               const CseConfiguration& configuration) const override {
    AccessRequest reading = request;
    reading.operation = Access::retrieve;
    return CsePolicy::permits(request, tree, configuration) ||
           CsePolicy::permits(reading, tree, configuration);
  }
};

// Takes a request for one of the originator's own, although the peer of its association proved
// nothing, when `careless` says so.
class TrustsFrom final : public entities::Server {
 public:
  using Careless = bool (*)(const onem2m::RequestPrimitive&, const onem2m::Association&);

  TrustsFrom(std::unique_ptr<entities::Server> cse, Careless careless)
      : cse_(std::move(cse)),
        careless_(careless) {}

  onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                   const onem2m::Association& association) override {
    const auto known = known_.find(request.from);
    if (known != known_.end() && careless_(request, association)) {
      return cse_->handle(request, known->second);
    }
    onem2m::ResponsePrimitive answer = cse_->handle(request, association);
    if (onem2m::is_success(answer.status)) {
      known_[request.from] = association;
    }
    return answer;
  }

 private:
  std::unique_ptr<entities::Server> cse_;
  Careless careless_;
  std::map<std::string, onem2m::Association> known_;  ///< last proven association of an originator
};

bool plain_create(const onem2m::RequestPrimitive& request, const onem2m::Association& association) {
  return !association.secured && request.operation == onem2m::Operation::create;
}

bool plain_retrieve(const onem2m::RequestPrimitive& request,
                    const onem2m::Association& association) {
  return !association.secured && request.operation == onem2m::Operation::retrieve;
}

bool unauthenticated(const onem2m::RequestPrimitive& /*request*/,
                     const onem2m::Association& association) {
  return association.secured && association.proof == onem2m::PeerProof::none;
}

SlotFault trusting(TrustsFrom::Careless careless) {
  return {.wrap = [careless](std::unique_ptr<entities::Server> cse) {
    return std::make_unique<TrustsFrom>(std::move(cse), careless);
  }};
}

SlotFault admitting_unauthenticated_peers() {
  SlotFault fault = trusting(unauthenticated);
  fault.listen = admitting_everybody;
  return fault;
}

// Refuses as it should, after it has done what was asked.
class StoresWhatItRefuses final : public entities::Server {
 public:
  explicit StoresWhatItRefuses(std::unique_ptr<entities::Server> cse) : cse_(std::move(cse)) {}

  onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                   const onem2m::Association& association) override {
    onem2m::ResponsePrimitive answer = cse_->handle(request, association);
    const bool refused_instance = answer.status == onem2m::Status::originator_has_no_privilege &&
                                  request.operation == onem2m::Operation::create;
    if (refused_instance && trusted_.secured) {
      onem2m::RequestPrimitive stored = request;
      stored.from = trusted_from_;
      static_cast<void>(cse_->handle(stored, trusted_));
    } else if (onem2m::is_success(answer.status)) {
      trusted_ = association;
      trusted_from_ = request.from;
    }
    return answer;
  }

 private:
  std::unique_ptr<entities::Server> cse_;
  onem2m::Association trusted_;  ///< of the last one that succeeded
  std::string trusted_from_;
};

// Tells what it should keep to itself, in the text of the refusal.
class ShowsContentInRefusals final : public entities::Server {
 public:
  explicit ShowsContentInRefusals(std::unique_ptr<entities::Server> cse) : cse_(std::move(cse)) {}

  onem2m::ResponsePrimitive handle(const onem2m::RequestPrimitive& request,
                                   const onem2m::Association& association) override {
    if (request.operation == onem2m::Operation::create && request.content) {
      last_ = json_text(*request.content);
    }
    onem2m::ResponsePrimitive answer = cse_->handle(request, association);
    if (answer.status == onem2m::Status::originator_has_no_privilege) {
      answer.content = Json{{"m2m:dbg", "no privilege for " + last_}};
    }
    return answer;
  }

 private:
  std::unique_ptr<entities::Server> cse_;
  std::string last_;
};

class CoLocatedTefServesEverybody final : public entities::TefPolicy {
 public:
  bool permits_retrieval(const entities::CredentialRecord& /*record*/,
                         std::string_view /*requester*/) override {
    return true;
  }
};

template <typename Policy>
SlotFault with_policy() {
  return {.cse_policy = [] { return std::make_unique<Policy>(); }};
}

template <typename Wrapper>
SlotFault wrapped_in() {
  return {.wrap = [](std::unique_ptr<entities::Server> cse) {
    return std::make_unique<Wrapper>(std::move(cse));
  }};
}

Mutant hcse(std::string name, std::string description, const std::string& target, SlotFault fault) {
  return mutant_of(Role::hcse, std::move(name), std::move(description), target, std::move(fault));
}

}  // namespace

void add_hcse_access_mutants(std::vector<Mutant>& out) {
  out.push_back(hcse("hcse-lets-everybody-host",
                     "creates resources for originators without the privilege",
                     "AR-10-HCSE-01/A2",
                     with_policy<LetsEverybodyHost>()));
  out.push_back(hcse("hcse-stores-what-it-refuses",
                     "answers 4103 and stores the instance all the same",
                     "AR-10-HCSE-01/A3",
                     wrapped_in<StoresWhatItRefuses>()));
  out.push_back(hcse("hcse-takes-reading-for-creating",
                     "lets those create who may only retrieve",
                     "AR-10-HCSE-01/A4",
                     with_policy<ConfusesRights>()));
  out.push_back(hcse("hcse-lets-everybody-read",
                     "gives hosted data to clients without the privilege",
                     "AR-12-HCSE-01/A2",
                     with_policy<LetsEverybodyRead>()));
  out.push_back(hcse("hcse-shows-content-in-refusals",
                     "repeats hosted content in the text of a refusal",
                     "AR-12-HCSE-01/A3",
                     wrapped_in<ShowsContentInRefusals>()));
  out.push_back(hcse("hcse-ignores-the-originators-policy",
                     "answers every retrieval, whatever policy the originator gave",
                     "DS-27-HCSE-01/A2",
                     with_policy<LetsEverybodyRead>()));
  out.push_back(hcse("hcse-hosts-without-tls",
                     "takes From at its word in a CREATE outside a security association",
                     "AR-17-HCSE-01/A3",
                     trusting(plain_create)));
  out.push_back(hcse("hcse-answers-without-tls",
                     "takes From at its word in a RETRIEVE outside a security association",
                     "AR-17-HCSE-01/A4",
                     trusting(plain_retrieve)));
  out.push_back(hcse("hcse-takes-unauthenticated-peers",
                     "lets a TLS client without credential speak for anybody",
                     "AR-17-HCSE-01/A5",
                     admitting_unauthenticated_peers()));
  out.push_back(
      hcse("hcse-co-located-tef-serves-everybody",
           "its TEF hands a credential to every client that authenticates",
           "AR-16-HCSE-01/A2",
           {.tef_policy = [] { return std::make_unique<CoLocatedTefServesEverybody>(); }}));
}

}  // namespace plumbline::harness
