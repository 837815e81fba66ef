#include "headline.hpp"

#include "text.hpp"

#include <fmt/format.h>

#include <vector>

namespace plumbline::reports {
namespace {

using harness::CampaignResult;
using harness::Summary;

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) {
      out += i + 1 == parts.size() ? " and " : ", ";
    }
    out += parts[i];
  }
  return out;
}

std::string what_is_wrong(const Summary& sum, std::size_t applicable, std::size_t reasons) {
  std::vector<std::string> parts;
  if (sum.fail != 0) {
    parts.push_back(fmt::format("{} {}", sum.fail, sum.fail == 1 ? "fails" : "fail"));
  }
  if (sum.inconclusive != 0) {
    parts.push_back(fmt::format(
        "{} {} inconclusive", sum.inconclusive, sum.inconclusive == 1 ? "stays" : "stay"));
  }
  if (sum.error != 0) {
    parts.push_back(fmt::format("{} {} in an error", sum.error, sum.error == 1 ? "ends" : "end"));
  }
  return fmt::format("Of {}, {}, for {}.",
                     plural(applicable, "applicable case"),
                     joined(parts),
                     plural(reasons, "reason"));
}

}  // namespace

Headline headline_of(const CampaignResult& result, std::size_t reasons) {
  const Summary sum = result.summary();
  const std::size_t applicable = result.cases.size() - sum.not_applicable;
  const bool complete = !result.partial && result.cases.size() == result.planned;
  const std::string stopped =
      complete ? std::string{}
               : fmt::format(" The run was stopped: {} of {} planned cases have a verdict.",
                             result.cases.size(),
                             result.planned);
  const std::size_t unhappy = sum.fail + sum.inconclusive + sum.error;
  const std::string wrong = unhappy == 0 ? std::string{} : what_is_wrong(sum, applicable, reasons);
  if (sum.fail != 0) {
    return {.state = "fail", .words = "Does not conform", .sentence = wrong + stopped};
  }
  if (unhappy != 0) {
    return {.state = "inconclusive", .words = "Not shown to conform", .sentence = wrong + stopped};
  }
  if (applicable == 0) {
    return {.state = "inconclusive",
            .words = "Nothing was tested",
            .sentence = "No case of this run was applicable." + stopped};
  }
  const std::string passed = applicable == 1
                                 ? std::string{"The one applicable case passes."}
                                 : fmt::format("All {} applicable cases pass.", applicable);
  return {.state = complete ? "pass" : "inconclusive",
          .words = complete ? "Conforms" : "Stopped early",
          .sentence = passed + stopped};
}

}  // namespace plumbline::reports
