// AEs that send protected primitives, each with one fault.

#include "plumbline/core/json.hpp"
#include "plumbline/entities/ae/ae_policy.hpp"
#include "plumbline/esprim/originator_policy.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include "library/ae_in_clear.hpp"
#include "library/esprim_faults.hpp"
#include "library/lists.hpp"
#include "library/mutant_of.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::harness {
namespace {

using esprim::OpenInput;
using esprim::OriginatorConfiguration;
using esprim::OriginatorPolicy;
using esprim::RandObject;
using esprim::SealInput;
using esprim::SessionUse;
using onem2m::RequestPrimitive;

using Policies = std::function<std::unique_ptr<OriginatorPolicy>()>;

/// The reference AE with other decisions about protected primitives.
class Decides final : public entities::AePolicy {
 public:
  explicit Decides(Policies policies) : policies_(std::move(policies)) {}

 private:
  [[nodiscard]] std::unique_ptr<OriginatorPolicy> esprim_policy() override { return policies_(); }

  Policies policies_;
};

class AsksWithoutLooking : public OriginatorPolicy {
  [[nodiscard]] bool looks_for_shared() const override { return false; }
};

class TakesNoSharedObject : public OriginatorPolicy {
  [[nodiscard]] bool takes(const RandObject& receiver, TimePoint now) const override {
    return !receiver.id.starts_with("s-") && OriginatorPolicy::takes(receiver, now);
  }
};

class TakesExpiredObjects : public OriginatorPolicy {
  [[nodiscard]] bool takes(const RandObject& /*receiver*/, TimePoint /*now*/) const override {
    return true;
  }
};

/// Names a random object that the receiver did not give.
class UsesAnother : public OriginatorPolicy {
  [[nodiscard]] Result<std::string> seal(const SealInput& input, RandomSource& iv) override {
    esprim::ObjectHeader header = input.header;
    header.receiver_rand_id.back() = header.receiver_rand_id.back() == '0' ? '1' : '0';
    return OriginatorPolicy::seal(
        {.header = header, .session_key = input.session_key, .plaintext = input.plaintext}, iv);
  }
};

class MarksOtherwise : public OriginatorPolicy {
  void prepare_outer(RequestPrimitive& outer) const override {
    (*outer.content)["m2m:seci"]["sit"] = 6;
  }
};

class SaysHowToAnswer : public OriginatorPolicy {
  void prepare_outer(RequestPrimitive& outer) const override { outer.query["rcn"] = "1"; }
};

class RepeatsItInClear : public OriginatorPolicy {
  [[nodiscard]] Result<std::string> seal(const SealInput& input, RandomSource& iv) override {
    const auto inner = parse_json(as_text(input.plaintext));
    name_ = inner && inner.value().contains("pc")
                ? inner.value()["pc"].begin().value().value("rn", "")
                : "";
    return OriginatorPolicy::seal(input, iv);
  }

  void prepare_outer(RequestPrimitive& outer) const override { outer.parameters["vsi"] = name_; }

  std::string name_;
};

class EnclosesNoObject : public OriginatorPolicy {
  [[nodiscard]] bool encloses_rand_object(bool /*answered*/) const override { return false; }
};

class DerivesTheWrongWayRound : public OriginatorPolicy {
  [[nodiscard]] Result<crypto::SecretBytes> derive(const keys::EsprimSessionInput& input) override {
    return OriginatorPolicy::derive({.pairwise_key = input.pairwise_key,
                                     .receiver = input.originator,
                                     .originator = input.receiver});
  }
};

class SkipsTheTag : public OriginatorPolicy {
  [[nodiscard]] Result<Bytes> open(const OpenInput& input) override {
    return decrypt_without_tag(input);
  }
};

class TakesAnyAnswer : public OriginatorPolicy {
  [[nodiscard]] bool answers(const onem2m::ResponsePrimitive& /*inner*/,
                             const RequestPrimitive& /*request*/) const override {
    return true;
  }
};

class UsesOneIv : public OriginatorPolicy {
  [[nodiscard]] RandomSource& iv_source(RandomSource& /*random*/) override { return same_; }

  FixedRandom same_{Bytes(12, 7)};
};

class RepeatsItsRandomObject : public OriginatorPolicy {
  [[nodiscard]] RandObject make_rand_object(const esprim::NewRandObject& wanted,
                                            RandomSource& /*random*/) override {
    return OriginatorPolicy::make_rand_object(wanted, same_);
  }

