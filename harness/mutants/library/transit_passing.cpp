// CSEs that do not leave alone what passes them, or do not deliver it.

#include "plumbline/onem2m/identifier.hpp"

#include "library/lists.hpp"
#include "library/transit_fault.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using entities::CseConfiguration;
using entities::CsePolicy;
using entities::Forward;
using entities::NextHop;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

/// Changes what it sends on.
class ChangesRequests final : public CsePolicy {
 public:
  using Change = void (*)(RequestPrimitive&, const CseConfiguration&);

  explicit ChangesRequests(Change change) : change_(change) {}

  RequestPrimitive outgoing(const RequestPrimitive& request,
                            const NextHop& hop,
                            const CseConfiguration& configuration) const override {
    RequestPrimitive out = CsePolicy::outgoing(request, hop, configuration);
    change_(out, configuration);
    return out;
  }

 private:
  Change change_;
};

/// Changes the answers that it gives back.
class ChangesAnswers final : public CsePolicy {
 public:
  using Change = void (*)(ResponsePrimitive&);

  explicit ChangesAnswers(Change change) : change_(change) {}

  ResponsePrimitive returning(ResponsePrimitive response) const override {
    change_(response);
    return response;
  }

 private:
  Change change_;
};

SlotFault with_requests(ChangesRequests::Change change) {
  return {.cse_policy = [change] { return std::make_unique<ChangesRequests>(change); }};
}

SlotFault with_answers(ChangesAnswers::Change change) {
  return {.cse_policy = [change] { return std::make_unique<ChangesAnswers>(change); }};
}

void strip_content(RequestPrimitive& request, const CseConfiguration& /*configuration*/) {
  if (request.content && request.content->contains("m2m:cin")) {
    request.content->at("m2m:cin").erase("cnf");
  }
}

void drop_parameters(RequestPrimitive& request, const CseConfiguration& /*configuration*/) {
  request.parameters.clear();
}

void speak_for_itself(RequestPrimitive& request, const CseConfiguration& configuration) {
  request.from = configuration.identity.cse_id;
}

void name_itself(RequestPrimitive& request, const CseConfiguration& configuration) {
  request.parameters["gid"] = "seen-by-" + configuration.identity.cse_name;
}

void drop_answered_content(ResponsePrimitive& response) {
  response.content.reset();
}

void flatten_status(ResponsePrimitive& response) {
  response.status = Status::ok;
}

void hide_unreachable_hops(ResponsePrimitive& response) {
  if (response.status == Status::target_not_reachable) {
    response.status = Status::not_found;
  }
}

void comment_on_answers(ResponsePrimitive& response) {
  response.parameters["vsi"] = "carried a protected object";
}

class SendsTwice final : public HopClient {
 public:
  using HopClient::HopClient;

  void exchange(const RequestPrimitive& request,
                milliseconds deadline,
                ExchangeCallback done) override {
    HopClient::exchange(request,
                        deadline,
                        [this, request, deadline, done = std::move(done)](
                            const Result<ResponsePrimitive>& /*first*/) {
                          HopClient::exchange(request, deadline, done);
                        });
  }
};

/// Writes the media type of JSON as another one, wherever it stands.
class GarblesTheMediaType final : public HopClient {
 public:
  using HopClient::HopClient;

  void exchange(const RequestPrimitive& request,
                milliseconds deadline,
                ExchangeCallback done) override {
    constexpr std::string_view kJson = "json";
    Bytes octets = encode(request);
    for (auto at = std::ranges::search(octets, as_bytes(kJson)); !at.empty();
         at = std::ranges::search(octets, as_bytes(kJson))) {
      std::ranges::copy(as_bytes(std::string_view{"text"}), at.begin());
    }
    HopClient::exchange_octets(std::move(octets),
                               RawThen::await_response,
                               deadline,
                               [done = std::move(done)](const Result<Bytes>& /*answer*/) {
                                 done(fail(Errc::malformed, "not understood"));
                               });
  }
};

