#include "support/inner_answer.hpp"

#include <algorithm>
#include <string>

namespace plumbline::testcases {

const Json& inner_of(const harness::Judge& judge, std::string_view label) {
  static const Json nothing = Json::object();
  const Json& seen = judge.observation(std::string{label} + ": inner");
  return seen.is_object() ? seen : nothing;
}

void expect_inner_status(harness::Judge& judge,
                         std::string_view assertion,
                         std::string_view label,
                         std::vector<int> accepted) {
  const Json& inner = inner_of(judge, label);
  const int status = inner.value("rsc", 0);
  std::string expected;
  for (const int each : accepted) {
    expected += (expected.empty() ? "" : " or ") + std::to_string(each);
  }
  const std::string why = inner.value("opened", "nothing sent");
  judge.check(
      assertion,
      std::ranges::find(accepted, status) != accepted.end(),
      "protected: " + expected,
      status != 0 ? "protected: " + std::to_string(status) : why + ", " + judge.status_text(label));
}

}  // namespace plumbline::testcases
