// Hosting CSEs that serve whom they should not.

#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/tef/tef_policy.hpp"

#include "library/front.hpp"
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

using Careless = bool (*)(const onem2m::RequestPrimitive&, const onem2m::Association&);

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

// Takes a request for one of the originator's own, although the peer of its association proved
// nothing, when `careless` says so.
SlotFault trusting(Careless careless) {
  return {.wrap = front([careless, known = std::map<std::string, onem2m::Association>{}](
                            entities::Server& cse,
                            const onem2m::RequestPrimitive& request,
                            const onem2m::Association& association) mutable {
            const auto proven = known.find(request.from);  // with the last association that was
            if (proven != known.end() && careless(request, association)) {
              return cse.handle(request, proven->second);
            }
            onem2m::ResponsePrimitive answer = cse.handle(request, association);
            if (onem2m::is_success(answer.status)) {
              known[request.from] = association;
            }
            return answer;
          })};
}

SlotFault admitting_unauthenticated_peers() {
  SlotFault fault = trusting(unauthenticated);
  fault.listen = admitting_everybody;
  return fault;
}

// Refuses as it should, after it has done what was asked.
SlotFault storing_what_it_refuses() {
  struct Trusted {  // the last one that succeeded
    onem2m::Association association;
    std::string from;
  };

  return {.wrap = front([trusted = Trusted{}](entities::Server& cse,
                                              const onem2m::RequestPrimitive& request,
                                              const onem2m::Association& association) mutable {
            onem2m::ResponsePrimitive answer = cse.handle(request, association);
            const bool refused_instance =
                answer.status == onem2m::Status::originator_has_no_privilege &&
                request.operation == onem2m::Operation::create;
            if (refused_instance && trusted.association.secured) {
              onem2m::RequestPrimitive stored = request;
              stored.from = trusted.from;
              static_cast<void>(cse.handle(stored, trusted.association));
            } else if (onem2m::is_success(answer.status)) {
              trusted = {.association = association, .from = request.from};
            }
            return answer;
          })};
}

// Tells what it should keep to itself, in the text of the refusal.
SlotFault showing_content_in_refusals() {
  return {.wrap = front([last = std::string{}](entities::Server& cse,
                                               const onem2m::RequestPrimitive& request,
                                               const onem2m::Association& association) mutable {
            if (request.operation == onem2m::Operation::create && request.content) {
              last = json_text(*request.content);
            }
            onem2m::ResponsePrimitive answer = cse.handle(request, association);
            if (answer.status == onem2m::Status::originator_has_no_privilege) {
              answer.content = Json{{"m2m:dbg", "no privilege for " + last}};
            }
            return answer;
          })};
}

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
                     storing_what_it_refuses()));
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
                     showing_content_in_refusals()));
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