SlotFault knowing_one_point_of_access() {
  return {.wrap = passage(
              {.forward = [](Forward& forward) { forward.hop.points_of_access.resize(1); }})};
}

SlotFault waiting_for_ever() {
  return {.wrap = passage({.forward = [](Forward& forward) { forward.expires.reset(); }})};
}

void forget_expiry(RequestPrimitive& request, onem2m::Association& /*association*/) {
  request.parameters.erase("rqet");
}

SlotFault serving_the_expired() {
  return {.wrap = passage({.request = forget_expiry})};
}

/// Sends on what it says has expired.
std::unique_ptr<entities::Server> sending_the_expired_on(std::unique_ptr<entities::Server> cse) {
  auto expired = std::make_shared<std::string>();
  PassageFault fault;
  fault.request = [expired](RequestPrimitive& request, onem2m::Association& association) {
    if (request.parameters.contains("rqet")) {
      *expired = request.request_id;
      forget_expiry(request, association);
    }
  };
  fault.returning = [expired](const Forward& forward, ResponsePrimitive& response) {
    if (forward.request.request_id == *expired) {
      response = onem2m::respond(forward.request, Status::request_timeout);
    }
  };
  return std::make_unique<Passage>(std::move(cse), std::move(fault));
}

/// Forgets over which hop a CSE's request came.
SlotFault seeing_no_loops() {
  return {.wrap =
              passage({.request = [](RequestPrimitive& request, onem2m::Association& association) {
                if (request.from.starts_with("/cse-b/")) {
                  association.proof = onem2m::PeerProof::broker;
                  association.peer = "/cse-z";
                }
              }})};
}

/// Asks the next hop for the credential that a protected object names.
class AsksForTheCredential final : public HopClient {
 public:
  using HopClient::HopClient;

  void exchange(const RequestPrimitive& request,
                milliseconds deadline,
                ExchangeCallback done) override {
    RequestPrimitive question;
    question.to = request.to.substr(0, request.to.find('/', 1)) + "/-/credential";
    question.from = request.from;
    question.request_id = request.request_id + "-credential";
    HopClient::exchange(question,
                        deadline,
                        [this, request, deadline, done = std::move(done)](
                            const Result<ResponsePrimitive>& /*answer*/) {
                          HopClient::exchange(request, deadline, done);
                        });
  }
};

void add_rewriting(std::vector<Mutant>& out) {
  out.push_back(transit_with("transit-sends-twice",
                             "sends each request twice",
                             "MA-08-TCSE-01/A2",
                             with_hop<SendsTwice>()));
  out.push_back(transit_with("transit-strips-content",
                             "takes the mark of protection off what passes",
                             "MA-08-TCSE-01/A3",
                             with_requests(strip_content)));
  out.push_back(transit_with("transit-drops-parameters",
                             "sends on the parameters that it knows how to use, which are none",
                             "MA-08-TCSE-01/A4",
                             with_requests(drop_parameters)));
  out.push_back(transit_with("transit-changes-from",
                             "sends requests on in its own name",
                             "MA-08-TCSE-01/A5",
                             with_requests(speak_for_itself)));
  out.push_back(transit_with("transit-flattens-status",
                             "answers 2000 whenever the next hop answers",
                             "MA-08-TCSE-02/A3",
                             with_answers(flatten_status),
                             "refusal-http"));
  out.push_back(transit_with("transit-drops-answered-content",
                             "gives back the status of an answer without its content",
                             "MA-08-TCSE-02/A4",
                             with_answers(drop_answered_content)));
  out.push_back(transit_with("transit-garbles-the-media-type",
                             "marks the content that it sends on as something else than JSON",
                             "ESD-12-TCSE-01/A2",
                             with_hop<GarblesTheMediaType>()));
  out.push_back(transit_with("transit-names-itself",
                             "adds a parameter of its own to what passes",
                             "THR-02-TCSE-01/A2",
                             with_requests(name_itself)));
  out.push_back(transit_with("transit-comments-on-answers",
                             "tells the originator what it saw pass",
                             "THR-02-TCSE-01/A3",
                             with_answers(comment_on_answers)));
  out.push_back(transit_with("transit-asks-for-the-credential",
                             "asks for the credential of what it carries",
                             "EC-03-TCSE-01/A2",
                             with_hop<AsksForTheCredential>()));
}

