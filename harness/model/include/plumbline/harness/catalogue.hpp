/// @file
/// The requirements catalogue, testcases/requirements.json.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"
#include "plumbline/harness/verdict.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::harness {

/// Whether a system under test in `role` answers for `who`, a name of the Who column: an end-to-end
/// end-point (EEP) is the AE that protects, or the one that opens, or the CSE that takes protected
/// primitives.
[[nodiscard]] bool answers_for(Role role, std::string_view who) noexcept;

struct Requirement {
  std::string id;        ///< "AR-04"
  std::string group;     ///< "AR"
  std::string document;  ///< "TR-0012"
  std::string clause;    ///< "7.3.1 step 4"
  std::vector<std::string> roles;
  std::string level;  ///< "M" or "O"
  std::string text;
};

class Catalogue {
 public:
  /// Errc::malformed or Errc::invalid_value naming the member.
  [[nodiscard]] static Result<Catalogue> from_json(const Json& value);

  [[nodiscard]] const std::vector<Requirement>& all() const noexcept { return requirements_; }

  /// nullptr when unknown.
  [[nodiscard]] const Requirement* find(std::string_view id) const;

 private:
  std::vector<Requirement> requirements_;
};

}  // namespace plumbline::harness
