/// @file
/// Purposes of one shape: one AE hosts what is protected by some means, another opens it. What is
/// proved of the AE under test is that both do the same.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/harness/purpose.hpp"

#include <string>
#include <vector>

namespace plumbline::testcases {

/// One means of protection: how the data is hosted, and what opening it proves.
struct Means {
  std::string id;
  std::string requirement;
  std::string clause;
  std::string title;
  std::string proves;  ///< text of the primary assertion
  std::string failure_means;
  Json host;                                    ///< members of e2e.host
  std::vector<harness::Variant> variants = {};  ///< merged into `host` as they are
  std::vector<std::string> options = {};
};

/// For role AE-cli the tester's AE hosts and the one under test fetches; for AE-src the reverse.
[[nodiscard]] harness::Purpose opening(harness::Role role, const Means& means);

/// One variant per value of one parameter.
[[nodiscard]] std::vector<harness::Variant> each(const std::string& name,
                                                 const std::vector<std::string>& values);

}  // namespace plumbline::testcases
