// CSEs that do not protect their answers as they should.

#include "plumbline/core/json.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/esprim/receiver_policy.hpp"

#include "library/esprim_receiver.hpp"
#include "library/front.hpp"
#include "library/lists.hpp"

#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using esprim::ObjectHeader;
using esprim::ReceiverPolicy;
using esprim::SealInput;
using onem2m::RequestPrimitive;

/// Marks its ESPrim Objects as another procedure's.
SlotFault marking_otherwise() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            auto response = cse.handle(request, association);
            if (!security_info_text(response, "epo").empty()) {
              (*response.content)["m2m:seci"]["sit"] = 6;
            }
            return response;
          })};
}

class SealsWithAnotherKey : public ReceiverPolicy {
  [[nodiscard]] Result<std::string> seal(const SealInput& input, RandomSource& iv) override {
    const Bytes key(input.session_key.size(), 1);
    return ReceiverPolicy::seal(
        {.header = input.header, .session_key = key, .plaintext = input.plaintext}, iv);
  }
};

class LosesTheContent : public ReceiverPolicy {
  [[nodiscard]] RequestPrimitive for_target(RequestPrimitive inner) const override {
    inner.content.reset();
    return ReceiverPolicy::for_target(std::move(inner));
  }
};

class AnswersUnderAnotherId : public ReceiverPolicy {
  [[nodiscard]] RequestPrimitive for_target(RequestPrimitive inner) const override {
    inner.request_id = "1";
    return ReceiverPolicy::for_target(std::move(inner));
  }
};

class SwapsTheRandomObjects : public ReceiverPolicy {
  [[nodiscard]] Result<std::string> seal(const SealInput& input, RandomSource& iv) override {
    ObjectHeader header = input.header;
    std::swap(header.originator_rand_id, header.receiver_rand_id);
    return ReceiverPolicy::seal(
        {.header = header, .session_key = input.session_key, .plaintext = input.plaintext}, iv);
  }
};

int inner_status(ByteView plaintext) {
  const auto inner = parse_json(as_text(plaintext));
  return inner && inner.value().is_object() ? inner.value().value("rsc", 0) : 0;
}

class CannotSealFailures : public ReceiverPolicy {
  [[nodiscard]] Result<std::string> seal(const SealInput& input, RandomSource& iv) override {
    if (inner_status(input.plaintext) >= 4000) {
      return fail(Errc::unsupported, "only success is protected");
    }
    return ReceiverPolicy::seal(input, iv);
  }
};

class SealsSuccessOnly : public ReceiverPolicy {
  [[nodiscard]] Result<std::string> seal(const SealInput& input, RandomSource& iv) override {
    Json inner = parse_json(as_text(input.plaintext)).value();
    if (inner.value("rsc", 0) < 4000) {
      return ReceiverPolicy::seal(input, iv);
    }
    inner["rsc"] = 2000;
    const std::string text = json_text(inner);
    return ReceiverPolicy::seal(
        {.header = input.header, .session_key = input.session_key, .plaintext = as_bytes(text)},
        iv);
  }
};

class UsesOneIv : public ReceiverPolicy {
  [[nodiscard]] RandomSource& iv_source(RandomSource& /*random*/) override { return same_; }

  FixedRandom same_{Bytes(12, 7)};
};

}  // namespace

void add_esprim_answers_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::hcse, "esprim-"};
  list.add("marks-answers-otherwise",
           "answers with Security Info of another type",
           "ESP-05-HCSE-01/A1",
           marking_otherwise());
  list.add("seals-with-another-key",
           "protects its answers with another key than the session's",
           "ESP-05-HCSE-01/A2",
           deciding_as<SealsWithAnotherKey>());
  list.add("loses-the-inner-content",
           "performs inner requests without their content",
           "ESP-05-HCSE-01/A3",
           deciding_as<LosesTheContent>());
  list.add("answers-under-another-id",
           "gives the inner answer a Request Identifier of its own",
           "ESP-05-HCSE-01/A4",
           deciding_as<AnswersUnderAnotherId>());
  list.add("swaps-the-random-objects",
           "names the random objects the wrong way round in its answers",
           "ESP-05-HCSE-01/A5",
           deciding_as<SwapsTheRandomObjects>());
  list.add("cannot-seal-failures",
           "does not protect the answer to a request that failed",
           "ESP-05-HCSE-02/A1",
           deciding_as<CannotSealFailures>());
  list.add("seals-success-only",
           "says inside that all went well, whatever happened",
           "ESP-05-HCSE-02/A2",
           deciding_as<SealsSuccessOnly>());
  list.add("uses-one-iv",
           "seals all answers with one IV",
           "ESP-06-HCSE-01/A3",
           deciding_as<UsesOneIv>());
}

}  // namespace plumbline::harness
