#include "support/key_pairs.hpp"

#include "plumbline/harness/bench.hpp"

#include "support/known_answers.hpp"

namespace plumbline::testcases {
namespace {

bool is_pair_of(const Json& pair, const Json& half) {
  return pair.contains("d") && pair.value("x", "") == half.value("x", "") &&
         pair.value("n", "") == half.value("n", "");
}

}  // namespace

Json key_pair_of(const Json& half, const std::string& operation, const std::string& list) {
  const auto is_valid = [](const harness::VectorTest& test) { return test.valid; };
  for (const harness::VectorTest& test : tests_of(operation, is_valid)) {
    for (const Json& entry : test.in.at(list)) {
      if (is_pair_of(entry.at("key"), half)) {
        return entry.at("key");
      }
    }
  }
  throw harness::StimulusEnded{"no private key for a target of the vectors of " + operation};
}

}  // namespace plumbline::testcases