  [[nodiscard]] Result<RandObject> choose_rand_object(const RandObject& receiver,
                                                      const OriginatorConfiguration& configuration,
                                                      TimePoint now,
                                                      RandomSource& /*random*/) override {
    return OriginatorPolicy::choose_rand_object(receiver, configuration, now, same_);
  }

  FixedRandom same_{Bytes(16, 7)};
};

class KeepsSessionsForEver : public OriginatorPolicy {
  [[nodiscard]] bool reuses(const SessionUse& /*use*/,
                            const OriginatorConfiguration& /*configuration*/,
                            TimePoint /*now*/) const override {
    return true;
  }
};

class OutlivesTheReceiversObject : public OriginatorPolicy {
  [[nodiscard]] Result<RandObject> choose_rand_object(const RandObject& receiver,
                                                      const OriginatorConfiguration& configuration,
                                                      TimePoint now,
                                                      RandomSource& random) override {
    RandObject lasting = receiver;
    lasting.expires += std::chrono::hours{24};
    OriginatorConfiguration longer{.from = configuration.from,
                                   .key_gens = configuration.key_gens,
                                   .protocols = configuration.protocols,
                                   .life = std::chrono::hours{12}};
    return OriginatorPolicy::choose_rand_object(lasting, longer, now, random);
  }
};

template <typename Policy>
SlotFault originating_as() {
  return {.ae_policy = [] {
    return std::make_unique<Decides>([] { return std::make_unique<Policy>(); });
  }};
}

void add_faulty_requests(const MutantFamily& list) {
  list.add("asks-without-looking",
           "does not look for a published random object",
           "ESP-03-SRC-01/A1",
           originating_as<AsksWithoutLooking>());
  list.add("takes-no-shared-object",
           "asks although one is published",
           "ESP-03-SRC-01/A2",
           originating_as<TakesNoSharedObject>());
  list.add("takes-expired-objects",
           "uses a published random object whose time is over",
           "ESP-03-SRC-01/A2",
           originating_as<TakesExpiredObjects>(),
           "expired");
  list.add("names-another-object",
           "names another random object of the receiver",
           "ESP-03-SRC-01/A3",
           originating_as<UsesAnother>());
  list.add("marks-objects-otherwise",
           "sends Security Info of another type",
           "ESP-05-SRC-01/A1",
           originating_as<MarksOtherwise>());
  list.add("says-how-to-answer",
           "asks for a result content in the outer request",
           "ESP-05-SRC-01/A2",
           originating_as<SaysHowToAnswer>());
  list.add("repeats-it-in-clear",
           "tells in the outer request what it protects",
           "ESP-05-SRC-01/A3",
           originating_as<RepeatsItInClear>());
  list.add(
      "encloses-no-object", "sends no oro", "ESP-05-SRC-01/A4", originating_as<EnclosesNoObject>());
  list.add("derives-the-wrong-way-round",
           "swaps the random objects in the derivation",
           "ESP-05-SRC-01/A5",
           originating_as<DerivesTheWrongWayRound>());
}

void add_faulty_checks_and_sessions(const MutantFamily& list) {
  list.add("skips-the-tag",
           "does not verify the tag of answers",
           "ESP-06-SRC-01/A2",
           originating_as<SkipsTheTag>());
  list.add("believes-what-is-in-clear",
           "takes a success in clear for the answer",
           "ESP-06-SRC-01/A2",
           believing_what_is_in_clear(2000),
           "in-clear");
  list.add("takes-any-answer",
           "does not compare the Request Identifier inside",
           "ESP-06-SRC-01/A2",
           originating_as<TakesAnyAnswer>(),
           "earlier");
  list.add("uses-one-iv",
           "seals all requests with one IV",
           "ESP-06-SRC-02/A2",
           originating_as<UsesOneIv>());
  list.add("repeats-its-random-object",
           "uses one random object for all sessions",
           "ESP-09-SRC-01/A2",
           originating_as<RepeatsItsRandomObject>());
  list.add("keeps-sessions-for-ever",
           "sends in a session whose time is over",
           "ESP-09-SRC-01/A3",
           originating_as<KeepsSessionsForEver>());
  list.add("outlives-the-receivers-object",
           "makes random objects that outlive those of the receiver",
           "ESP-03-SRC-01/A4",
           originating_as<OutlivesTheReceiversObject>());
}

}  // namespace

void add_esprim_originator_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::ae_src, "src-esprim-"};
  add_faulty_requests(list);
  add_faulty_checks_and_sessions(list);
}

}  // namespace plumbline::harness
