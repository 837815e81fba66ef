/// @file
/// The private keys of targets that the vector files name by their public halves.

#pragma once

#include "plumbline/core/json.hpp"

#include <string>

namespace plumbline::testcases {

/// The key pair whose public half is `half`, a JWK, among those with which a target opens.
/// @param operation of which vectors are looked through: "esdata/open"
/// @param list name of the array of {"key": JWK} in their input: "credentials"
/// @throws harness::StimulusEnded where none of the vectors has it
[[nodiscard]] Json key_pair_of(const Json& half,
                               const std::string& operation,
                               const std::string& list);

}  // namespace plumbline::testcases
