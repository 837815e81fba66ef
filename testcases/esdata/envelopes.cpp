#include "esdata/envelopes.hpp"

#include <utility>

namespace plumbline::testcases {
namespace {

using harness::Purpose;
using harness::VectorTest;

constexpr const char* kOperation = "esdata/open";

std::string requirement_of(const std::string& id) {
  return id.substr(0, id.find("-CODEC"));
}

}  // namespace

Purpose opens(const Opening& what) {
  return known_answers({.id = what.id,
                        .title = what.title,
                        .requirement = requirement_of(what.id),
                        .clause = what.clause,
                        .operation = kOperation,
                        .asked = with_flag(what.flag),
                        .members = what.members,
                        .failure_means = what.failure_means});
}

Purpose refuses(const Refusing& what) {
  const std::string also = what.also.empty() ? what.flag : what.also;
  return refused_answers({.id = what.id,
                          .title = what.title,
                          .requirement = requirement_of(what.id),
                          .clause = what.clause,
                          .operation = kOperation,
                          .asked = [one = with_flag(what.flag), other = with_flag(also)](
                                       const VectorTest& test) { return one(test) && other(test); },
                          .control = with_flag(what.control),
                          .what = "ESData envelopes",
                          .text = what.text,
                          .failure_means = what.failure_means});
}

}  // namespace plumbline::testcases
