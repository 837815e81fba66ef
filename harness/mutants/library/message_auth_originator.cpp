// AEs that send authenticated messages, each with one fault.

#include "plumbline/entities/ae/ae_policy.hpp"
#include "plumbline/message_auth/verifier_policy.hpp"

#include "library/ae_in_clear.hpp"
#include "library/lists.hpp"
#include "library/message_auth_faults.hpp"
#include "library/mutant_of.hpp"

#include <memory>
#include <string>

namespace plumbline::harness {
namespace {

using message_auth::OpenedMessage;
using message_auth::OpenInput;
using message_auth::VerifierPolicy;

template <typename Policy>
class ProtectsAs final : public entities::AePolicy {
  [[nodiscard]] std::unique_ptr<message_auth::ProtectorPolicy> protector_policy() override {
    return std::make_unique<Policy>();
  }
};

template <typename Policy>
class VerifiesAs final : public entities::AePolicy {
  [[nodiscard]] std::unique_ptr<VerifierPolicy> verifier_policy() override {
    return std::make_unique<Policy>();
  }
};

template <typename Policy>
SlotFault as() {
  return {.ae_policy = [] { return std::make_unique<Policy>(); }};
}

class SkipsTheMic final : public VerifierPolicy {
  [[nodiscard]] Result<OpenedMessage> open(const OpenInput& input) override {
    return opened_unverified(input);
  }
};

class TakesAnyAnswer final : public VerifierPolicy {
  [[nodiscard]] bool accepts_sequence(const message_auth::ReplayWindow& /*window*/,
                                      std::uint64_t /*sequence*/) const override {
    return true;
  }

  [[nodiscard]] bool answers(const onem2m::ResponsePrimitive& /*response*/,
                             const message_auth::MessageHeader& /*header*/,
                             const message_auth::Awaited& /*awaited*/) const override {
    return true;
  }
};

}  // namespace

void add_message_auth_originator_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::ae_src, "src-message-"};
  list.add("encrypts-nothing",
           "sends a MIC only where the message is to be encrypted",
           "MA-04-SRC-01/A1",
           as<ProtectsAs<EncryptsNothing>>(),
           "both-json");
  list.add("seals-with-another-key",
           "takes one of the keys of a pair for the other",
           "MA-04-SRC-01/A2",
           as<ProtectsAs<SealsWithAnotherKey>>());
  list.add("numbers-all-alike",
           "gives all messages one sequence number",
           "MA-05-SRC-01/A1",
           as<ProtectsAs<NumbersAllAlike>>());
  list.add("dates-an-hour-back",
           "dates its messages by a clock that is an hour slow",
           "MA-05-SRC-01/A2",
           as<ProtectsAs<DatesAnHourBack>>());
  list.add("takes-any-answer",
           "looks neither at the number of an answer nor at what it answers",
           "MA-05-SRC-02/A2",
           as<VerifiesAs<TakesAnyAnswer>>());
  list.add("uses-one-iv",
           "encrypts all messages with one IV",
           "MA-06-SRC-01/A2",
           as<ProtectsAs<UsesOneIv>>());
  list.add("skips-the-mic",
           "does not verify the MIC of answers",
           "MA-08-SRC-04/A3",
           as<VerifiesAs<SkipsTheMic>>(),
           "response-flip-json");
  list.add("believes-what-is-in-clear",
           "takes a refusal in clear for the answer",
           "MA-08-SRC-04/A3",
           believing_what_is_in_clear(4106),
           "request-flip-json");
}

}  // namespace plumbline::harness
