/// @file
/// What an AE under test sent as originator of protected primitives, as a judge sees it.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/judge.hpp"

#include <string>
#include <vector>

namespace plumbline::testcases {

/// An ESPrim Object as far as it can be read without a key.
struct SentObject {
  const harness::Message* message = nullptr;
  Json header = Json::object();
  std::string iv;
};

/// Member `name` of an object; null where there is none, or no object.
[[nodiscard]] Json member(const Json& object, const char* name);

/// A text; empty for anything else.
[[nodiscard]] std::string text_of(const Json& value);

/// m2m:seci of a primitive; null when it has none.
[[nodiscard]] Json security_info_of(const Json& primitive);

/// What the AE sent to its CSE in that phase.
[[nodiscard]] std::vector<const harness::Message*> sent(const harness::Judge& judge,
                                                        harness::Phase phase);

/// The ESPrim Objects among that.
[[nodiscard]] std::vector<SentObject> objects(const harness::Judge& judge, harness::Phase phase);

/// Whether a request asks the receiver for a random object.
[[nodiscard]] bool asks(const harness::Message& message);

/// The random object that the receiver gave before that object went out, the last one; null when it
/// gave none.
[[nodiscard]] Json given_before(const harness::Judge& judge,
                                harness::Phase phase,
                                const SentObject& object);

}  // namespace plumbline::testcases
