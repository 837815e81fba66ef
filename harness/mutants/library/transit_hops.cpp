// Transit CSEs that associate with the wrong neighbours, or in the wrong way, and that let the
// wrong ones speak.

#include "library/lists.hpp"
#include "library/transit_fault.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::harness {
namespace {

using entities::CseConfiguration;
using entities::CsePolicy;
using entities::Forward;
using onem2m::Association;
using onem2m::PeerProof;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

class SendsInClear final : public CsePolicy {
 public:
  bool allows_hop(std::string_view /*point_of_access*/,
                  const Association& /*association*/,
                  const CseConfiguration& /*configuration*/) const override {
    return true;
  }
};

/// Compares From with the association as if every peer were an AE.
class KnowsNoNeighbours final : public CsePolicy {
 public:
  bool authenticates(std::string_view from,
                     const Association& association,
                     const CseConfiguration& configuration) const override {
    return onem2m::absolute_id(from, configuration.identity) ==
           entities::entity_behind(association, configuration);
  }
};

/// Lets a neighbouring CSE speak for everybody, also for what is registered here.
class TrustsNeighbours final : public CsePolicy {
 public:
  bool authenticates(std::string_view from,
                     const Association& association,
                     const CseConfiguration& configuration) const override {
    const std::string entity = entities::entity_behind(association, configuration);
    return entity.ends_with("/cse-b") || CsePolicy::authenticates(from, association, configuration);
  }
};

class TrustsEverybody final : public CsePolicy {
 public:
  bool authenticates(std::string_view /*from*/,
                     const Association& /*association*/,
                     const CseConfiguration& /*configuration*/) const override {
    return true;
  }
};

bool registers_a_cse(const RequestPrimitive& request) {
  return request.content && request.content->contains("m2m:csr");
}

/// As if the association were one with whoever From names.
void believe(const RequestPrimitive& request, Association& association) {
  association.secured = true;
  association.proof = PeerProof::broker;
  association.peer = request.from;
}

SlotFault registering_anybody() {
  return {.wrap = passage({.request = [](RequestPrimitive& request, Association& association) {
            if (registers_a_cse(request)) {
              believe(request, association);
            }
          }})};
}

/// Registers a CSE in another's name, and says that it did not.
SlotFault registering_what_it_refuses() {
  SlotFault fault = registering_anybody();
  fault.wrap = [inner = fault.wrap](std::unique_ptr<entities::Server> cse) {
    return passage({.answer = [](const RequestPrimitive& request, ResponsePrimitive& response) {
      if (registers_a_cse(request) && request.from == "/cse-c") {
        response = onem2m::respond(request, Status::originator_not_authenticated);
      }
    }})(inner(std::move(cse)));
  };
  return fault;
}

SlotFault answering_registrations(Status instead_of) {
  return {.wrap = passage({.answer = [instead_of](const RequestPrimitive& request,
                                                  ResponsePrimitive& response) {
            if (registers_a_cse(request) && response.status == instead_of) {
              response.status = Status::created;
            }
          }})};
}

SlotFault taking_unauthenticated_neighbours() {
  SlotFault fault;
  fault.wrap = passage({.request = [](RequestPrimitive& request, Association& association) {
    if (registers_a_cse(request) && association.proof == PeerProof::none) {
      believe(request, association);
    }
  }});
  fault.listen = [](ListenOptions& listen) {
    if (listen.tls) {
      listen.tls->require_client_authentication = false;
    }
  };
  return fault;
}

SlotFault knowing_keys_only() {
  return {.listen = [](ListenOptions& listen) {
    if (listen.tls) {
      listen.tls->client_identities = {crypto::IdentityKind::ae_id};
    }
  }};
}

/// Sends on what an AE says in the client's name, and answers that it did not.
std::unique_ptr<entities::Server> sending_in_anothers_name(std::unique_ptr<entities::Server> cse) {
  auto foreign = std::make_shared<std::string>();
  PassageFault fault;
  fault.request = [foreign](RequestPrimitive& request, Association& /*association*/) {
    if (request.from == "Cclient") {
      *foreign = request.request_id;
    }
  };
  fault.returning = [foreign](const Forward& forward, ResponsePrimitive& response) {
    if (forward.request.request_id == *foreign) {
      response = onem2m::respond(forward.request, Status::originator_not_authenticated);
    }
  };
  return std::make_unique<Passage>(std::move(cse), std::move(fault));
}

/// Sends everything to the neighbour that it sent to first.
std::unique_ptr<entities::Server> knowing_one_neighbour(std::unique_ptr<entities::Server> cse) {
  auto first = std::make_shared<std::optional<entities::NextHop>>();
  PassageFault fault;
  fault.forward = [first](Forward& forward) {
    if (!*first) {
      *first = forward.hop;
    }
    forward.hop = **first;
  };
  return std::make_unique<Passage>(std::move(cse), std::move(fault));
}

/// Reaches no neighbour that needs a certificate.
class ReachesByKeyOnly final : public HopClient {
 public:
  using HopClient::HopClient;

