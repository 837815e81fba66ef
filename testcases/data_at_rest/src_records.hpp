/// @file
/// What purposes for originators look at in the record: their requests to CSE and TEF.

#pragma once

#include "plumbline/harness/bench.hpp"
#include "plumbline/harness/judge.hpp"
#include "plumbline/harness/purpose.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::testcases {

/// Attributes of every resource with root member `root` that the AE under test asked `server` to
/// create, in order.
[[nodiscard]] std::vector<Json> created_at(const harness::Judge& judge,
                                           std::string_view server,
                                           std::string_view root);

/// `con` of every <contentInstance> that holds a JOSE object.
[[nodiscard]] std::vector<std::string> hosted_objects(const harness::Judge& judge);

/// All texts differ from each other.
[[nodiscard]] bool all_different(std::vector<std::string> texts);

/// The frame of a purpose for originators.
[[nodiscard]] harness::Purpose source_purpose(std::string id,
                                              std::string title,
                                              std::vector<std::string> requirements);

/// The usual stimulus: the AE under test registers and hosts one payload, recorded as "payload".
harness::UpperTesterAnswer host_one(harness::Bench& bench, const Json& extra = Json::object());

/// The precondition "A1": the command was carried out.
void expect_commanded(harness::Judge& judge);

}  // namespace plumbline::testcases
