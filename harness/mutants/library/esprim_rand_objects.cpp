// CSEs whose random objects, or what they keep of them, are not right.

#include "plumbline/core/bytes.hpp"
#include "plumbline/entities/entity.hpp"
#include "plumbline/esprim/receiver_policy.hpp"
#include "plumbline/esprim/status.hpp"

#include "library/esprim_receiver.hpp"
#include "library/front.hpp"
#include "library/lists.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace plumbline::harness {
namespace {

using esprim::IssuedObject;
using esprim::NewRandObject;
using esprim::RandObject;
using esprim::ReceiverPolicy;
using onem2m::RequestPrimitive;
using onem2m::Status;

/// Answers the request for a random object as if it knew no such procedure.
SlotFault handing_out_none() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            const bool asks = request.operation == onem2m::Operation::notify && request.content &&
                              !carries_object(request);
            return asks ? onem2m::respond(request, Status::not_implemented)
                        : cse.handle(request, association);
          })};
}

class HandsOutExpired : public ReceiverPolicy {
  [[nodiscard]] RandObject make_rand_object(const NewRandObject& wanted,
                                            RandomSource& random) override {
    NewRandObject past = wanted;
    past.expires -= std::chrono::hours{2};
    return ReceiverPolicy::make_rand_object(past, random);
  }
};

class HandsOutTheSame : public ReceiverPolicy {
  [[nodiscard]] RandObject make_rand_object(const NewRandObject& wanted,
                                            RandomSource& random) override {
    RandObject object = ReceiverPolicy::make_rand_object(wanted, random);
    object.value = "r00000000000000000000000000000000";
    return object;
  }
};

class MarksAllAsShared : public ReceiverPolicy {
  [[nodiscard]] RandObject make_rand_object(const NewRandObject& wanted,
                                            RandomSource& random) override {
    NewRandObject other = wanted;
    other.shared = true;
    return ReceiverPolicy::make_rand_object(other, random);
  }
};

class ForgetsWhatItPublished : public ReceiverPolicy {
  [[nodiscard]] bool accepts_receiver_object(const IssuedObject& issued,
                                             std::string_view originator,
                                             TimePoint now) const override {
    return issued.originator && ReceiverPolicy::accepts_receiver_object(issued, originator, now);
  }
};

class SharesWithTheFirstOnly : public ReceiverPolicy {
  [[nodiscard]] bool accepts_receiver_object(const IssuedObject& issued,
                                             std::string_view originator,
                                             TimePoint now) const override {
    if (!issued.originator && first_.empty()) {
      first_ = originator;
    }
    return (issued.originator || first_ == originator) &&
           ReceiverPolicy::accepts_receiver_object(issued, originator, now);
  }

  mutable std::string first_;
};

class ServesWhoeverHasTheObject : public ReceiverPolicy {
  [[nodiscard]] bool accepts_receiver_object(const IssuedObject& issued,
                                             std::string_view /*originator*/,
                                             TimePoint now) const override {
    return !expired(issued.object, now);
  }
};

class NeverExpires : public ReceiverPolicy {
  [[nodiscard]] bool expired(const RandObject& /*object*/, TimePoint /*now*/) const override {
    return false;
  }
};

class IgnoresTheOriginatorsExpiry : public ReceiverPolicy {
  [[nodiscard]] bool expired(const RandObject& object, TimePoint now) const override {
    return object.lists_key_gens && ReceiverPolicy::expired(object, now);
  }
};

class TakesObjectsThatOutlive : public ReceiverPolicy {
  [[nodiscard]] bool accepts_originator_object(const RandObject& originator,
                                               const RandObject& /*receiver*/,
                                               TimePoint now) const override {
    return !expired(originator, now);
  }
};

/// Wants the originator's random object with every request.
SlotFault keeping_no_object() {
  return {.wrap = front([](entities::Server& cse,
                           const RequestPrimitive& request,
                           const onem2m::Association& association) {
            const std::string object = security_info_text(request, "epo");
            const auto header = from_base64url(object.substr(0, object.find('.')));
            const bool without = !object.empty() && header &&
                                 as_text(header.value()).find("\"oro\"") == std::string_view::npos;
            return without ? onem2m::respond(request, esprim::kUnknownOriginatorRandId)
                           : cse.handle(request, association);
          })};
}

}  // namespace

void add_esprim_rand_objects_mutants(std::vector<Mutant>& out) {
  const MutantFamily list{out, Role::hcse, "esprim-"};
  list.add("hands-out-no-random-object",
           "knows ESPrim Objects but not the request for a random object",
           "ESP-02-HCSE-01/A1",
           handing_out_none());
  list.add("hands-out-expired-random-objects",
           "gives random objects whose time is over",
           "ESP-02-HCSE-01/A2",
           deciding_as<HandsOutExpired>());
  list.add("hands-out-one-value",
           "gives every originator the same random value",
           "ESP-02-HCSE-01/A3",
           deciding_as<HandsOutTheSame>());
  list.add("marks-all-as-shared",
           "marks what it made for one originator as shared",
           "ESP-02-HCSE-01/A4",
           deciding_as<MarksAllAsShared>());
  list.add("publishes-expired-random-objects",
           "publishes a random object whose time is over",
           "ESP-02-HCSE-02/A1",
           deciding_as<HandsOutExpired>());
  list.add("forgets-what-it-published",
           "does not know the random object in its own e2eSecInfo",
           "ESP-02-HCSE-02/A2",
           deciding_as<ForgetsWhatItPublished>());
  list.add("shares-with-the-first-only",
           "lets one originator use the random object that it published for all",
           "ESP-02-HCSE-02/A3",
           deciding_as<SharesWithTheFirstOnly>());
  list.add("opens-under-any-key-id",
           "decrypts without the tag, whatever key the id names",
           "ESP-02-HCSE-02/A4",
           deciding_as<SkipsTheTag>());
  list.add("serves-whoever-has-the-object",
           "does not keep for whom it made a random object",
           "ESP-02-HCSE-04/A2",
           deciding_as<ServesWhoeverHasTheObject>());
  list.add("keeps-no-originators-object",
           "wants the originator's random object with every request",
           "ESP-06-HCSE-01/A2",
           keeping_no_object());
  list.add("never-expires",
           "takes objects after the time of the receiver's random object",
           "ESP-07-HCSE-02/A2",
           deciding_as<NeverExpires>());
  list.add("ignores-the-originators-expiry",
           "takes objects after the time of the originator's random object",
           "ESP-07-HCSE-01/A2",
           deciding_as<IgnoresTheOriginatorsExpiry>());
  list.add("takes-objects-that-outlive",
           "takes an originator's random object that outlives its own",
           "ESP-04-HCSE-01/A2",
           deciding_as<TakesObjectsThatOutlive>(),
           "outlives");
}

}  // namespace plumbline::harness
