// CSEs that do not check a message as they should.

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/esprim/inner_primitive.hpp"
#include "plumbline/message_auth/end_point.hpp"
#include "plumbline/message_auth/verifier.hpp"

#include "library/esprim_faults.hpp"
#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/message_auth_faults.hpp"
#include "library/message_auth_receiver.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using message_auth::Credential;
using message_auth::MessageHeader;
using message_auth::OpenedMessage;
using message_auth::OpenInput;
using message_auth::Protection;
using message_auth::ReplayWindow;
using message_auth::VerifierConfiguration;
using message_auth::VerifierPolicy;
using onem2m::RequestPrimitive;
using onem2m::Status;

enum class Check : std::uint8_t { source, destination, mic, tag, time, sequence, repetition, from };

/// Leaves one check out, and notes when it would have refused.
class Omitting final : public VerifierPolicy {
 public:
  Omitting(Check check, std::shared_ptr<std::atomic<bool>> noted)
      : check_(check),
        noted_(std::move(noted)) {}

 private:
  [[nodiscard]] bool taken(Check check, bool right) const {
    if (check != check_ || right) {
      return right;
    }
    *noted_ = true;
    return true;
  }

  [[nodiscard]] bool accepts_source(const MessageHeader& header,
                                    const Credential& credential) const override {
    return taken(Check::source, VerifierPolicy::accepts_source(header, credential));
  }

  [[nodiscard]] bool accepts_destination(const MessageHeader& header,
                                         const std::string& receiver) const override {
    return taken(Check::destination, VerifierPolicy::accepts_destination(header, receiver));
  }

  [[nodiscard]] Result<OpenedMessage> open(const OpenInput& input) override {
    const Check check = input.read.protection == Protection::integrity ? Check::mic : Check::tag;
    auto opened = VerifierPolicy::open(input);
    return opened || !taken(check, false) ? std::move(opened) : opened_unverified(input);
  }

  [[nodiscard]] bool accepts_time(TimePoint made,
                                  TimePoint now,
                                  const VerifierConfiguration& configuration) const override {
    return taken(Check::time, VerifierPolicy::accepts_time(made, now, configuration));
  }

  [[nodiscard]] bool accepts_sequence(const ReplayWindow& window,
                                      std::uint64_t sequence) const override {
    const bool behind = sequence + ReplayWindow::kSize <= window.greatest();
    return taken(behind ? Check::sequence : Check::repetition,
                 VerifierPolicy::accepts_sequence(window, sequence));
  }

  [[nodiscard]] bool accepts_from(std::string_view from,
                                  const MessageHeader& header,
                                  const VerifierConfiguration& configuration) const override {
    return taken(Check::from, VerifierPolicy::accepts_from(from, header, configuration));
  }

  Check check_;
  std::shared_ptr<std::atomic<bool>> noted_;
};

SlotFault omitting(Check check) {
  return verifying([check] {
    return std::make_unique<Omitting>(check, std::make_shared<std::atomic<bool>>(false));
  });
}

/// Performs the request and makes the check when it answers.
SlotFault checking_too_late(Check check) {
  const auto noted = std::make_shared<std::atomic<bool>>(false);
  SlotFault fault = verifying([check, noted] { return std::make_unique<Omitting>(check, noted); });
  fault.wrap = front([noted](entities::Server& cse,
                             const RequestPrimitive& request,
                             const onem2m::Association& association) {
    auto response = cse.handle(request, association);
    return noted->exchange(false)
               ? onem2m::respond(
                     request,
                     Status::originator_not_authenticated,
                     std::string{message_auth::detail_of(message_auth::Cause::not_authentic)})
               : response;
  });
  return fault;
}

/// Text of the message in a request; empty when there is none.
std::string message_in(const RequestPrimitive& request) {
  return message_auth::is_protected(request) ? text_at(request.content->at("e2e:ma"), "env")
                                             : std::string{};
}

