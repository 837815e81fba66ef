/// @file
/// What purposes for a transit CSE start from: a neighbouring CSE of the tester that is registered
/// at it, and an AE on either side.

#pragma once

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/far_side.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/harness/purpose.hpp"
#include "plumbline/onem2m/primitive.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::testcases {

/// A purpose of role TCSE that starts from arrange_transit().
[[nodiscard]] harness::Purpose transit_purpose(std::string id,
                                               std::string title,
                                               std::vector<std::string> requirements);

struct Transit {
  harness::FarSide* far = nullptr;
  harness::Peer* source = nullptr;  ///< an AE of the transit CSE
  harness::Peer* neighbour = nullptr;
  std::string registration;  ///< address of the <remoteCSE>
};

/// CREATE of the <remoteCSE> of `who`, reachable at `points_of_access`.
[[nodiscard]] onem2m::RequestPrimitive registration_of(
    harness::Bench& bench, harness::Who who, const std::vector<std::string>& points_of_access);

/// Preamble: the CSE of `who` registers at the transit CSE ("register") with `points_of_access`,
/// its secured one when there are none.
[[nodiscard]] Transit arrange_transit(harness::Bench& bench,
                                      harness::Who who = harness::Who::neighbour,
                                      std::vector<std::string> points_of_access = {});

/// A protected object of the case that no other case has: no key opens it.
[[nodiscard]] std::string opaque_object(harness::Bench& bench);

/// Content of a notification that carries `object` as ESPrim Object (TS-0004 table 6.3.4.2.35-1).
[[nodiscard]] Json security_info(const std::string& object);

/// NOTIFY of the AE on the far side with an ESPrim Object as content.
[[nodiscard]] onem2m::RequestPrimitive notify_far_ae(const Transit& transit,
                                                     const std::string& object);

/// CREATE of an instance that holds `object` in the container on the far side.
[[nodiscard]] onem2m::RequestPrimitive host_far(const Transit& transit, const std::string& object);

/// Requests that `who` got from the transit CSE.
[[nodiscard]] std::vector<const harness::Message*> sent_on(
    const harness::Judge& judge, harness::Who who = harness::Who::neighbour);

/// How often the transit CSE sent on the request under `label`: "once", "never", "2 times". What
/// tells it from others is its target and operation.
[[nodiscard]] std::string times_sent_on(const harness::Judge& judge, std::string_view label);

/// The first of them; null when it never came.
[[nodiscard]] const harness::Message* sent_on_for(const harness::Judge& judge,
                                                  std::string_view label);

/// What came out, null when nothing did, is what went in.
void expect_same(harness::Judge& judge,
                 std::string_view assertion,
                 const Json& in,
                 const Json* out);

/// Nothing of the request under `label` came out on the far side.
void expect_not_sent_on(harness::Judge& judge, std::string_view assertion, std::string_view label);

}  // namespace plumbline::testcases
