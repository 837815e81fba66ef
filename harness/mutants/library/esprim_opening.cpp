// CSEs that do not check an ESPrim Object as they should.

#include "plumbline/core/bytes.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/esprim/esprim_object.hpp"
#include "plumbline/esprim/receiver_policy.hpp"
#include "plumbline/esprim/status.hpp"

#include "library/esprim_receiver.hpp"
#include "library/front.hpp"
#include "library/lists.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::harness {
namespace {

using esprim::ObjectHeader;
using esprim::OpenInput;
using esprim::PairwiseKey;
using esprim::RandObject;
using esprim::ReceiverConfiguration;
using esprim::ReceiverPolicy;
using onem2m::RequestPrimitive;
using onem2m::Status;

/// Answers another status to an ESPrim Object than the reference.
SlotFault answering(Status wrong, Status right) {
  return {.wrap = front([wrong, right](entities::Server& cse,
                                       const RequestPrimitive& request,
                                       const onem2m::Association& association) {
            auto response = cse.handle(request, association);
            return carries_object(request) && response.status == right
                       ? onem2m::respond(request, wrong)
                       : response;
          })};
}

/// Reads an object whose second part is not empty as if it were.
SlotFault ignoring_the_encrypted_key() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            std::string object = security_info_text(request, "epo");
            const std::size_t first = object.find('.');
            if (first == std::string::npos) {
              return cse.handle(request, association);
            }
            object.erase(first + 1, object.find('.', first + 1) - first - 1);
            RequestPrimitive other = request;
            (*other.content)["m2m:seci"]["epo"] = object;
            return cse.handle(other, association);
          })};
}

class TakesAnyAlgorithmForKeys : public ReceiverPolicy {
  [[nodiscard]] bool accepts_key_generation(const ObjectHeader& /*header*/,
                                            const RandObject& /*originator*/,
                                            const RandObject& /*receiver*/) const override {
    return true;
  }

  [[nodiscard]] Result<Bytes> open(const OpenInput& input) override {
    return decrypt_without_tag(input);
  }
};

class TakesWhatWasNotAgreed : public ReceiverPolicy {
  [[nodiscard]] bool accepts_protocol(const ObjectHeader& /*header*/,
                                      const RandObject& /*originator*/,
                                      const RandObject& /*receiver*/) const override {
    return true;
  }
};

class TellsWhatIsWrong : public ReceiverPolicy {
  [[nodiscard]] Result<Bytes> open(const OpenInput& input) override {
    const auto tag = from_base64url(parts_of(input.jwe).back());
    if (tag && tag.value().size() != 16) {
      return fail(Errc::authentication_failed, "the tag is too short");
    }
    return ReceiverPolicy::open(input);
  }
};

class MakesARequestOfAnything : public ReceiverPolicy {
  [[nodiscard]] Result<RequestPrimitive> read_inner(ByteView plaintext,
                                                    std::string_view content_type) const override {
    auto inner = ReceiverPolicy::read_inner(plaintext, content_type);
    if (inner) {
      return inner;
    }
    RequestPrimitive retrieval;
    retrieval.operation = onem2m::Operation::retrieve;
    retrieval.to = "-";
    retrieval.request_id = "1";
    return retrieval;
  }

  [[nodiscard]] bool accepts_from(std::string_view from,
                                  const PairwiseKey& key,
                                  const ReceiverConfiguration& configuration) const override {
    return from.empty() || ReceiverPolicy::accepts_from(from, key, configuration);
  }
};

class BelievesTheInnerFrom : public ReceiverPolicy {
  [[nodiscard]] bool accepts_from(std::string_view /*from*/,
                                  const PairwiseKey& /*key*/,
                                  const ReceiverConfiguration& /*configuration*/) const override {
    return true;
  }
};

/// Performs the request and compares From when it answers.
SlotFault comparing_from_too_late() {
  const auto wrong = std::make_shared<std::atomic<bool>>(false);

  class Late final : public ReceiverPolicy {
   public:
    explicit Late(std::shared_ptr<std::atomic<bool>> wrong) : wrong_(std::move(wrong)) {}

   private:
    [[nodiscard]] bool accepts_from(std::string_view from,
                                    const PairwiseKey& key,
                                    const ReceiverConfiguration& configuration) const override {
      *wrong_ = !ReceiverPolicy::accepts_from(from, key, configuration);
      return true;
    }

    std::shared_ptr<std::atomic<bool>> wrong_;
  };

  SlotFault fault = deciding([wrong] { return std::make_unique<Late>(wrong); });
  fault.wrap = front([wrong](entities::Server& cse,
                             const RequestPrimitive& request,
                             const onem2m::Association& association) {
    auto response = cse.handle(request, association);
    return wrong->exchange(false) ? onem2m::respond(request, esprim::kImpersonation) : response;
  });
  return fault;
}

class TakesReplays : public ReceiverPolicy {
  [[nodiscard]] bool accepts_replay(const ReceiverConfiguration& /*configuration*/) const override {
    return true;
  }
};

}  // namespace

void add_esprim_opening_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::hcse, "esprim-"};
  list.add("refuses-malformed-objects-as-wrong",
           "answers 4115 to what it cannot read",
           "ESP-05-HCSE-03/A2",
           answering(esprim::kBadMac, Status::bad_request));
  list.add("ignores-the-encrypted-key",
           "opens objects whose second part is not empty",
           "ESP-05-HCSE-03/A3",
           ignoring_the_encrypted_key(),
           "encrypted-key");
  list.add("refuses-unknown-keys-as-wrong",
           "answers 4115 to a key id that it does not know",
           "ESP-01-HCSE-01/A2",
           answering(esprim::kBadMac, esprim::kUnknownKeyId));
  list.add("refuses-unknown-random-objects-as-wrong",
           "answers 4115 to a random object that it did not hand out",
           "ESP-02-HCSE-03/A2",
           answering(esprim::kBadMac, esprim::kUnknownReceiverRandId));
  list.add("takes-any-alg",
           "does not look at alg",
           "ESP-11-HCSE-01/A2",
           deciding_as<TakesAnyAlgorithmForKeys>());
  list.add("takes-what-was-not-agreed",
           "opens with whatever algorithm the header names",
           "ESP-06-HCSE-02/A2",
           deciding_as<TakesWhatWasNotAgreed>(),
           "A192GCM");
  list.add("skips-the-tag",
           "decrypts without verifying the tag",
           "ESP-06-HCSE-03/A2",
           deciding_as<SkipsTheTag>(),
           "tag");
  list.add("performs-what-is-not-authentic",
           "decrypts without verifying the tag, and performs what it got",
           "ESP-06-HCSE-03/A3",
           deciding_as<SkipsTheTag>(),
           "short-tag");
  list.add("tells-what-is-wrong",
           "says that it was the tag",
           "ESP-06-HCSE-05/A2",
           deciding_as<TellsWhatIsWrong>());
  list.add("makes-a-request-of-anything",
           "performs something where there is no request inside",
           "ESP-05-HCSE-04/A2",
           deciding_as<MakesARequestOfAnything>());
  list.add("believes-the-inner-from",
           "takes From inside for proven",
           "ESP-06-HCSE-04/A2",
           deciding_as<BelievesTheInnerFrom>());
  list.add("compares-from-too-late",
           "refuses another's From after the request was performed",
           "ESP-06-HCSE-04/A3",
           comparing_from_too_late());
  list.add("takes-replays",
           "performs an object as often as it comes",
           "ESP-07-HCSE-03/A2",
           deciding_as<TakesReplays>());
}

}  // namespace plumbline::harness