/// Performs what is in a JWS that says it needs no MIC, and answers it with `status`.
SlotFault performing_unsigned(Status status) {
  return {.wrap = front([status](entities::Server& cse,
                                 const RequestPrimitive& request,
                                 const onem2m::Association& association) {
            const auto parts = parts_of(message_in(request));
            const auto header = from_base64url(parts.front());
            if (!header || as_text(header.value()).find(R"("none")") == std::string_view::npos) {
              return cse.handle(request, association);
            }
            const auto inner =
                esprim::read_request(from_base64url(parts.at(1)).value(),
                                     esprim::request_type(onem2m::Serialization::json));
            static_cast<void>(cse.handle(inner.value(), association));
            return onem2m::respond(request, status);
          })};
}

/// Says of a message with half a MIC that it is malformed.
SlotFault telling_what_is_wrong() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            constexpr std::size_t kHalfAMic = 16;
            const auto parts = parts_of(message_in(request));
            const auto mic = from_base64url(parts.back());
            return parts.size() == 3 && mic && mic.value().size() == kHalfAMic
                       ? onem2m::respond(request, Status::bad_request, "the MIC is too short")
                       : cse.handle(request, association);
          })};
}

/// Takes a message only where the outer From is written as its source is.
SlotFault comparing_from_as_text() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            const auto read = message_auth::read_message(message_in(request));
            return read && read.value().header.source != request.from
                       ? onem2m::respond(request, Status::originator_not_authenticated)
                       : cse.handle(request, association);
          })};
}

void add_over_hops(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::tcse, "message-hop-"};
  list.add("from-as-text",
           "takes a message only where the hop wrote From as its source is written",
           "MA-08-TCSE-08/A3",
           comparing_from_as_text(),
           "relative-json");
  list.add("trusted",
           "does not look at the MIC of what comes over a hop",
           "MA-08-TCSE-09/A2",
           omitting(Check::mic),
           "flip-json");
  list.add("trusted-at-first",
           "looks at the MIC after the request was performed",
           "MA-08-TCSE-09/A3",
           checking_too_late(Check::mic),
           "flip-json");
}

}  // namespace

void add_message_auth_checks_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::hcse, "message-"};
  /// Two of a check: it is not made; it is made when all is done.
  const auto add = [&](const std::string& name,
                       const std::string& what,
                       Check check,
                       const std::string& purpose,
                       const std::string& variant) {
    list.add(
        "skips-the-" + name, "does not look at " + what, purpose + "/A2", omitting(check), variant);
    list.add("checks-the-" + name + "-too-late",
             "looks at " + what + " after the request was performed",
             purpose + "/A3",
             checking_too_late(check),
             variant);
  };
  add("mic", "the MIC", Check::mic, "MA-04-HCSE-01", "mic-json");
  add("tag", "the tag of encryption", Check::tag, "MA-04-HCSE-02", "tag-json");
  add("time", "the time of a message", Check::time, "MA-05-HCSE-01", "past-json");
  add("window", "how far a number is behind", Check::sequence, "MA-05-HCSE-02", "behind-json");
  list.add("skips-the-repetition",
           "does not look whether a number came before",
           "MA-05-HCSE-03/A3",
           omitting(Check::repetition));
  list.add("checks-the-repetition-too-late",
           "looks whether a number came before after the request was performed",
           "MA-05-HCSE-03/A4",
           checking_too_late(Check::repetition));
  add("source", "whose credential it is", Check::source, "MA-07-HCSE-01", "other-source-json");
  add("inner-from", "From inside", Check::from, "MA-11-HCSE-04", "client-json");
  list.add("skips-the-destination",
           "does not look at whom a message is for",
           "MA-07-HCSE-01/A2",
           omitting(Check::destination),
           "reflected-json");
  list.add("performs-unsigned",
           "performs what says that it needs no MIC",
           "MA-11-HCSE-03/A2",
           performing_unsigned(Status::ok),
           "alg-none-json");
  list.add("performs-unsigned-and-refuses",
           "refuses what has no MIC after it was performed",
           "MA-11-HCSE-03/A3",
           performing_unsigned(Status::originator_not_authenticated),
           "alg-none-json");
  list.add("tells-what-is-wrong",
           "says that it was the MIC",
           "MA-11-HCSE-05/A2",
           telling_what_is_wrong());
  add_over_hops(out);
}

}  // namespace plumbline::harness
