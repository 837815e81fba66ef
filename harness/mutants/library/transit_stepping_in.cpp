// Transit CSEs that step into an end-to-end procedure between two others.

#include "plumbline/core/json.hpp"

#include "library/lists.hpp"
#include "library/transit_fault.hpp"

#include <optional>
#include <string>

namespace plumbline::harness {
namespace {

using entities::Forward;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

/// A procedure between two ends, whose notifications carry `member`.
struct EndToEnd {
  std::string member;
  std::string purpose;  ///< what is for another CSE passes
};

bool carries(const std::optional<Json>& content, const std::string& member) {
  return content && content->contains(member);
}

/// Takes what belongs to the procedure for its own, whoever it is for.
SlotFault taking(const EndToEnd& procedure) {
  return {.wrap = passage({.request = [member = procedure.member](RequestPrimitive& request,
                                                                  onem2m::Association& /*from*/) {
            if (carries(request.content, member) && request.to.ends_with("/-")) {
              request.to = "-";
            }
          }})};
}

/// Numbers what it sends on.
SlotFault numbering(const EndToEnd& procedure) {
  return {.wrap = passage({.forward = [member = procedure.member](Forward& forward) {
            if (carries(forward.request.content, member) && forward.request.to.ends_with("/-")) {
              forward.request.content->at(member)["nr"] = 1;
            }
          }})};
}

/// Answers for a CSE with what came in.
SlotFault giving_back(const EndToEnd& procedure) {
  return {.wrap = passage({.returning = [member = procedure.member](const Forward& forward,
                                                                    ResponsePrimitive& response) {
            if (carries(response.content, member) && forward.request.to.ends_with("/-")) {
              response.content = forward.request.content;
            }
          }})};
}

}  // namespace

void add_transit_stepping_in_mutants(std::vector<Mutant>& out) {
  const EndToEnd esprim{.member = "m2m:seci", .purpose = "ESP-08-TCSE-01"};
  const EndToEnd messages{.member = "e2e:ma", .purpose = "MA-08-TCSE-07"};
  out.push_back(transit_with("transit-takes-protected-primitives",
                             "takes protected primitives for its own, whoever they are for",
                             esprim.purpose + "/A2",
                             taking(esprim)));
  out.push_back(transit_with("transit-numbers-security-info",
                             "adds a number to Security Info that it sends on to a CSE",
                             esprim.purpose + "/A3",
                             numbering(esprim)));
  out.push_back(transit_with("transit-gives-objects-back",
                             "answers for another CSE with the protected primitive that came in",
                             esprim.purpose + "/A4",
                             giving_back(esprim)));
  out.push_back(transit_with("transit-takes-messages",
                             "takes authenticated messages for its own, whoever they are for",
                             messages.purpose + "/A2",
                             taking(messages)));
  out.push_back(transit_with("transit-numbers-messages",
                             "adds a number to messages that it sends on to a CSE",
                             messages.purpose + "/A3",
                             numbering(messages)));
  out.push_back(transit_with("transit-gives-messages-back",
                             "answers for another CSE with the message that came in",
                             messages.purpose + "/A4",
                             giving_back(messages)));
}

}  // namespace plumbline::harness
