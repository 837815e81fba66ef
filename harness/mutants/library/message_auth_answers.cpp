// CSEs that perform authenticated requests, or protect their answers, otherwise than they should.

#include "plumbline/entities/entity.hpp"
#include "plumbline/message_auth/end_point.hpp"

#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/message_auth_faults.hpp"
#include "library/message_auth_receiver.hpp"

#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using message_auth::OpenedMessage;
using message_auth::VerifierPolicy;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

/// Answers messages that it took without any content.
SlotFault answering_in_clear() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            ResponsePrimitive response = cse.handle(request, association);
            if (message_auth::is_protected(request)) {
              response.content.reset();
            }
            return response;
          })};
}

class LosesTheContent final : public VerifierPolicy {
  [[nodiscard]] Result<RequestPrimitive> read_request(const OpenedMessage& message) const override {
    PLUMBLINE_TRY(RequestPrimitive request, VerifierPolicy::read_request(message));
    request.content.reset();
    return request;
  }
};

class AnswersUnderAnotherId final : public VerifierPolicy {
  [[nodiscard]] Result<RequestPrimitive> read_request(const OpenedMessage& message) const override {
    PLUMBLINE_TRY(RequestPrimitive request, VerifierPolicy::read_request(message));
    request.request_id = "1";
    return request;
  }
};

class PermitsEverything final : public entities::CsePolicy {
  [[nodiscard]] bool permits(const entities::AccessRequest& /*request*/,
                             const entities::ResourceTree& /*tree*/,
                             const entities::CseConfiguration& /*configuration*/) const override {
    return true;
  }
};

}  // namespace

void add_message_auth_answers_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::hcse, "message-"};
  list.add(
      "answers-in-clear", "answers messages without one", "MA-11-HCSE-01/A1", answering_in_clear());
  list.add("seals-with-another-key",
           "takes one of the keys of a pair for the other in its answers",
           "MA-11-HCSE-01/A2",
           protecting_as<SealsWithAnotherKey>());
  list.add("loses-the-inner-content",
           "performs requests in messages without their content",
           "MA-11-HCSE-01/A3",
           verifying_as<LosesTheContent>());
  list.add("answers-under-another-id",
           "gives the inner answer a Request Identifier of its own",
           "MA-11-HCSE-01/A4",
           verifying_as<AnswersUnderAnotherId>());
  list.add("encrypts-nothing",
           "answers encrypted requests with a MIC only",
           "MA-11-HCSE-01/A5",
           protecting_as<EncryptsNothing>(),
           "both-json");
  list.add("permits-everything",
           "does whatever an authenticated originator asks for",
           "MA-11-HCSE-02/A2",
           {.cse_policy = [] { return std::make_unique<PermitsEverything>(); }});
  list.add("numbers-all-alike",
           "gives all answers one sequence number",
           "MA-05-HCSE-04/A2",
           protecting_as<NumbersAllAlike>());
  list.add("dates-an-hour-back",
           "dates its answers by a clock that is an hour slow",
           "MA-05-HCSE-04/A3",
           protecting_as<DatesAnHourBack>());
  list.add("uses-one-iv",
           "encrypts all answers with one IV",
           "MA-06-HCSE-01/A2",
           protecting_as<UsesOneIv>());
}

}  // namespace plumbline::harness
