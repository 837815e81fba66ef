/// @file
/// Inputs for codecs, made from known answers: so that most get past the first checks.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/random.hpp"
#include "plumbline/harness/vector_file.hpp"

#include <string>
#include <vector>

namespace plumbline::harness {

/// Draws inputs of one operation.
///
/// Each is the input of a known answer with up to three changes: a value taken from another input
/// at the same place, octets or text changed, cut or prolonged, a number moved, an element or a
/// member lost, doubled or added.
class InputGenerator {
 public:
  /// `file` has one test or more; neither argument is copied.
  InputGenerator(const VectorFile& file, RandomSource& random);

  [[nodiscard]] Json next();

 private:
  void change(Json& input);
  void cross(Json& input);

  std::vector<const Json*> inputs_;
  RandomSource& random_;
};

/// Smaller inputs than `input`, biggest step first: without a member or an element, with half of a
/// text, with a number nearer to 0.
[[nodiscard]] std::vector<Json> smaller_than(const Json& input);

}  // namespace plumbline::harness
