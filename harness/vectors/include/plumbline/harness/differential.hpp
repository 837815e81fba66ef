/// @file
/// Puts the same generated inputs to several codecs and tells where they part.

#pragma once

#include "plumbline/core/random.hpp"
#include "plumbline/harness/codec.hpp"
#include "plumbline/harness/vector_file.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace plumbline::harness {

struct NamedCodec {
  std::string name;
  Codec codec;
};

struct DifferentialOptions {
  std::size_t inputs_per_operation = 200;
  /// Whether a refusal must have the same code at all. Foreign codecs may use any.
  bool same_codes = false;
  /// Which operations to compare; empty: all.
  std::function<bool(const std::string& operation)> selected;
};

/// One input that is answered differently, as small as it could be made; as it was drawn when a
/// codec gave no answer at all, which ends the comparison of that operation.
struct Difference {
  std::string operation;
  Json input;
  std::vector<Json> answers;  ///< one a codec, in their order
};

struct DifferentialReport {
  std::size_t inputs = 0;       ///< put to all codecs
  std::size_t unsupported = 0;  ///< of these, not compared: some codec has no such operation
  std::vector<Difference> differences;  ///< at most one for each operation and pair of outcomes
};

/// Two answers agree when both refuse, or both give the same output. An operation whose output is
/// new each time (a random IV) agrees when both give one.
///
/// @param codecs two or more
[[nodiscard]] DifferentialReport differ(const std::vector<VectorFile>& files,
                                        const std::vector<NamedCodec>& codecs,
                                        RandomSource& random,
                                        const DifferentialOptions& options = {});

/// {inputs, unsupported, differences: [{operation, in, answers: {name: answer}}]}.
[[nodiscard]] Json to_json(const DifferentialReport& report, const std::vector<NamedCodec>& codecs);

}  // namespace plumbline::harness