void add_undelivered(std::vector<Mutant>& out) {
  out.push_back(transit_with("transit-knows-one-point-of-access",
                             "tries the first point of access only",
                             "MA-08-TCSE-03/A2",
                             knowing_one_point_of_access()));
  out.push_back(transit_with("transit-hides-unreachable-hops",
                             "answers 4004 for a neighbour that it cannot reach",
                             "MA-08-TCSE-03/A3",
                             with_answers(hide_unreachable_hops)));
  out.push_back(transit_with("transit-waits-for-ever",
                             "forgets when a request that it sent on expires",
                             "MA-08-TCSE-04/A2",
                             waiting_for_ever()));
  out.push_back(transit_with("transit-serves-the-expired",
                             "takes no notice of Request Expiration Timestamps",
                             "MA-08-TCSE-04/A3",
                             serving_the_expired()));
  out.push_back(transit_with("transit-sends-the-expired-on",
                             "answers 4008 and sends the request on all the same",
                             "MA-08-TCSE-04/A4",
                             {.wrap = sending_the_expired_on}));
  out.push_back(transit_with("transit-says-ok-to-loops",
                             "answers 2000 to a request whose way leads back",
                             "MA-08-TCSE-05/A2",
                             saying_ok_for(Status::target_not_reachable)));
  out.push_back(transit_with("transit-sees-no-loops",
                             "sends a request back to where it came from",
                             "MA-08-TCSE-05/A3",
                             seeing_no_loops()));
}

bool leads_to_ae(const Forward& forward) {
  return onem2m::sp_relative_id(forward.hop.entity).find('/', 1) != std::string::npos;
}

SlotFault bringing_nothing_to_aes() {
  return {.wrap = passage({.forward = [](Forward& forward) {
            if (leads_to_ae(forward)) {
              forward.hop.points_of_access.clear();
            }
          }})};
}

SlotFault emptying_what_aes_get() {
  return {.wrap = passage({.forward = [](Forward& forward) {
            auto& content = forward.request.content;
            if (leads_to_ae(forward) && content && content->contains("m2m:seci")) {
              content->at("m2m:seci").erase("epo");
            }
          }})};
}

SlotFault answering_for_aes() {
  return {.wrap = passage({.returning = [](const Forward& forward, ResponsePrimitive& response) {
            if (leads_to_ae(forward)) {
              response.content.reset();
            }
          }})};
}

// What they bring to the AEs that are registered there.
void add_to_ae(std::vector<Mutant>& out) {
  out.push_back(transit_with("transit-brings-nothing-to-aes",
                             "sends on to other CSEs, but to no AE of its own",
                             "MA-08-TCSE-06/A2",
                             bringing_nothing_to_aes()));
  out.push_back(transit_with("transit-empties-what-aes-get",
                             "takes the protected object out of notifications to its AEs",
                             "MA-08-TCSE-06/A3",
                             emptying_what_aes_get()));
  out.push_back(transit_with("transit-answers-for-aes",
                             "gives back the status of its AE's answer without the content",
                             "MA-08-TCSE-06/A4",
                             answering_for_aes()));
}

}  // namespace

void add_transit_passing_mutants(std::vector<Mutant>& out) {
  add_rewriting(out);
  add_undelivered(out);
  add_to_ae(out);
}

}  // namespace plumbline::harness