  void exchange(const RequestPrimitive& request,
                milliseconds deadline,
                ExchangeCallback done) override {
    if (request.to.starts_with("/cse-c/")) {
      done(fail(Errc::unreachable, "no key"));
      return;
    }
    HopClient::exchange(request, deadline, std::move(done));
  }
};

void add_associations(std::vector<Mutant>& out) {
  out.push_back(transit_with("transit-knows-keys-only",
                             "refuses the certificates of CSEs",
                             "SAE-01-TCSE-01/A1",
                             knowing_keys_only()));
  out.push_back(transit_with("transit-takes-unauthenticated-neighbours",
                             "registers a CSE that did not authenticate",
                             "SAE-01-TCSE-01/A2",
                             taking_unauthenticated_neighbours()));
  out.push_back(transit_with("transit-prefers-the-first-point-of-access",
                             "sends on in clear where a secured point of access is there, too",
                             "SAE-01-TCSE-01/A3",
                             with_transit_policy<SendsInClear>()));
  out.push_back(transit_with("transit-says-ok-for-weak-hops",
                             "answers 2000 where it refuses to send in clear",
                             "SD-05-TCSE-01/A2",
                             saying_ok_for(Status::security_association_required)));
  out.push_back(transit_with("transit-sends-in-clear",
                             "sends on in clear where there is no secured point of access",
                             "SD-05-TCSE-01/A3",
                             with_transit_policy<SendsInClear>()));
  out.push_back(transit_with("transit-reaches-by-key-only",
                             "uses no certificate as a client",
                             "SD-08-TCSE-01/A2",
                             with_hop<ReachesByKeyOnly>()));
  out.push_back(transit_with("transit-knows-one-neighbour",
                             "sends everything to the first neighbour",
                             "SD-08-TCSE-01/A3",
                             {.wrap = knowing_one_neighbour}));
}

void add_identities(std::vector<Mutant>& out) {
  out.push_back(transit_with("transit-says-it-registered-another",
                             "answers 2001 to the registration of another CSE",
                             "SAE-02-TCSE-01/A2",
                             answering_registrations(Status::originator_not_authenticated)));
  out.push_back(transit_with("transit-registers-anybody",
                             "lets a CSE register in another CSE's name",
                             "SAE-02-TCSE-01/A2",
                             registering_anybody()));
  out.push_back(transit_with("transit-registers-what-it-refuses",
                             "refuses a registration in another CSE's name, and keeps it",
                             "SAE-02-TCSE-01/A3",
                             registering_what_it_refuses()));
  out.push_back(transit_with("transit-knows-no-neighbours",
                             "lets nobody speak for an entity behind it",
                             "SAE-02-TCSE-02/A1",
                             with_transit_policy<KnowsNoNeighbours>()));
  out.push_back(transit_with("transit-trusts-neighbours",
                             "lets a neighbour speak for the AEs registered here",
                             "SAE-02-TCSE-02/A2",
                             with_transit_policy<TrustsNeighbours>()));
  out.push_back(transit_with("transit-trusts-everybody",
                             "compares From with nothing",
                             "SAE-02-TCSE-02/A3",
                             with_transit_policy<TrustsEverybody>()));
  out.push_back(transit_with("transit-sends-in-anothers-name",
                             "answers 4106 and sends the request on all the same",
                             "SAE-02-TCSE-02/A4",
                             {.cse_policy = [] { return std::make_unique<TrustsEverybody>(); },
                              .wrap = sending_in_anothers_name}));
}

}  // namespace

void add_transit_hops_mutants(std::vector<Mutant>& out) {
  add_associations(out);
  add_identities(out);
}

}  // namespace plumbline::harness
