/// @file
/// Puts known answers to a codec.

#pragma once

#include "plumbline/harness/codec.hpp"
#include "plumbline/harness/vector_file.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace plumbline::harness {

enum class VectorOutcome : std::uint8_t { pass, fail, unsupported };

[[nodiscard]] std::string_view name_of(VectorOutcome outcome) noexcept;

struct VectorResult {
  std::string name;  ///< "derive/group-key.json#7"
  std::string comment;
  VectorOutcome outcome{};
  std::string detail;  ///< of a failure: the first member that differs; of unsupported: the reason
};

struct ReplayOptions {
  /// Which tests to put, by name; empty: all.
  std::function<bool(const std::string& name)> selected;
  /// Whether a refusal must have the code that the file names. A foreign codec may use any.
  bool same_codes = false;
};

struct ReplayReport {
  std::vector<VectorResult> results;

  [[nodiscard]] std::size_t count(VectorOutcome outcome) const;
};

/// Asks `codec` for every selected test, in order.
[[nodiscard]] ReplayReport replay(const std::vector<VectorFile>& files,
                                  const Codec& codec,
                                  const ReplayOptions& options = {});

/// {pass, fail, unsupported, results: [{name, comment, outcome, detail?}]}.
[[nodiscard]] Json to_json(const ReplayReport& report);

}  // namespace plumbline::harness
